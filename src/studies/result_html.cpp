#include "studies/result_html.h"

#include <functional>

#include <fmt/format.h>

#include "exports/clean_text.h"
#include "exports/page_head.h"
#include "studies/figure_picture.h"
#include "studies/forest_picture.h"
#include "studies/page_style.h"
#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

using exports::html_escaped;
using research::Cell;
using research::Comparison;

constexpr chart::Pixels wide{1040}, narrow{360};

std::string caption_of(const Figure& figure) {
  bool interval = false, reference = false;
  for (const auto& curve : figure.curves) {
    reference = reference || curve.reference;
    for (const auto& point : curve.points) interval = interval || point.y.low < point.y.high;
  }
  return std::string{interval ? "Shaded, or as a line through a point: its interval. " : ""} +
         (reference ? "Dashed grey: what to compare it with." : "");
}

class Page {
 public:
  explicit Page(const StudyResult& result) : result_(result) {}

  [[nodiscard]] std::string take() {
    out_ = fmt::format("{}<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n", exports::page_head,
                       html_escaped(result_.title), page_style());
    add_header();
    out_ += "<main>\n";
    add_forests();
    for (const auto& figure : result_.figures) add_figure(figure);
    add_comparisons();
    add_cells();
    add_trades();
    add_list("How to read it", reading_notes(result_));
    add_list("Cautions", result_.cautions);
    add_sources();
    out_ += fmt::format("</main>\n<footer>{}</footer>\n</body>\n</html>\n", html_escaped(not_advice));
    return std::move(out_);
  }

 private:
  void add_header() {
    out_ += fmt::format("<header>\n<h1>{}</h1>\n<p class=\"question\">{}</p>\n", html_escaped(result_.title),
                        html_escaped(result_.question));
    out_ += fmt::format("<div class=\"answer\"><p><strong>{}</strong></p>\n<p>{}</p></div>\n</header>\n",
                        html_escaped(answer(result_)), html_escaped(tried_sentence(result_)));
  }

  void open_section(std::string_view heading) {
    out_ += fmt::format("<section>\n<h2>{}</h2>\n", html_escaped(heading));
  }
  void close_section() { out_ += "</section>\n"; }

  /// Drawn twice: one for screens and paper, one for phones.
  void add_picture(const std::function<std::string(chart::Pixels)>& svg, std::string_view caption) {
    out_ += fmt::format("<figure><div class=\"wide\">{}</div><div class=\"narrow\">{}</div>", svg(wide), svg(narrow));
    out_ +=
        caption.empty() ? "</figure>\n" : fmt::format("<figcaption>{}</figcaption></figure>\n", html_escaped(caption));
  }

  void add_forests() {
    const auto forests = forests_of(result_);
    open_section("Every comparison");
    if (forests.empty()) out_ += "<p class=\"quiet\">Nothing was compared.</p>\n";
    for (const auto& forest : forests) {
      if (forests.size() > 1) out_ += fmt::format("<h3>{}</h3>\n", html_escaped(forest.measure));
      add_picture(
          [&](chart::Pixels width) { return forest_svg(forest, result_.rule, width); },
          fmt::format("What it shows beyond each baseline, with its {:.0f} % interval. Shaded: less than {}, "
                      "the size that matters. Filled marks differ from their baseline, all comparisons taken "
                      "into account; hollow ones do not, or cannot be told. A shape for each baseline.",
                      100 * result_.rule.bootstrap.confidence, size_text(result_.rule.matters, forest.is_share)));
    }
    close_section();
  }

  void add_figure(const Figure& figure) {
    open_section(figure.title);
    bool any = false;
    for (const auto& curve : figure.curves) any = any || !curve.points.empty();
    if (any)
      add_picture([&](chart::Pixels width) { return figure_svg(figure, width); }, caption_of(figure));
    else
      out_ += "<p class=\"quiet\">No point to draw.</p>\n";
    close_section();
  }

