#include <fmt/format.h>

#include "brief/brief.h"
#include "exports/clean_text.h"

namespace gammafield::brief {
namespace {

std::string row_text(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const auto& cell : cells) text += " " + cell + " |";
  return text + "\n";
}

class Page {
 public:
  explicit Page(const Brief& brief) : brief_(brief) {}

  [[nodiscard]] std::string text() {
    out_ = fmt::format("# {}\n\n{}\n", escaped(brief_.title), escaped(brief_.when));
    for (const auto& warning : brief_.warnings) out_ += fmt::format("\n> **{}**\n", escaped(warning));
    for (const Section& section : brief_.sections) add(section);
    return out_ + fmt::format("\n*{}*\n", escaped(brief_.convention));
  }

 private:
  [[nodiscard]] std::string escaped(const std::string& text) const {
    return exports::markdown_escaped(market::in_money_of(brief_.calendar->rules(), text));
  }

  void add(const Section& section) {
    out_ += fmt::format("\n## {}\n", escaped(section.heading));
    if (section.table) add(*section.table);
    for (const auto& line : section.lines) out_ += "\n" + escaped(line) + "\n";
    if (!section.items.empty()) out_ += "\n";
    for (const auto& item : section.items) out_ += "- " + escaped(item) + "\n";
  }

  void add(const Table& table) {
    std::vector<std::string> heads, rule;
    for (const auto& head : table.heads) {
      heads.push_back(escaped(head));
      rule.emplace_back(rule.empty() ? "---" : "---:");
    }
    out_ += "\n" + row_text(heads) + row_text(rule);
    for (const auto& row : table.rows) {
      std::vector<std::string> cells;
      for (const Cell& cell : row) cells.push_back(escaped(cell.text));
      out_ += row_text(cells);
    }
  }

  const Brief& brief_;
  std::string out_;
};

}  // namespace

std::string markdown(const Brief& brief) { return Page{brief}.text(); }

}  // namespace gammafield::brief
