#include "studies/result_text.h"

#include <fmt/format.h>

#include "exports/clean_text.h"
#include "exports/paragraph.h"
#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

using exports::TextStyle;
using exports::TextTable;
using exports::Tone;
using research::Cell;
using research::Comparison;
using Align = TextTable::Align;

std::string for_terminal(std::string_view text) { return exports::clean(text); }
std::string for_markdown(std::string_view text) { return exports::markdown_escaped(exports::clean(text)); }

class Text {
 public:
  Text(const StudyResult& result, const TextStyle& style) : result_(result), style_(style) {}

  [[nodiscard]] std::string take() {
    out_ = style_.markdown ? "# " + result_.title + "\n"
                           : " " + exports::paint(result_.title, Tone::strong, style_) + "\n";
    add_paragraph(result_.question);
    add_paragraph(exports::paint(answer(result_), Tone::strong, style_));
    add_paragraph(tried_sentence(result_));
    add_cells();
    add_comparisons();
    add_trades();
    add_list("How to read it", reading_notes(result_));
    add_sources();
    add_list("Cautions", result_.cautions);
    add_paragraph(std::string{not_advice});
    return std::move(out_);
  }

 private:
  void add_paragraph(const std::string& text) {
    if (!text.empty()) out_ += "\n" + (style_.markdown ? text + "\n" : exports::paragraph(text, 1));
  }

  void add_heading(std::string_view heading) {
    out_ += style_.markdown ? fmt::format("\n## {}\n\n", heading)
                            : fmt::format("\n {}\n", exports::paint(heading, Tone::strong, style_));
  }

  void add_list(std::string_view heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    add_heading(heading);
    for (const auto& item : items) out_ += style_.markdown ? "- " + item + "\n" : exports::paragraph("- " + item, 3);
  }

  void add_cells() {
    if (result_.findings.cells.empty()) return;
    add_heading("Cells");
    if (!result_.measure_text.empty())
      out_ += style_.markdown ? result_.measure_text + "\n\n" : exports::paragraph(result_.measure_text, 1) + "\n";
    TextTable table{{keys_text(result_.findings), "measure", "days", "events", "figure", "also counted"},
                    {Align::left, Align::left, Align::right, Align::right, Align::right, Align::left}};
    for (const Cell* cell : primary_first(result_.findings)) {
      table.add({{cell_name(*cell) + (cell->primary ? " (primary)" : "")},
                 {cell->measure},
                 {std::to_string(cell->days)},
                 {cell->is_share ? count_text(cell->weight) : ""},
                 {figure_text(*cell), Tone::strong},
                 {counts_text(*cell)}});
    }
    out_ += table.render(style_);
  }

  void add_comparisons() {
    TextTable table{{keys_text(result_.findings), "against", "days", "difference", "detectable", "p", "p adjusted",
                     "p max", "verdict"},
                    {Align::left, Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
                     Align::right, Align::left}};
    bool any = false;
    for (const Cell* cell : primary_first(result_.findings)) {
      for (const auto& comparison : cell->comparisons) {
        table.add(row_of(*cell, comparison));
        any = true;
      }
    }
    if (!any) return add_paragraph("No comparison was made.");
    add_heading("Against what chance alone would show");
    out_ += table.render(style_);
  }

  [[nodiscard]] std::vector<exports::Cell> row_of(const Cell& cell, const Comparison& comparison) const {
    const bool first = &comparison == &cell.comparisons.front();
    const auto& tested = comparison.tested;
    return {{first ? cell_name(cell) + (cell.primary ? " (primary)" : "") : ""},
            {comparison.against},
            {std::to_string(comparison.days_with)},
            {difference_text(comparison, cell.is_share)},
            {comparison.detectable ? size_text(*comparison.detectable, cell.is_share) : "unknown"},
            {tested ? p_text(tested->p) : ""},
            {tested && !is_primary(cell, comparison) ? p_text(comparison.p_adjusted) : ""},
            {tested ? p_text(tested->p_max) : ""},
            {verdict_text(comparison, result_.rule),
             comparison.verdict == research::Verdict::differs ? Tone::strong : Tone::plain}};
  }

  void add_trades() {
    if (result_.trades.empty()) return;
    add_heading("Trades");
    TextTable table{trade_heads(),
                    {Align::left, Align::left, Align::left, Align::right, Align::right, Align::right, Align::left}};
    const auto shown = std::min(trades_shown, result_.trades.size());
    for (std::size_t i = 0; i < shown; ++i) {
      std::vector<exports::Cell> row;
      for (auto& text : trade_cells(result_.trades[i])) row.push_back({std::move(text)});
      table.add(std::move(row));
    }
    out_ += table.render(style_);
    if (shown < result_.trades.size())
      add_paragraph(fmt::format("The first {} of {}; the JSON has them all.", shown, result_.trades.size()));
  }

  void add_sources() {
    std::vector<std::string> data, choices, left_out;
    for (const auto& [name, what] : result_.data) data.push_back(name + ": " + what);
    for (const auto& [key, value] : result_.choices) choices.push_back(key + " = " + value);
    for (const auto& [reason, days] : left_out_by_reason(result_))
      left_out.push_back(fmt::format("{}: {}", reason, days_text(days)));
    add_list("Data", data);
    add_list("Choices", choices);
    add_list("Days left out", left_out);
  }

  /// The first of them by name, the others by number: the JSON has them all.
  static std::string days_text(const std::vector<std::string>& days) {
    constexpr std::size_t most = 6;
    auto text = fmt::format("{} {} ({}", days.size(), days.size() == 1 ? "day" : "days", days.front());
    for (std::size_t i = 1; i < std::min(most, days.size()); ++i) text += ", " + days[i];
    return text + (days.size() > most ? fmt::format(" and {} more)", days.size() - most) : ")");
  }

  const StudyResult& result_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string result_text(const StudyResult& result, const TextStyle& style) {
  const StudyResult in_words = told(result, style.markdown ? for_markdown : for_terminal);
  return Text{in_words, style}.take();
}

}  // namespace gammafield::studies
