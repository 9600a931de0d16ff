#include "studies/run.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "ingest/read_chain.h"
#include "research/break_labels.h"
#include "research/day_figures.h"
#include "research/inside_walls.h"
#include "research/wall_choice.h"
#include "statistics/walk.h"
#include "studies/files.h"
#include "studies/published_levels.h"
#include "studies/strategy_run.h"

namespace gammafield::studies {
namespace {

using research::MeasuredCell;

research::HitRateStudy hit_rate_study(const StudyPlan& plan, std::size_t threads) {
  return {.sides = plan.sides,
          .bases = plan.bases,
          .rules = plan.rules,
          .baselines = plan.baselines,
          .race = plan.race,
          .baseline = plan.baseline,
          .threads = threads};
}

std::vector<MeasuredCell> against_published(const StudyPlan& plan, const Gathered& gathered, std::size_t threads) {
  std::vector<MeasuredCell> cells;
  for (const auto& theirs : gathered.published) {
    const auto ours = std::ranges::find(gathered.days, theirs.symbol, &research::SymbolDays::symbol);
    if (ours == gathered.days.end()) continue;
    for (const auto basis : plan.bases) {
      auto more = research::published_walls(*ours, theirs, basis, hit_rate_study(plan, threads));
      if (!cells.empty() && !more.empty()) more.front().primary = false;
      std::ranges::move(more, std::back_inserter(cells));
    }
  }
  return cells;
}

std::vector<MeasuredCell> measured(const StudyPlan& plan, const Gathered& gathered, const GatherOptions& options) {
  const auto& days = gathered.days;
  switch (plan.kind) {
    case StudyKind::hit_rate:
      return research::hit_rates(days, hit_rate_study(plan, options.threads), [&](double done) {
        if (options.progress) options.progress("cells", static_cast<std::size_t>(std::lround(done * 100)), 100);
      });
    case StudyKind::break_labels:
      return research::break_labels(days, {.sides = plan.sides,
                                           .bases = plan.bases,
                                           .baselines = plan.baselines,
                                           .baseline = plan.baseline,
                                           .threads = options.threads});
    case StudyKind::pinning: return research::pinning(days);
    case StudyKind::volatility: return research::volatility_by_regime(days);
    case StudyKind::last_half_hour: return research::last_half_hour(days);
    case StudyKind::strength: return research::wall_strength(days, hit_rate_study(plan, options.threads));
    case StudyKind::hysteresis:
      return research::wall_hysteresis(days, plan.thresholds, hit_rate_study(plan, options.threads));
    case StudyKind::published: return against_published(plan, gathered, options.threads);
    case StudyKind::inside:
      return research::inside_walls(days,
                                    {.bases = plan.bases, .baselines = plan.baselines, .baseline = plan.baseline});
    case StudyKind::next_day:
    case StudyKind::strategy: return {};  // of a series, and of a rule: they have ways of their own
  }
  return {};
}

std::string_view measure_text(StudyKind kind) {
  switch (kind) {
    case StudyKind::hit_rate:
    case StudyKind::hysteresis:
    case StudyKind::published: return "share of decided touches that held";
    case StudyKind::break_labels: return "share of breaks that were REAL: 20 minutes beyond";
    case StudyKind::pinning:
      return "distance of the close, in expected moves of the session; negative is nearer than chance";
    case StudyKind::volatility: return "change of ln(realised / expected move); negative is calmer";
    case StudyKind::last_half_hour: return "slope of the last half hour's return on the return before it";
    case StudyKind::strength: return "change of the share that held, from the weakest to the strongest";
    case StudyKind::inside: return "share of sessions that end, or stay, between the walls";
    case StudyKind::next_day: return "coefficient on the next session";
    case StudyKind::strategy: return "per cent of the session's first price, net of costs";
  }
  return "";
}

/// Still beyond by bars since the first close beyond, with what a walk does.
Figure survival_figure(const StudyPlan& plan, const Gathered& gathered) {
  constexpr double z = 1.959963984540054;  // 95 %
  constexpr unsigned bars = 60;
  Figure figure{.title = "Still beyond the wall",
                .x_label = "bars since the first close beyond",
                .y_label = "share of breaks",
                .stepped = true,
                .curves = {}};
  for (const auto side : plan.sides) {
    Curve curve{.name = side == levels::Side::call ? "call walls" : "put walls", .points = {}};
    for (const auto& point : research::time_beyond(gathered.days, side, plan.bases.front(), bars)) {
      const double half = z * point.standard_error;
      curve.points.push_back({static_cast<double>(point.bars),
                              {point.beyond, std::max(0.0, point.beyond - half), std::min(1.0, point.beyond + half)}});
    }
    figure.curves.push_back(std::move(curve));
  }
  Curve walk{.name = "a walk", .reference = true, .points = {}};
  for (unsigned n = 0; n <= bars; ++n) {
    const double share = statistics::survives(n);
    walk.points.push_back({static_cast<double>(n), {share, share, share}});
  }
  figure.curves.push_back(std::move(walk));
  return figure;
}

std::vector<std::string> cautions_of(const StudyPlan& plan, const Gathered& gathered) {
  std::vector<std::string> cautions{
      "Who holds which side of an option is inferred, not observed: these are levels of the named positioning, not of "
      "known books."};
  for (const auto& symbol : gathered.days) {
    if (symbol.bar != std::chrono::seconds{60})
      cautions.push_back(
          fmt::format("{}: prices are {} seconds apart; how often walls are touched and broken depends on "
                      "it, and the walk's shares of 60-second bars are not used.",
                      symbol.symbol, symbol.bar.count()));
    const auto realised = std::ranges::count_if(symbol.days, [](const auto& day) { return !day.move_is_implied; });
    if (realised > 0)
      cautions.push_back(
          fmt::format("{}: on {} of {} days the expected move is that of the sessions before, because the "
                      "levels bring no volatility.",
                      symbol.symbol, realised, symbol.days.size()));
  }
  if (plan.kind == StudyKind::inside)
    cautions.emplace_back(
        "Walls that are far apart hold most sessions whatever they are: only the difference from other pairs as far "
        "away says anything of walls.");
  if (plan.kind == StudyKind::hit_rate || plan.kind == StudyKind::break_labels)
    cautions.emplace_back(
        "A level that holds as often as others is not shown to be worthless, nor one that holds more "
        "often to be tradable: costs are not in these figures.");
  return cautions;
}

base::Refusal no_days(const StudyPlan& plan, const Gathered& gathered) {
  std::map<std::string, std::size_t> reasons;
  for (const auto& day : gathered.left_out) ++reasons[day.reason];
  const auto most = std::ranges::max_element(reasons, {}, [](const auto& reason) { return reason.second; });
  return {base::RefusalKind::no_usable_data,
          fmt::format("{}: not a single day with levels and prices{}", plan.name,
                      most == reasons.end() ? "; the prices hold no session"
                                            : fmt::format("; {} days: {}", most->second, most->first))};
}

StudyResult head_of(const StudyPlan& plan) {
  StudyResult result;
  result.name = plan.name;
  result.kind = to_string(plan.kind);
  result.title = plan.title;
  result.question = plan.question;
  result.measure_text = measure_text(plan.kind);
  result.rule = plan.inference;
  result.choices = choices_of(plan);
  return result;
}

research::Findings found(const std::vector<MeasuredCell>& cells, const StudyPlan& plan, const GatherOptions& options) {
  auto rule = plan.inference;
  rule.bootstrap.threads = options.threads;
  return research::findings(cells, rule, [&](double done) {
    if (options.progress) options.progress("resamples", static_cast<std::size_t>(std::lround(done * 100)), 100);
  });
}

base::Result<StudyResult, base::Refusal> run_series(const StudyPlan& plan, const GatherOptions& options) {
  const auto& source = *plan.sources.series;
  const auto files = files_of(options.data, {source.file});
  if (!files) return base::failure(files.error());
  const auto bytes = ingest::read_bytes(files->front());
  if (!bytes) return base::failure(bytes.error());
  auto series = read_daily_series(*bytes, source);
  if (!series) return base::failure(series.error());
  std::erase_if(*series, [&](const auto& day) {
    return (plan.from && day.session < *plan.from) || (plan.to && day.session > *plan.to);
  });
  if (series->size() < 2) return base::failure(no_days(plan, {}));
  auto result = head_of(plan);
  result.data.push_back({last_part(files->front()),
                         fmt::format("{} days, {} to {}", series->size(), market::to_string(series->front().session),
                                     market::to_string(series->back().session))});
  result.cautions = {"The figure is the vendor's own; how it is made is not published.",
                     "A coefficient is a description of these years. Volatility clusters, and only its mean of 20 "
                     "sessions is taken out."};
  result.findings =
      found(research::next_day(*series, static_cast<std::size_t>(source.known_after_sessions)), plan, options);
  return result;
}

}  // namespace

base::Result<StudyResult, base::Refusal> run_study(const StudyPlan& plan, const GatherOptions& options) {
  if (plan.kind == StudyKind::next_day) return run_series(plan, options);
  auto gathered = gather(plan, options);
  if (!gathered) return base::failure(gathered.error());
  const bool any = std::ranges::any_of(gathered->days, [](const auto& symbol) { return !symbol.days.empty(); });
  if (!any) return base::failure(no_days(plan, *gathered));
  auto result = head_of(plan);
  if (plan.kind == StudyKind::strategy) {
    auto parts = run_strategy(plan, *gathered, options);
    if (!parts) return base::failure(parts.error());
    result.findings = found(parts->cells, plan, options);
    result.figures = std::move(parts->figures);
    result.trades = std::move(parts->trades);
    result.cautions = std::move(parts->cautions);
  } else {
    result.findings = found(measured(plan, *gathered, options), plan, options);
  }
  if (plan.kind == StudyKind::break_labels) result.figures.push_back(survival_figure(plan, *gathered));
  std::ranges::move(cautions_of(plan, *gathered), std::back_inserter(result.cautions));
  result.left_out = std::move(gathered->left_out);
  result.data = std::move(gathered->data);
  return result;
}

}  // namespace gammafield::studies
