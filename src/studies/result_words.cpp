#include "studies/result_words.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace gammafield::studies {
namespace {

using research::Cell;
using research::Comparison;
using research::Findings;
using research::InferenceRule;
using research::Verdict;
using statistics::Estimate;

constexpr std::string_view minus = "−";
constexpr std::string_view unknown = "unknown";  // a NaN or an infinity is no number to be read

/// So many that the interval's width has two digits; of a width of nothing, none that count.
int decimals_for(const Estimate& estimate) {
  constexpr int most = 6;
  const double width = estimate.high - estimate.low;
  if (!std::isfinite(width) || width <= 0) return 0;
  return static_cast<int>(std::clamp(1 - std::floor(std::log10(width)), 0.0, static_cast<double>(most)));
}

/// Half a per cent is seen only where the interval is that narrow.
int percent_decimals(const Estimate& percent) { return percent.high - percent.low < 5 ? 1 : 0; }

std::string fixed(double value, int decimals, bool with_plus) {
  constexpr double unwieldy = 1e9;
  if (!std::isfinite(value)) return std::string{unknown};
  const double size = std::abs(value);
  const auto digits = size < unwieldy ? fmt::format("{:.{}f}", size, decimals) : fmt::format("{:.3g}", size);
  const bool nothing = digits.find_first_not_of("0.") == std::string::npos;
  return std::string{nothing ? "" : value < 0 ? minus : with_plus ? "+" : ""} + digits;
}

Estimate times(const Estimate& estimate, double factor) {
  return {factor * estimate.value, factor * estimate.low, factor * estimate.high};
}

constexpr double percent = 100;

std::string points_text(const std::string& number) {
  return number + (number == "1" || number == "+1" || number == "−1" ? " point" : " points");
}

/// An interval's texts, without unit.
struct Texts {
  std::string value, low, high;
};

Texts texts_of(const Estimate& estimate, bool is_share, bool with_plus) {
  const Estimate shown = is_share ? times(estimate, percent) : estimate;
  const int decimals = is_share ? percent_decimals(shown) : decimals_for(shown);
  return {fixed(shown.value, decimals, with_plus), fixed(shown.low, decimals, with_plus),
          fixed(shown.high, decimals, with_plus)};
}

/// `14 of 25 (56 %, 37 to 73 %)`.
std::string counted_text(const Cell& cell) {
  const auto [value, low, high] = texts_of(*cell.figure, true, false);
  return fmt::format("{:.0f} of {:.0f} ({} %, {} to {} %)", std::round(cell.figure->value * cell.weight), cell.weight,
                     value, low, high);
}

/// What the primary cell shows.
std::string shown_text(const Cell& cell) {
  if (!cell.figure) return fmt::format("no figure: {}", no_figure_text(cell));
  if (!cell.is_share) return cell.measure + " " + figure_text(cell);
  const bool held = cell.measure == "hit rate";
  return (held ? "held" : cell.measure + ":") + " " + counted_text(cell);
}

std::string days_text(double days) {
  constexpr double far_away = 100'000;
  if (!(days < far_away)) return "more than 100,000 days";
  const double step = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(1.0, days))) - 1));
  return fmt::format("about {:.0f} days", std::ceil(days / step) * step);
}

/// What is lacking where one cannot tell.
std::string need_text(const Comparison& comparison, const InferenceRule& rule) {
  const auto fewest = static_cast<double>(rule.fewest_days);
  if (comparison.days_needed) return "would need " + days_text(std::max(*comparison.days_needed, fewest));
  if (comparison.days_with >= rule.fewest_days) return "a day or two make all that there is of it";
  return fmt::format("{} {} to compare, at least {} are asked for", comparison.days_with,
                     comparison.days_with == 1 ? "day" : "days", rule.fewest_days);
}

/// `5 points more than random prices (−14 to +24)`.
std::string against_text(const Comparison& comparison, bool is_share) {
  const Estimate& figure = comparison.tested->figure;
  const auto [value, low, high] = texts_of(figure, is_share, true);
  const auto with_unit = [&](const std::string& number) { return is_share ? points_text(number) : number; };
  const auto size = value.starts_with("+")     ? with_unit(value.substr(1)) + " more than"
                    : value.starts_with(minus) ? with_unit(value.substr(minus.size())) + " less than"
                                               : std::string{"as much as"};
  return fmt::format("{} {} ({} to {})", size, comparison.against, low, high);
}

/// Against what, and what may be said of it.
std::string judged_text(const Comparison& comparison, bool is_share, const InferenceRule& rule) {
  const auto judged = [&]() -> std::string {
    switch (comparison.verdict) {
      case Verdict::differs: return "differs";
      case Verdict::no_difference:
        return fmt::format("no difference of that size ({})", size_text(rule.matters, is_share));
      case Verdict::cannot_tell: break;
    }
    return "cannot tell; " + need_text(comparison, rule);
  }();
  if (!comparison.tested) return fmt::format("against {}: {}", comparison.against, judged);
  return against_text(comparison, is_share) + ": " + judged;
}

}  // namespace

std::string number_text(double value) {
  if (!std::isfinite(value)) return std::string{unknown};
  const auto size = fmt::format("{:.3g}", std::abs(value));
  return std::string{value < 0 && size != "0" ? minus : ""} + size;
}

