#include <cassert>

#include <fmt/format.h>

#include "brief/brief.h"

namespace gammafield::brief {
namespace {

/// Room that is kept for the line that names what did not fit.
constexpr std::size_t ending_bytes = 120;

/// Lines in their order for as long as they fit; once one does not, none after it.
class Lines {
 public:
  explicit Lines(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  bool add(const std::string& line) {
    if (full_ || text_.size() + line.size() + 1 > bytes_max_) {
      full_ = true;
      return false;
    }
    text_ += line + "\n";
    return true;
  }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  std::size_t bytes_max_;
  bool full_ = false;
  std::string text_;
};

}  // namespace

std::string message(const Brief& brief, std::size_t bytes_max) {
  assert(bytes_max >= 200);
  const auto& rules = brief.calendar->rules();
  Lines lines{bytes_max - ending_bytes};
  bool whole = lines.add(brief.title) && lines.add(brief.when);
  for (const auto& warning : brief.warnings) whole = whole && lines.add("! " + warning);
  for (const Section& section : brief.sections) {
    whole = whole && lines.add("") && lines.add(section.heading);
    const auto& short_form = section.in_short.empty() ? section.lines : section.in_short;
    for (const auto& line : short_form) whole = whole && lines.add("- " + market::in_money_of(rules, line));
  }
  auto text = std::move(lines).take();
  if (!whole) text += "... more in the whole brief.\n";
  return text + "Inferred, not observed; context, not a signal and not advice.\n";
}

}  // namespace gammafield::brief
