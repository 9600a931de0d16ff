#include "research/wall_choice.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "research/columns.h"
#include "session/hysteresis.h"

namespace gammafield::research {
namespace {

/// Whether the level held; none where it was not decided.
std::optional<double> held_at(const SymbolDays& symbol, const StudyDay& day, levels::Side side, double level,
                              const HitRateStudy& study) {
  return hit(judged(day.prices, {level, side, day.move, day.close, symbol.bar}, study.race, study.rules.front()));
}

std::optional<levels::WallStrike> worth_now(const LevelSheet& sheet, levels::Side side, market::Strike strike) {
  return side == levels::Side::call
             ? levels::call_wall_at(sheet.strikes, strike, levels::Basis::net)
             : levels::put_wall_at(sheet.strikes, strike, levels::PutWallRule::most_negative_net);
}

/// Each day's wall under a threshold; none where there is none.
std::vector<std::optional<double>> kept_walls(const SymbolDays& symbol, levels::Side side, double threshold) {
  std::vector<std::optional<double>> walls;
  std::optional<market::Strike> standing;
  for (const auto& day : symbol.days) {
    const auto incumbent = standing ? worth_now(day.sheet, side, *standing) : std::nullopt;
    const auto wall = session::elected(wall_of(day.sheet, side, WallBasis::net), incumbent, threshold);
    standing = wall ? std::optional(wall->strike) : std::nullopt;
    walls.push_back(standing ? std::optional(standing->value()) : std::nullopt);
  }
  return walls;
}

double moves_in(const std::vector<std::optional<double>>& walls) {
  double moves = 0;
  for (std::size_t i = 1; i < walls.size(); ++i)
    moves += walls[i] && walls[i - 1] && *walls[i] != *walls[i - 1] ? 1 : 0;
  return moves;
}

std::vector<std::optional<double>> outcomes(const SymbolDays& symbol, levels::Side side,
                                            const std::vector<std::optional<double>>& walls,
                                            const HitRateStudy& study) {
  std::vector<std::optional<double>> held;
  for (std::size_t i = 0; i < walls.size(); ++i)
    held.push_back(walls[i] ? held_at(symbol, symbol.days[i], side, *walls[i], study) : std::nullopt);
  return held;
}

MeasuredCell share_cell(std::vector<std::pair<std::string, std::string>> keys, std::string measure, std::size_t days) {
  MeasuredCell cell;
  cell.keys = std::move(keys);
  cell.measure = std::move(measure);
  cell.is_share = true;
  cell.figure = empty_column(days);
  return cell;
}

/// A symbol's side under each threshold, the first of which the others are compared with.
void add_thresholds(std::vector<MeasuredCell>& cells, const SymbolDays& symbol, levels::Side side,
                    std::span<const double> thresholds, const HitRateStudy& study,
                    std::span<const market::Date> sessions) {
  statistics::Column first;
  for (const double threshold : thresholds) {
    const auto walls = kept_walls(symbol, side, threshold);
    const auto held = outcomes(symbol, side, walls, study);
    auto cell = share_cell({{"symbol", symbol.symbol},
                            {"side", std::string(to_string(side))},
                            {"hysteresis", fmt::format("{:g}", threshold)}},
                           "hit_rate", sessions.size());
    cell.counts = {{"days", static_cast<double>(walls.size())}, {"wall_moved", moves_in(walls)}};
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (held[i]) add_to(cell.figure, row_of(sessions, symbol.days[i].session), *held[i], 1);
    }
    if (threshold == thresholds.front())
      first = cell.figure;
    else
      cell.comparisons.push_back(
          shares_compared(fmt::format("hysteresis {:g}", thresholds.front()), cell.figure, first));
    cells.push_back(std::move(cell));
  }
}

const StudyDay* day_of(const SymbolDays& symbol, market::Date session) {
  const auto found = std::ranges::lower_bound(symbol.days, session, {}, &StudyDay::session);
  return found == symbol.days.end() || found->session != session ? nullptr : &*found;
}

}  // namespace

std::vector<MeasuredCell> wall_hysteresis(std::span<const SymbolDays> symbols, std::span<const double> thresholds,
                                          const HitRateStudy& study) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    for (const auto side : study.sides) add_thresholds(cells, symbol, side, thresholds, study, sessions);
  }
  const auto primary = std::ranges::find_if(cells, [](const auto& cell) { return !cell.comparisons.empty(); });
  if (primary != cells.end()) primary->primary = true;
  return cells;
}

std::vector<MeasuredCell> published_walls(const SymbolDays& ours, const SymbolDays& theirs, WallBasis basis,
                                          const HitRateStudy& study) {
  const auto sessions = sessions_of(std::span(&ours, 1));
  std::vector<MeasuredCell> cells;
  for (const auto side : study.sides) {
    const auto keyed = [&](std::string whose) {
      return std::vector<std::pair<std::string, std::string>>{
          {"symbol", ours.symbol}, {"side", std::string(to_string(side))}, {"walls", std::move(whose)}};
    };
    auto mine = share_cell(keyed("ours"), "hit_rate", sessions.size());
    auto published = share_cell(keyed("theirs"), "hit_rate", sessions.size());
    auto apart = share_cell(keyed("distance"), "expected_moves_apart", sessions.size());
    apart.is_share = false;
    double same = 0;
    for (const auto& day : ours.days) {
      const auto* other = day_of(theirs, day.session);
      if (other == nullptr) continue;
      const auto my_wall = wall_of(day.sheet, side, basis), their_wall = wall_of(other->sheet, side, WallBasis::given);
      if (!my_wall || !their_wall) continue;
      const auto row = row_of(sessions, day.session);
      const double mine_at = my_wall->strike.value(), theirs_at = their_wall->strike.value();
      add_to(apart.figure, row, std::abs(std::log(mine_at / theirs_at)) / day.move, 1);
      same += mine_at == theirs_at ? 1 : 0;
      const auto my_end = held_at(ours, day, side, mine_at, study),
                 their_end = held_at(ours, day, side, theirs_at, study);
      if (my_end) add_to(mine.figure, row, *my_end, 1);
      if (their_end) add_to(published.figure, row, *their_end, 1);
    }
    mine.comparisons.push_back(shares_compared("theirs", mine.figure, published.figure));
    apart.counts.emplace_back("same_strike", same);
    cells.push_back(std::move(mine));
    cells.push_back(std::move(published));
    cells.push_back(std::move(apart));
  }
  if (!cells.empty()) cells.front().primary = true;
  return cells;
}

}  // namespace gammafield::research
