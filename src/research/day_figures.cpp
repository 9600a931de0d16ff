#include "research/day_figures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "research/columns.h"

namespace gammafield::research {
namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

/// A figure whose chance value is zero: it is its own comparison.
MeasuredCell against_zero(Keys keys, std::string measure, statistics::Column column, std::string_view against) {
  MeasuredCell cell;
  cell.keys = std::move(keys);
  cell.measure = std::move(measure);
  cell.figure = column;
  cell.comparisons.push_back({std::string(against), std::move(column)});
  return cell;
}

void name_primary(std::vector<MeasuredCell>& cells) {
  if (!cells.empty()) cells.front().primary = true;
}

double log_distance(double price, double level) { return std::abs(std::log(price / level)); }

std::optional<double> of(const levels::Level<levels::WallStrike>& wall) {
  return wall ? std::optional(wall->strike.value()) : std::nullopt;
}

std::optional<double> most_open_interest(const LevelSheet& sheet) {
  const auto most =
      std::ranges::max_element(sheet.strikes, {}, [](const auto& strike) { return strike.open_interest().value(); });
  if (most == sheet.strikes.end() || most->open_interest().value() <= 0) return std::nullopt;
  return most->strike.value();
}

struct PinTarget {
  std::string_view name;
  std::optional<double> (*strike)(const LevelSheet&);
};

constexpr PinTarget pin_targets[] = {
    {"absolute_gamma",
     [](const LevelSheet& sheet) { return of(levels::absolute_gamma_strike(sheet.strikes, sheet.spot)); }},
    {"max_open_interest", most_open_interest},
    {"call_wall", [](const LevelSheet& sheet) { return of(wall_of(sheet, levels::Side::call, WallBasis::net)); }},
    {"put_wall", [](const LevelSheet& sheet) { return of(wall_of(sheet, levels::Side::put, WallBasis::net)); }},
};

MeasuredCell drawn_to(const SymbolDays& symbol, const PinTarget& target, std::span<const market::Date> sessions) {
  auto column = empty_column(sessions.size());
  for (const auto& day : symbol.days) {
    const auto strike = target.strike(day.sheet);
    if (!strike) continue;
    const double mirror = day.first_price() * day.first_price() / *strike;  // as far, in logarithms
    const double nearer = log_distance(day.last_price(), *strike) - log_distance(day.last_price(), mirror);
    add_to(column, row_of(sessions, day.session), nearer / day.move, 1);
  }
  return against_zero({{"symbol", symbol.symbol}, {"strike", std::string(target.name)}}, "distance_less_mirror",
                      std::move(column), "mirror_image");
}

/// From 0 at a strike to 1 in the middle between two; none outside the strikes.
std::optional<double> place_between_strikes(const LevelSheet& sheet, double price) {
  const auto above =
      std::ranges::lower_bound(sheet.strikes, price, {}, [](const auto& strike) { return strike.strike.value(); });
  if (above == sheet.strikes.begin() || above == sheet.strikes.end()) return std::nullopt;
  const double high = above->strike.value(), low = std::prev(above)->strike.value();
  return std::min(price - low, high - price) / (0.5 * (high - low));
}

MeasuredCell nearest_strike(const SymbolDays& symbol, std::span<const market::Date> sessions) {
  auto column = empty_column(sessions.size());
  for (const auto& day : symbol.days) {
    const auto place = place_between_strikes(day.sheet, day.last_price());
    if (place) add_to(column, row_of(sessions, day.session), *place - 0.5, 1);
  }
  return against_zero({{"symbol", symbol.symbol}, {"strike", "nearest_strike"}}, "place_less_half", std::move(column),
                      "even_spread");
}

/// From prices 15 minutes apart: hedging that follows a move by minutes changes how returns add up, not their size from
/// one minute to the next (methods 5.3: a lag of one step leaves 1/(1 - c^2) of the variance, in the long run 1/(1 +
/// c)^2).
double realised(const StudyDay& day) {
  constexpr std::chrono::minutes apart{15};
  double sum = 0;
  auto last = day.prices.front();
  for (const auto& price : day.prices) {
    if (price.at < last.at + apart) continue;
    const double step = std::log(price.price.value() / last.price.value());
    sum += step * step;
    last = price;
  }
  return std::sqrt(sum);
}

MeasuredCell slope(Keys keys, std::span<const Observation> observations, std::size_t days,
                   Spread spread = Spread::bounded) {
  auto cell = against_zero(std::move(keys), "slope", coefficient_column(observations, days, spread), "no_slope");
  cell.counts.emplace_back("observations", static_cast<double>(observations.size()));
  return cell;
}

/// The price known `before` the close; none before the day began.
std::optional<double> price_before_close(const StudyDay& day, std::chrono::minutes before) {
  const auto after = std::ranges::upper_bound(day.prices, day.close - before, {}, &ingest::PricePoint::at);
  if (after == day.prices.begin()) return std::nullopt;
  return std::prev(after)->price.value();
}

/// x by its rank, 0 to 1, equals alike: walls' shares are so uneven that a few would decide any line through them.
void rank(std::vector<Observation>& observations) {
  std::vector<double> values;
  for (const auto& each : observations) values.push_back(each.x);
  const auto ranks = ranks_of(values);
  for (std::size_t i = 0; i < ranks.size(); ++i) observations[i].x = ranks[i];
}

}  // namespace

