#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

/// Baselines and measures whose names are no words yet.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> known_words{
    {{"random_price", "random prices as far away"},
     {"rank_2_to_5", "the strikes of rank 2 to 5"},
     {"prior_session", "the prior session's high, low and close"},
     {"round_number", "the nearest round numbers"},
     {"max_open_interest", "the strike with the most open interest"},
     {"expected_move", "the edge of the expected move"},
     {"stale_wall", "the wall of a week before"},
     {"shuffled_date", "the walls of other days"},
     {"walk", "a driftless walk"},
     {"mirror_image", "its mirror image"},
     {"even_spread", "an even spread"},
     {"no_slope", "no slope at all"},
     {"theirs", "the published walls"},
     {"random_entries", "the same orders at random times"},
     {"buy_and_hold", "holding the underlying"},
     {"permuted_walls", "the rule on walls of other days"},
     {"no_trade", "no trade"}}};

std::string with_blanks(std::string_view code) {
  std::string words{code};
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string words_of(std::string_view code) {
  const auto* known = std::ranges::find(known_words, code, &std::pair<std::string_view, std::string_view>::first);
  return known != known_words.end() ? std::string{known->second} : with_blanks(code);
}

template <class Pairs>
void tell_names(Pairs& pairs, std::string (*as)(std::string_view)) {
  for (auto& pair : pairs) pair.first = as(words_of(pair.first));
}

bool is_finite(const statistics::Estimate& of) {
  return std::isfinite(of.value) && std::isfinite(of.low) && std::isfinite(of.high);
}

/// What is not a number is not shown as one.
void drop_unknown(research::Cell& cell) {
  if (cell.figure && !is_finite(*cell.figure)) cell.figure.reset();
  for (auto& comparison : cell.comparisons) {
    if (comparison.tested && !is_finite(comparison.tested->figure)) comparison.tested.reset();
  }
}

void tell(research::Cell& cell, std::string (*as)(std::string_view)) {
  drop_unknown(cell);
  tell_names(cell.keys, as);
  tell_names(cell.counts, as);
  for (auto& [key, value] : cell.keys) value = as(key == "symbol" ? value : with_blanks(value));
  cell.measure = as(words_of(cell.measure));
  for (auto& comparison : cell.comparisons) comparison.against = as(words_of(comparison.against));
}

void tell(Figure& figure, std::string (*as)(std::string_view)) {
  for (auto* text : {&figure.title, &figure.x_label, &figure.y_label}) *text = as(*text);
  for (auto& curve : figure.curves) {
    curve.name = as(curve.name);
    std::erase_if(curve.points, [](const auto& point) { return !std::isfinite(point.x) || !is_finite(point.y); });
  }
}

}  // namespace

StudyResult told(StudyResult result, std::string (*as)(std::string_view)) {
  if (result.title.empty()) result.title = result.name.empty() ? "A study" : result.name;
  for (auto* text : {&result.name, &result.kind, &result.title, &result.question, &result.measure_text})
    *text = as(*text);
  for (auto& cell : result.findings.cells) tell(cell, as);
  for (auto& figure : result.figures) tell(figure, as);
  for (auto& [key, value] : result.choices) {
    key = as(key);  // as it stands in the file
    value = as(value);
  }
  for (auto& data : result.data) {
    data.name = as(data.name);
    data.what = as(data.what);
  }
  for (auto& day : result.left_out) {
    for (auto* text : {&day.symbol, &day.session, &day.reason}) *text = as(*text);
  }
  for (auto& trade : result.trades) {
    for (auto* text : {&trade.symbol, &trade.entry_reason, &trade.exit_reason}) *text = as(*text);
  }
  for (auto& caution : result.cautions) caution = as(caution);
  return result;
}

std::vector<std::string> reading_notes(const StudyResult& result) {
  const auto& rule = result.rule;
  const auto& cells = result.findings.cells;
  const bool is_share = !cells.empty() && primary_first(result.findings).front()->is_share;
  return {
      fmt::format("Intervals hold the truth {:.0f} % of the time: of shares by Wilson, of all else by resampling days "
                  "in blocks of {} on average, {} times (seed {}).",
                  100 * rule.bootstrap.confidence, number_text(rule.bootstrap.mean_block), rule.bootstrap.resamples,
                  rule.bootstrap.seed),
      "p: how often chance alone leaves a difference at least as large. p adjusted: with all comparisons but the "
      "primary one taken into account (Benjamini and Hochberg). p max: how often the largest of them all is as large.",
      fmt::format("The primary comparison differs at p of {} or less; any other at p adjusted of {} and p max of {} or "
                  "less. The size that matters: {}. With fewer than {} days nothing is said.",
                  rule.size, rule.false_discoveries, rule.size, size_text(rule.matters, is_share), rule.fewest_days),
      "Detectable: the smallest difference that so many days find four times in five.",
  };
}

std::vector<LeftOutFor> left_out_by_reason(const StudyResult& result) {
  std::vector<LeftOutFor> all;
  for (const auto& [symbol, session, reason] : result.left_out) {
    auto found = std::ranges::find(all, reason, &LeftOutFor::reason);
    if (found == all.end()) found = all.insert(all.end(), {reason, {}});
    found->days.push_back(symbol + " " + session);
  }
  return all;
}

}  // namespace gammafield::studies
