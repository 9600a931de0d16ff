#include "research/finding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "research/columns.h"
#include "statistics/multiplicity.h"
#include "statistics/power.h"
#include "statistics/proportion.h"

namespace gammafield::research {
namespace {

using statistics::Column;

/// How many days make the spread of a figure, (sum u^2)^2 / sum u^4 with u a day's part of it: as many as there are if
/// all have the same part, one if one day has nearly all.
double days_that_count(const Column& column) {
  const double figure = total(column.sum) / total(column.weight);
  double squares = 0, fourth = 0;
  for (std::size_t i = 0; i < column.sum.size(); ++i) {
    const double u = column.sum[i] - figure * column.weight[i];
    squares += u * u;
    fourth += u * u * u * u;
  }
  return fourth > 0 ? squares * squares / fourth : 0;
}

/// Resampling says something of the figure.
bool can_be_tested(const Column& column, std::size_t days, const InferenceRule& rule) {
  constexpr double fewest_that_count = 3;  // else it is the interval of a day or two
  return days >= rule.fewest_days && days_that_count(column) >= fewest_that_count;
}

/// The figure with its interval: a share of events by Wilson, anything else by its test.
std::optional<statistics::Estimate> figure_of(const MeasuredCell& cell, const std::optional<statistics::Tested>& tested,
                                              const InferenceRule& rule) {
  const double weight = total(cell.figure.weight);
  if (weight <= 0) return std::nullopt;
  if (cell.is_share)
    return statistics::wilson(static_cast<std::uint64_t>(std::llround(total(cell.figure.sum))),
                              static_cast<std::uint64_t>(std::llround(weight)));
  return tested && can_be_tested(cell.figure, days_in(cell.figure), rule) ? std::optional(tested->figure)
                                                                          : std::nullopt;
}

Cell cell_of(const MeasuredCell& measured, const std::optional<statistics::Tested>& tested, const InferenceRule& rule) {
  Cell cell{.keys = measured.keys,
            .primary = measured.primary,
            .measure = measured.measure,
            .is_share = measured.is_share,
            .days = days_in(measured.figure),
            .weight = total(measured.figure.weight),
            .figure = figure_of(measured, tested, rule),
            .counts = measured.counts,
            .comparisons = {}};
  return cell;
}

/// How far the data reach, whatever they show.
void say_reach(Comparison& comparison, const InferenceRule& rule) {
  if (!comparison.tested || comparison.tested->standard_error <= 0) return;
  const double error = comparison.tested->standard_error;
  comparison.detectable = statistics::detectable_difference(error);
  comparison.days_needed = statistics::days_needed(error, static_cast<double>(comparison.days_with), rule.matters);
}

Verdict verdict_of(const Comparison& comparison, bool primary, const InferenceRule& rule) {
  if (!comparison.tested) return Verdict::cannot_tell;
  const bool differs = primary
                           ? comparison.tested->p <= rule.size
                           : comparison.p_adjusted <= rule.false_discoveries && comparison.tested->p_max <= rule.size;
  if (differs) return Verdict::differs;
  return comparison.detectable && *comparison.detectable <= rule.matters ? Verdict::no_difference
                                                                         : Verdict::cannot_tell;
}

/// One family: every comparison that is not the primary one.
void adjust(std::vector<Cell>& cells) {
  std::vector<Comparison*> family;
  std::vector<double> p;
  for (auto& cell : cells) {
    for (auto& comparison : cell.comparisons) {
      if (!comparison.tested) continue;
      comparison.p_adjusted = comparison.tested->p;
      const bool is_primary = cell.primary && &comparison == &cell.comparisons.front();
      if (is_primary) continue;
      family.push_back(&comparison);
      p.push_back(comparison.tested->p);
    }
  }
  const auto adjusted = statistics::benjamini_hochberg(p);
  for (std::size_t i = 0; i < family.size(); ++i) family[i]->p_adjusted = adjusted[i];
}

std::optional<Selection> selection_of(const std::vector<Cell>& cells) {
  std::vector<double> events;
  for (const auto& cell : cells) {
    if (cell.is_share && cell.weight >= 1) events.push_back(cell.weight);
  }
  if (events.size() < 2) return std::nullopt;
  const auto middle = events.begin() + static_cast<std::ptrdiff_t>(events.size() / 2);
  std::ranges::nth_element(events, middle);
  Selection selection{.cells = events.size(), .events = static_cast<std::uint64_t>(std::llround(*middle))};
  selection.best_half_the_time = statistics::best_share(selection.cells, selection.events, selection.rate, 0.5);
  return selection;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 3> names{"differs", "no_difference", "cannot_tell"};
  return names.at(static_cast<std::size_t>(verdict));
}

Findings findings(const std::vector<MeasuredCell>& measured, const InferenceRule& rule,
                  const std::function<void(double done)>& progress) {
  std::vector<Column> differences, figures;
  for (const auto& cell : measured) {
    figures.push_back(cell.figure);
    for (const auto& comparison : cell.comparisons) differences.push_back(comparison.difference);
  }
  const auto of_figures = statistics::tested(figures, 0, rule.bootstrap);
  const auto of_differences = statistics::tested(differences, 0, rule.bootstrap, progress);

  Findings found{.cells = {}, .comparisons_tried = differences.size(), .selection = std::nullopt};
  std::size_t next = 0;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    auto cell = cell_of(measured[i], of_figures[i], rule);
    for (const auto& comparison : measured[i].comparisons) {
      auto tested = of_differences[next++];
      const std::size_t days = comparison.days.value_or(days_in(comparison.difference));
      if (!can_be_tested(comparison.difference, days, rule)) tested.reset();
      Comparison compared{.against = comparison.against,
                          .tested = std::move(tested),
                          .days_with = days,
                          .detectable = std::nullopt,
                          .days_needed = std::nullopt};
      say_reach(compared, rule);
      cell.comparisons.push_back(std::move(compared));
    }
    found.cells.push_back(std::move(cell));
  }
  adjust(found.cells);
  for (auto& cell : found.cells) {
    for (auto& comparison : cell.comparisons) {
      const bool primary = cell.primary && &comparison == &cell.comparisons.front();
      comparison.verdict = verdict_of(comparison, primary, rule);
    }
  }
  found.selection = selection_of(found.cells);
  return found;
}

}  // namespace gammafield::research