std::vector<MeasuredCell> pinning(std::span<const SymbolDays> symbols) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    for (const auto& target : pin_targets) cells.push_back(drawn_to(symbol, target, sessions));
    cells.push_back(nearest_strike(symbol, sessions));
  }
  name_primary(cells);
  return cells;
}

std::vector<MeasuredCell> volatility_by_regime(std::span<const SymbolDays> symbols) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    std::vector<Observation> above, positive;
    for (std::size_t i = 1; i < symbol.days.size(); ++i) {
      const auto &day = symbol.days[i], &before = symbol.days[i - 1];
      const double calm = std::log(realised(day) / day.move), control = std::log(realised(before) / before.move);
      if (!std::isfinite(calm) || !std::isfinite(control)) continue;
      const auto row = row_of(sessions, day.session);
      if (day.sheet.flip)
        above.push_back({row, calm, day.first_price() > day.sheet.flip->value() ? 1.0 : 0.0, {control}});
      if (day.sheet.gross_gex.value() > 0)
        positive.push_back({row, calm, day.sheet.net_gex.value() > 0 ? 1.0 : 0.0, {control}});
    }
    cells.push_back(slope({{"symbol", symbol.symbol}, {"regime", "above_flip"}}, above, sessions.size()));
    cells.push_back(slope({{"symbol", symbol.symbol}, {"regime", "positive_gamma"}}, positive, sessions.size()));
  }
  name_primary(cells);
  return cells;
}

std::vector<MeasuredCell> last_half_hour(std::span<const SymbolDays> symbols) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    std::vector<Observation> negative, others, difference;
    for (const auto& day : symbol.days) {
      const auto then = price_before_close(day, std::chrono::minutes{30});
      if (!then || !day.prior || day.sheet.gross_gex.value() <= 0) continue;
      const double last = std::log(day.last_price() / *then), rest = std::log(*then / day.prior->close);
      const auto row = row_of(sessions, day.session);
      const double is_negative = day.sheet.net_gex.value() < 0 ? 1 : 0;
      (is_negative > 0 ? negative : others).push_back({row, last, rest, {}});
      difference.push_back({row, last, is_negative * rest, {is_negative, rest}});
    }
    cells.push_back(slope({{"symbol", symbol.symbol}, {"days", "negative_less_others"}}, difference, sessions.size(),
                          Spread::tailed));
    cells.push_back(
        slope({{"symbol", symbol.symbol}, {"days", "net_gex_below_0"}}, negative, sessions.size(), Spread::tailed));
    cells.push_back(slope({{"symbol", symbol.symbol}, {"days", "others"}}, others, sessions.size(), Spread::tailed));
  }
  name_primary(cells);
  return cells;
}

std::vector<MeasuredCell> wall_strength(std::span<const SymbolDays> symbols, const HitRateStudy& study) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    for (const auto side : study.sides) {
      std::vector<Observation> share, lead, balance;
      for (const auto& day : symbol.days) {
        const auto wall = wall_of(day.sheet, side, WallBasis::net);
        if (!wall) continue;
        const auto ended = judged(day.prices, {wall->strike.value(), side, day.move, day.close, symbol.bar}, study.race,
                                  study.rules.front());
        const auto held = hit(ended);
        if (!held) continue;
        const auto row = row_of(sessions, day.session);
        share.push_back({row, *held, wall->share, {}});
        if (wall->rank_gap) lead.push_back({row, *held, std::log(*wall->rank_gap), {}});
        if (day.sheet.gross_gex.value() > 0)
          balance.push_back({row, *held, day.sheet.net_gex.value() / day.sheet.gross_gex.value(), {}});
      }
      const std::string name{to_string(side)};
      const auto add = [&](std::string_view of_what, std::vector<Observation>& observations) {
        rank(observations);
        cells.push_back(slope({{"symbol", symbol.symbol}, {"side", name}, {"by", std::string(of_what)}}, observations,
                              sessions.size()));
      };
      add("share", share);
      add("lead", lead);
      add("net_to_gross", balance);
    }
  }
  name_primary(cells);
  return cells;
}

}  // namespace gammafield::research
