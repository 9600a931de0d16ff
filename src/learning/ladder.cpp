#include "learning/ladder.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "statistics/panel.h"
#include "statistics/power.h"

namespace gammafield::learning {
namespace {

using statistics::Column;

RungJudged judged(const Rung& rung, const LadderCases& cases, const LadderRule& rule) {
  RungJudged of;
  of.name = rung.name;
  of.auc = delong(rung.forecasts, cases.outcomes, rule.bootstrap.confidence);
  of.auc_by_days = auc_by_days(rung.forecasts, cases.outcomes, cases.days, rule.bootstrap);
  of.brier = brier_score(rung.forecasts, cases.outcomes);
  of.log_loss = log_loss(rung.forecasts, cases.outcomes);
  of.reliability = bins_of_equal_count(rung.forecasts, cases.outcomes, rule.bins, rule.bootstrap.confidence);
  of.brier_parts = brier_parts(of.reliability);
  of.calibration_error = calibration_error(of.reliability);
  of.recalibration = recalibration(rung.forecasts, cases.outcomes, rule.bootstrap.confidence);
  return of;
}

/// By day: how much less is lost with the rung than with the reference, and the cases.
Column log_loss_improvement(const Rung& rung, const LadderCases& cases, std::size_t days) {
  const Rung& reference = cases.rungs[cases.reference];
  Column column{std::vector<double>(days), std::vector<double>(days)};
  for (std::size_t i = 0; i < cases.outcomes.size(); ++i) {
    const bool happened = cases.outcomes[i] != 0;
    column.sum[cases.days[i]] += log_loss(reference.forecasts[i], happened) - log_loss(rung.forecasts[i], happened);
    column.weight[cases.days[i]] += 1;
  }
  return column;
}

Verdict verdict(const AgainstReference& of, const Ladder& ladder, const LadderRule& rule) {
  const std::size_t rarer = std::min(ladder.happened, ladder.cases - ladder.happened);
  if (ladder.days < rule.days_min || rarer < rule.each_outcome_min) return Verdict::cannot_tell;
  if (!of.log_loss) return Verdict::cannot_tell;
  const bool better = of.log_loss->figure.low > 0;
  const bool ranks_better = of.auc && of.auc->difference.low > 0 && of.auc_by_days && of.auc_by_days->low > 0;
  if (better && ranks_better) return Verdict::accepted;
  return of.log_loss->figure.high < rule.worthwhile ? Verdict::not_better : Verdict::cannot_tell;
}

AgainstReference against(const Rung& rung, const LadderCases& cases, const std::optional<statistics::Tested>& tested,
                         const Ladder& ladder, const LadderRule& rule) {
  const Rung& reference = cases.rungs[cases.reference];
  AgainstReference of;
  of.name = rung.name;
  of.auc = delong_difference(rung.forecasts, reference.forecasts, cases.outcomes, rule.bootstrap.confidence);
  of.auc_by_days =
      auc_difference_by_days(rung.forecasts, reference.forecasts, cases.outcomes, cases.days, rule.bootstrap);
  of.log_loss = tested;
  of.verdict = verdict(of, ladder, rule);
  if (of.verdict == Verdict::cannot_tell && tested) {
    const double days = static_cast<double>(tested->days);
    const double wanted = statistics::days_needed(tested->standard_error, days, rule.worthwhile);
    const double least = std::max(wanted, static_cast<double>(rule.days_min));
    if (least > days) of.days_needed = least;
  }
  return of;
}

}  // namespace

bool leaks(const RungJudged& of) { return of.auc_by_days && (of.auc_by_days->low > 0.5 || of.auc_by_days->high < 0.5); }

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::accepted: return "accepted";
    case Verdict::not_better: return "not better";
    case Verdict::cannot_tell: return "cannot tell";
  }
  return "";
}

Ladder judge(const LadderCases& cases, const LadderRule& rule) {
  assert(!cases.outcomes.empty() && cases.days.size() == cases.outcomes.size() && cases.reference < cases.rungs.size());
  Ladder ladder;
  ladder.cases = cases.outcomes.size();
  for (const auto outcome : cases.outcomes) ladder.happened += outcome;
  ladder.days = std::set(cases.days.begin(), cases.days.end()).size();

  const std::size_t days = std::size_t{*std::max_element(cases.days.begin(), cases.days.end())} + 1;
  std::vector<Column> columns;
  for (const Rung& rung : cases.rungs) {
    ladder.rungs.push_back(judged(rung, cases, rule));
    columns.push_back(log_loss_improvement(rung, cases, days));
  }
  columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(cases.reference));
  const auto tested = statistics::tested(columns, 0, rule.bootstrap);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t rung = i < cases.reference ? i : i + 1;
    ladder.against.push_back(against(cases.rungs[rung], cases, tested[i], ladder, rule));
  }
  return ladder;
}

}  // namespace gammafield::learning
