#include "laboratory/path_series.h"

#include <algorithm>
#include <cmath>

#include "hedging/level_watch.h"
#include "hedging/marks.h"
#include "hedging/schedule.h"
#include "laboratory/session_clock.h"

namespace gammafield::laboratory {
namespace {

using hedging::Path;
using hedging::Scenario;
using hedging::Step;

double spot_of(const Step& step, bool with_dealers) {
  return (with_dealers ? step.spot : step.without_dealers).value();
}

/// All dealers' options, as they mark them.
struct Books {
  explicit Books(const Scenario& scenario) : conditions(hedging::schedule(scenario)) {
    for (const auto& dealer : scenario.dealers) marks.emplace_back(dealer.book);
  }
  /// At the end of this step, or at the start; what settles then is gone, and its shares are in the hedge.
  void set(const Path& path, std::size_t step) {
    const auto& during = conditions[step == 0 ? 0 : step - 1];
    for (auto& book : marks) book.set(path.steps[step].minute, during.shift[path.steps[step].stressed ? 1 : 0]);
  }

  std::vector<hedging::Conditions> conditions;
  std::vector<hedging::Marks> marks;
};

}  // namespace

Series spots(const Path& path, bool with_dealers) {
  Series points;
  for (const auto& step : path.steps) points.push_back({step.minute.value(), spot_of(step, with_dealers)});
  return points;
}

Inventory inventory(const Scenario& scenario, const Path& path) {
  Books books{scenario};
  Inventory all;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    const auto& step = path.steps[i];
    books.set(path, i);
    double options = 0, hedge = 0;
    for (auto& book : books.marks) options += book.delta(step.spot.value());
    for (const auto& dealer : step.dealers) hedge += dealer.hedge.value();
    const double minute = step.minute.value();
    all.options.push_back({minute, options});
    all.hedge.push_back({minute, hedge});
    all.net.push_back({minute, options + hedge});
  }
  return all;
}

std::size_t volatility_window(const Path& path) {
  constexpr std::size_t usual = 30, least = 2;
  return std::clamp(path.steps.size() / 4, least, usual);
}

Series running_volatility(const Scenario& scenario, const Path& path, bool with_dealers) {
  const std::size_t window = volatility_window(path);
  const double years = hedging::years_of(scenario.step).value() * static_cast<double>(window);
  Series points;
  for (std::size_t last = window; last < path.steps.size(); ++last) {
    double squares = 0;
    for (std::size_t i = last - window + 1; i <= last; ++i) {
      const double r = std::log(spot_of(path.steps[i], with_dealers) / spot_of(path.steps[i - 1], with_dealers));
      squares += r * r;
    }
    points.push_back({path.steps[last].minute.value(), 100 * std::sqrt(squares / years)});
  }
  return points;
}

Series marked_volatility(const Scenario& scenario, const Path& path) {
  Books books{scenario};
  Series points;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    books.set(path, i);
    double shares = 0, sum = 0;
    for (const auto& book : books.marks) {
      shares += book.option_shares();
      sum += book.option_shares() * book.mean_vol();
    }
    if (shares > 0) points.push_back({path.steps[i].minute.value(), 100 * sum / shares});
  }
  return points;
}

std::vector<HedgingBar> hedging_bars(const Path& path, std::size_t at_most) {
  const std::size_t steps = path.steps.size() - 1;
  const std::size_t together = std::max<std::size_t>(1, (steps + at_most - 1) / at_most);
  std::vector<HedgingBar> bars;
  for (std::size_t i = 0; i < steps; ++i) {
    if (i % together == 0) bars.push_back({path.steps[i].minute, path.steps[i].minute});
    auto& bar = bars.back();
    const double usd = path.steps[i + 1].hedging.value();
    (usd > 0 ? bar.bought : bar.sold) += std::abs(usd);
    bar.to = path.steps[i + 1].minute;
  }
  return bars;
}

std::string race_text(const Scenario& scenario, const Path& path, const hedging::Level& level) {
  using End = hedging::LevelWatch::End;
  hedging::LevelWatch watch{level, scenario.race, hedging::session_move(scenario), std::log(scenario.spot.value())};
  hedging::Minutes since{0};
  End end = watch.end();
  for (std::size_t i = 1; i < path.steps.size(); ++i) {
    const auto& step = path.steps[i];
    watch.see(std::log(step.spot.value()), step.minute.value());
    if (watch.end() != end) since = step.minute;
    end = watch.end();
  }
  switch (end) {
    case End::untouched: return "not reached";
    case End::undecided: return "touched " + clock_text(scenario, since);
    case End::held: return "held " + clock_text(scenario, since);
    case End::broken: return "broken " + clock_text(scenario, since);
  }
  return {};
}

}  // namespace gammafield::laboratory