std::string count_text(double count) {
  return std::isfinite(count) && count == std::round(count) && std::abs(count) < 1e15 ? fmt::format("{:.0f}", count)
                                                                                      : number_text(count);
}

std::string_view no_figure_text(const Cell& cell) {
  return cell.days == 0 ? "nothing to measure on any day" : "too few days to measure it on";
}

std::string figure_text(const Cell& cell) {
  if (!cell.figure) return "none";
  const auto [value, low, high] = texts_of(*cell.figure, cell.is_share, false);
  return cell.is_share ? fmt::format("{} % ({} to {} %)", value, low, high)
                       : fmt::format("{} ({} to {})", value, low, high);
}

std::string difference_text(const Comparison& comparison, bool is_share) {
  if (!comparison.tested) return "none";
  const auto [value, low, high] = texts_of(comparison.tested->figure, is_share, true);
  return fmt::format("{} ({} to {})", is_share ? points_text(value) : value, low, high);
}

std::string size_text(double difference, bool is_share) {
  if (!is_share) return number_text(difference);
  const double points = percent * difference;
  return points_text(std::abs(points) < 10 ? number_text(std::round(10 * points) / 10) : fixed(points, 0, false));
}

std::string p_text(double p) {
  if (!std::isfinite(p)) return std::string{unknown};
  return p < 0.001 ? "<0.001" : fmt::format("{:.3f}", p);
}

std::string verdict_text(const Comparison& comparison, const InferenceRule& rule) {
  switch (comparison.verdict) {
    case Verdict::differs: return "differs";
    case Verdict::no_difference: return "no difference of that size";
    case Verdict::cannot_tell: break;
  }
  return fmt::format("cannot tell ({})", need_text(comparison, rule));
}

std::string counts_text(const Cell& cell) {
  std::string text;
  for (const auto& [name, count] : cell.counts)
    text += (text.empty() ? "" : ", ") + fmt::format("{} {}", name, count_text(count));
  return text;
}

std::string cell_name(const Cell& cell) {
  std::string name;
  for (const auto& [key, value] : cell.keys) name += (name.empty() ? "" : " · ") + value;
  return name.empty() ? "all" : name;
}

std::string keys_text(const Findings& findings) {
  const auto names_of = [](const Cell& cell) {
    std::string names;
    for (const auto& [key, value] : cell.keys) names += (names.empty() ? "" : " · ") + key;
    return names;
  };
  if (findings.cells.empty()) return "cell";
  const auto names = names_of(findings.cells.front());
  const bool shared = std::ranges::all_of(findings.cells, [&](const Cell& cell) { return names_of(cell) == names; });
  return shared && !names.empty() ? names : "cell";
}

bool is_primary(const Cell& cell, const Comparison& comparison) {
  return cell.primary && &comparison == &cell.comparisons.front();
}

std::vector<const Cell*> primary_first(const Findings& findings) {
  std::vector<const Cell*> cells;
  for (const bool primary : {true, false}) {
    for (const auto& cell : findings.cells) {
      if (cell.primary == primary) cells.push_back(&cell);
    }
  }
  return cells;
}

std::string answer(const StudyResult& result) {
  const auto cells = primary_first(result.findings);
  if (cells.empty()) return "Nothing was measured: no day had what this study looks at.";
  const Cell& cell = *cells.front();
  if (!cell.primary) return "No comparison was named before looking, so none of these is a test by itself.";
  const auto shown = fmt::format("{}: {}", cell_name(cell), shown_text(cell));
  if (cell.comparisons.empty()) return shown + "; compared with nothing.";
  return fmt::format("{}; {}.", shown, judged_text(cell.comparisons.front(), cell.is_share, result.rule));
}

std::string tried_sentence(const StudyResult& result) {
  const auto& findings = result.findings;
  auto text = fmt::format("{} {} tried in {} {}.", findings.comparisons_tried,
                          findings.comparisons_tried == 1 ? "comparison was" : "comparisons were",
                          findings.cells.size(), findings.cells.size() == 1 ? "cell" : "cells");
  if (!findings.selection) return text;
  const auto& by_luck = *findings.selection;
  return text + fmt::format(
                    " Were each cell's true share {} %, the best of {} cells with {} {} each would show "
                    "{} % or more half the time by luck.",
                    number_text(percent * by_luck.rate), by_luck.cells, by_luck.events,
                    by_luck.events == 1 ? "event" : "events", fixed(percent * by_luck.best_half_the_time, 0, false));
}

std::vector<std::string> trade_heads() {
  return {"symbol", "entered", "left", "gross %", "cost %", "net %", "why entered, and why left"};
}

std::vector<std::string> trade_cells(const Trading& trade) {
  constexpr int decimals = 3;
  const auto minute = [](market::Instant at) { return market::to_string(at).substr(0, 16) + "Z"; };
  return {trade.symbol,
          minute(trade.entered),
          minute(trade.left),
          fixed(trade.gross, decimals, true),
          fixed(trade.cost, decimals, false),
          fixed(trade.gross - trade.cost, decimals, true),
          trade.entry_reason + "; " + trade.exit_reason};
}

}  // namespace gammafield::studies
