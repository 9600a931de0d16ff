#include "research/inside_walls.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/random.h"
#include "research/columns.h"

namespace gammafield::research {
namespace {

/// How far the walls are from a day's first price, in its expected moves; both positive.
struct Distances {
  double up = 0, down = 0;
};

std::optional<Distances> distances(const StudyDay& day, WallBasis basis) {
  const auto call = wall_of(day.sheet, levels::Side::call, basis), put = wall_of(day.sheet, levels::Side::put, basis);
  if (!call || !put) return std::nullopt;
  const auto away = [&](double price) { return std::log(price / day.first_price()) / day.move; };
  return Distances{away(call->strike.value()), -away(put->strike.value())};
}

bool begins_inside(const Distances& walls) { return walls.up > 0 && walls.down > 0; }

/// A session about its first price, in expected moves.
struct Range {
  double low = 0, high = 0, last = 0;
};

Range range_of(const StudyDay& day) {
  const auto [low, high] = std::ranges::minmax_element(day.prices, {}, &ingest::PricePoint::price);
  const auto moved = [&](double price) { return std::log(price / day.first_price()) / day.move; };
  return {moved(low->price.value()), moved(high->price.value()), moved(day.last_price())};
}

struct Measure {
  std::string_view name;
  bool (*inside)(const Range&, const Distances&);
};

constexpr Measure measures[] = {
    {"closes_inside",
     [](const Range& range, const Distances& walls) { return -walls.down <= range.last && range.last <= walls.up; }},
    {"stays_inside",
     [](const Range& range, const Distances& walls) { return -walls.down <= range.low && range.high <= walls.up; }},
};

class SymbolCells {
 public:
  SymbolCells(const SymbolDays& symbol, WallBasis basis, const InsideStudy& study,
              std::span<const market::Date> sessions)
      : symbol_(symbol), basis_(basis), study_(study), sessions_(sessions) {
    for (const auto& day : symbol.days) {
      walls_.push_back(distances(day, basis));
      ranges_.push_back(range_of(day));
    }
  }

  [[nodiscard]] MeasuredCell cell(const Measure& measure) const {
    MeasuredCell cell;
    cell.keys = {{"symbol", symbol_.symbol}, {"basis", std::string(to_string(basis_))}};
    cell.measure = measure.name;
    cell.is_share = true;
    cell.figure = empty_column(sessions_.size());
    double with_walls = 0, studied = 0;
    for (std::size_t day = 0; day < walls_.size(); ++day) {
      with_walls += walls_[day] ? 1 : 0;
      if (!is_studied(day)) continue;
      ++studied;
      add_to(cell.figure, row(day), inside(measure, day, *walls_[day]), 1);
    }
    cell.counts = {{"days_with_both_walls", with_walls}, {"began_outside", with_walls - studied}};
    for (const auto baseline : study_.baselines)
      cell.comparisons.push_back({std::string(to_string(baseline)), difference(baseline, measure)});
    return cell;
  }

 private:
  [[nodiscard]] bool is_studied(std::size_t day) const { return walls_[day] && begins_inside(*walls_[day]); }
  [[nodiscard]] std::size_t row(std::size_t day) const { return row_of(sessions_, symbol_.days[day].session); }
  [[nodiscard]] double inside(const Measure& measure, std::size_t day, const Distances& pair) const {
    return measure.inside(ranges_[day], pair) ? 1 : 0;
  }

  [[nodiscard]] statistics::Column difference(Baseline baseline, const Measure& measure) const {
    if (baseline == Baseline::shuffled_date) return less_other_days(measure);
    if (baseline == Baseline::random_price) return less_random(measure);
    return empty_column(sessions_.size());
  }

  /// What a day shares with the others: its session among their walls, its walls around their sessions.
  struct Shared {
    double session = 0, walls = 0, days = 0;
  };

  [[nodiscard]] Shared shared(const Measure& measure, std::size_t day) const {
    Shared sum;
    for (std::size_t other = 0; other < walls_.size(); ++other) {
      if (other == day || !is_studied(other) || !has_similar_move(symbol_.days[other], symbol_.days[day])) continue;
      sum.session += inside(measure, day, *walls_[other]);
      sum.walls += inside(measure, other, *walls_[day]);
      sum.days += 1;
    }
    return sum;
  }

  /// A quiet session is inside of most walls, and wide walls hold most sessions. What a day has of either is taken out
  /// of its difference, which leaves their sum what it is: the sum does not vary with it, and a test that thought so
  /// rejects a true null in 2 to 3 of 100 cases at 5 %.
  [[nodiscard]] statistics::Column less_other_days(const Measure& measure) const {
    std::vector<Shared> of_days(walls_.size());
    double all = 0, pairs = 0;
    for (std::size_t day = 0; day < walls_.size(); ++day) {
      if (!is_studied(day)) continue;
      of_days[day] = shared(measure, day);
      all += of_days[day].session;
      pairs += of_days[day].days;
    }
    auto column = empty_column(sessions_.size());
    for (std::size_t day = 0; day < walls_.size(); ++day) {
      const auto& of = of_days[day];
      if (of.days <= 0) continue;
      const double own = inside(measure, day, *walls_[day]);
      add_to(column, row(day), own - of.session / of.days - of.walls / of.days + all / pairs, 1);
    }
    return column;
  }

  [[nodiscard]] statistics::Column less_random(const Measure& measure) const {
    auto column = empty_column(sessions_.size());
    for (std::size_t day = 0; day < walls_.size(); ++day) {
      if (!is_studied(day)) continue;
      double held = 0;
      for (const auto& pair : moved_at_random(day)) held += inside(measure, day, pair);
      const double share = held / static_cast<double>(study_.baseline.draws);
      add_to(column, row(day), inside(measure, day, *walls_[day]) - share, 1);
    }
    return column;
  }

  [[nodiscard]] std::vector<Distances> moved_at_random(std::size_t day) const {
    constexpr double most = 0.1;
    base::RandomStream stream{study_.baseline.seed, key_of_day(symbol_.days[day])};
    const auto moved = [&](double distance) {
      return distance + std::min(most, distance) * (2 * stream.uniform() - 1);
    };
    std::vector<Distances> pairs(study_.baseline.draws);
    for (auto& pair : pairs) {
      pair.up = moved(walls_[day]->up);
      pair.down = moved(walls_[day]->down);
    }
    return pairs;
  }

  const SymbolDays& symbol_;
  WallBasis basis_;
  const InsideStudy& study_;
  std::span<const market::Date> sessions_;
  std::vector<std::optional<Distances>> walls_;
  std::vector<Range> ranges_;
};

}  // namespace

std::vector<MeasuredCell> inside_walls(std::span<const SymbolDays> symbols, const InsideStudy& study) {
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> cells;
  for (const auto& symbol : symbols) {
    for (const auto basis : study.bases) {
      const SymbolCells of(symbol, basis, study, sessions);
      for (const auto& measure : measures) cells.push_back(of.cell(measure));
    }
  }
  if (!cells.empty()) cells.front().primary = true;
  return cells;
}

}  // namespace gammafield::research
