#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/list_file.h"
#include "exposure/positioning.h"
#include "market/osi.h"

namespace gammafield::exposure {
namespace {

// Thirty times the largest chain listed; a longer file is not this file.
constexpr base::ListRules rules{.lines_max = 1'000'000};

std::string_view unquoted(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return base::trimmed(quoted ? cell.substr(1, cell.size() - 2) : cell);
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

std::optional<market::Right> parse_right(std::string_view text) {
  if (equal_ignoring_case(text, "c") || equal_ignoring_case(text, "call")) return market::Right::call;
  if (equal_ignoring_case(text, "p") || equal_ignoring_case(text, "put")) return market::Right::put;
  return std::nullopt;
}

std::optional<double> parse_fraction(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = base::whole_number(text);
  return value && *value >= -1 && *value <= 1 ? std::optional{*value + 0.0} : std::nullopt;  // + 0: never -0
}

bool names_columns(std::string_view option, std::string_view fraction) {
  const bool known = equal_ignoring_case(option, "option") || equal_ignoring_case(option, "right") ||
                     equal_ignoring_case(option, "symbol");
  return known && equal_ignoring_case(fraction, "fraction");
}

using Error = std::optional<std::string>;

}  // namespace

/// Fills a Positioning line by line; stops at the first line it cannot use, since half a position file is another
/// position.
class PositioningReader {
 public:
  [[nodiscard]] Error read(std::string_view text) {
    if (Error error = base::read_list(text, rules, [this](std::string_view line) { return read_line(line); }))
      return error;
    if (entries_ == 0) return "holds no line `option,fraction` or `right,fraction`";
    return std::nullopt;
  }
  [[nodiscard]] Positioning positioning() && { return std::move(positioning_); }

 private:
  [[nodiscard]] Error read_line(std::string_view line) {
    const auto comma = line.find(',');
    if (comma == std::string_view::npos) return fmt::format("`{}` is not `option,fraction`", base::shown(line));
    const std::string_view option = unquoted(base::trimmed(line.substr(0, comma)));
    const std::string_view fraction = unquoted(base::trimmed(line.substr(comma + 1)));
    if (std::exchange(first_, false) && names_columns(option, fraction)) return std::nullopt;
    const auto value = parse_fraction(fraction);
    if (!value) return fmt::format("fraction `{}` is not a number from -1 to 1", base::shown(fraction));
    return add(option, *value);
  }

  [[nodiscard]] Error add(std::string_view option, double value) {
    ++entries_;
    if (const auto right = parse_right(option)) return add_default(*right, option, value);
    const auto symbol = market::parse_osi(option);
    if (!symbol) {
      return fmt::format("`{}` is neither an option symbol ({}) nor C or P", base::shown(option),
                         to_string(symbol.error()));
    }
    const auto [entry, is_new] = positioning_.by_contract_.emplace(market::key_of(*symbol), value);
    if (!is_new && entry->second != value) return contradiction(option, entry->second, value);
    return std::nullopt;
  }

  [[nodiscard]] Error add_default(market::Right right, std::string_view option, double value) {
    std::optional<double>& entry = positioning_.by_right_[static_cast<std::size_t>(right)];
    if (entry && *entry != value) return contradiction(option, *entry, value);
    entry = value;
    return std::nullopt;
  }

  [[nodiscard]] static std::string contradiction(std::string_view option, double before, double now) {
    return fmt::format("`{}` is given {} here and {} above", base::shown(option), now, before);
  }

  Positioning positioning_{PositioningModel::user};
  std::size_t entries_ = 0;
  bool first_ = true;
};

base::Result<Positioning, base::Refusal> Positioning::from_csv(std::string_view text, std::string_view name) {
  PositioningReader reader;
  if (const Error error = reader.read(text)) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, *error)});
  }
  return std::move(reader).positioning();
}

}  // namespace gammafield::exposure