  void open_table(const std::vector<std::string>& heads, std::size_t left_until) {
    heads_ = heads;
    left_until_ = left_until;
    out_ += "<div class=\"wide-table\"><table>\n<thead><tr>";
    for (std::size_t i = 0; i < heads.size(); ++i)
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", is_words(i) ? " class=\"words\"" : "", html_escaped(heads[i]));
    out_ += "</tr></thead>\n<tbody>\n";
  }

  /// First and last columns are words, and so are those up to where numbers begin.
  [[nodiscard]] bool is_words(std::size_t column) const { return column < left_until_ || column + 1 == heads_.size(); }

  void add_row(const std::vector<std::string>& texts, bool differs = false) {
    out_ += differs ? "<tr class=\"differs\">" : "<tr>";
    for (std::size_t i = 0; i < texts.size(); ++i)
      out_ += fmt::format("<td data-head=\"{}\" class=\"{}\">{}</td>", html_escaped(heads_[i]),
                          is_words(i) ? "words" : "number", html_escaped(texts[i]));
    out_ += "</tr>\n";
  }

  void close_table() { out_ += "</tbody>\n</table></div>\n"; }

  void add_comparisons() {
    std::size_t rows = 0;
    for (const auto& cell : result_.findings.cells) rows += cell.comparisons.size();
    if (rows == 0) return;
    constexpr std::size_t most_shown = 24;  // rows; more would push the rest of the page out of reach
    open_section("The comparisons as a table");
    out_ += fmt::format("<details{}><summary>{} rows</summary>\n", rows <= most_shown ? " open=\"open\"" : "", rows);
    open_table({"Against", "Days", "Difference", "Detectable", "p", "p adjusted", "p max", "Verdict"}, 1);
    for (const Cell* cell : primary_first(result_.findings)) {
      if (cell->comparisons.empty()) continue;
      out_ += fmt::format("<tr><th colspan=\"8\" scope=\"colgroup\">{}{} <span>{}, {}{} days</span></th></tr>\n",
                          html_escaped(cell_name(*cell)), cell->primary ? " (primary)" : "",
                          html_escaped(cell->measure + " " + figure_text(*cell)),
                          cell->is_share ? count_text(cell->weight) + " events on " : "", cell->days);
      for (const auto& comparison : cell->comparisons) add_comparison(*cell, comparison);
    }
    close_table();
    out_ += "</details>\n";
    close_section();
  }

  void add_comparison(const Cell& cell, const Comparison& comparison) {
    const auto& tested = comparison.tested;
    add_row(
        {comparison.against, std::to_string(comparison.days_with), difference_text(comparison, cell.is_share),
         comparison.detectable ? size_text(*comparison.detectable, cell.is_share) : "unknown",
         tested ? p_text(tested->p) : "", tested && !is_primary(cell, comparison) ? p_text(comparison.p_adjusted) : "",
         tested ? p_text(tested->p_max) : "", verdict_text(comparison, result_.rule)},
        comparison.verdict == research::Verdict::differs);
  }

  void add_cells() {
    if (result_.findings.cells.empty()) return;
    open_section("Cells");
    if (!result_.measure_text.empty())
      out_ += fmt::format("<p class=\"quiet\">{}</p>\n", html_escaped(result_.measure_text));
    open_table({keys_text(result_.findings), "Measure", "Days", "Events", "Figure", "Also counted"}, 2);
    for (const Cell* cell : primary_first(result_.findings)) {
      add_row({cell_name(*cell) + (cell->primary ? " (primary)" : ""), cell->measure, std::to_string(cell->days),
               cell->is_share ? count_text(cell->weight) : std::string{}, figure_text(*cell), counts_text(*cell)});
    }
    close_table();
    close_section();
  }

  void add_trades() {
    if (result_.trades.empty()) return;
    open_section("Trades");
    open_table(trade_heads(), 3);
    const auto shown = std::min(trades_shown, result_.trades.size());
    for (std::size_t i = 0; i < shown; ++i) add_row(trade_cells(result_.trades[i]));
    close_table();
    if (shown < result_.trades.size())
      out_ += fmt::format("<p class=\"quiet\">The first {} of {}; the JSON has them all.</p>\n", shown,
                          result_.trades.size());
    close_section();
  }

  void add_list(std::string_view heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    open_section(heading);
    out_ += "<ul>\n";
    for (const auto& item : items) out_ += fmt::format("<li>{}</li>\n", html_escaped(item));
    out_ += "</ul>\n";
    close_section();
  }

  void add_sources() {
    std::vector<std::pair<std::string, std::string>> data;
    for (const auto& [name, what] : result_.data) data.emplace_back(name, what);
    add_pairs("Data", data);
    add_pairs("Choices", result_.choices);
    add_left_out();
  }

  void add_pairs(std::string_view heading, const std::vector<std::pair<std::string, std::string>>& pairs) {
    if (pairs.empty()) return;
    open_section(heading);
    out_ += "<dl>\n";
    for (const auto& [name, text] : pairs)
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_escaped(name), html_escaped(text));
    out_ += "</dl>\n";
    close_section();
  }

  void add_left_out() {
    const auto reasons = left_out_by_reason(result_);
    if (reasons.empty()) return;
    open_section("Days left out");
    for (const auto& [reason, days] : reasons) {
      out_ += fmt::format("<details><summary>{}: {} {}</summary>\n<p class=\"quiet\">{}</p></details>\n",
                          html_escaped(reason), days.size(), days.size() == 1 ? "day" : "days",
                          html_escaped(fmt::format("{}", fmt::join(days, ", "))));
    }
    close_section();
  }

  const StudyResult& result_;
  std::vector<std::string> heads_;
  std::size_t left_until_ = 1;
  std::string out_;
};

}  // namespace

std::string result_html(const StudyResult& result) {
  const StudyResult in_words = told(result, exports::clean);
  return Page{in_words}.take();
}

}  // namespace gammafield::studies
