#include "research/hit_rate.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/side_by_side.h"
#include "research/columns.h"

namespace gammafield::research {
namespace {

struct CellOf {
  std::size_t symbol;
  levels::Side side;
  WallBasis basis;
  HitRule rule;
};

std::vector<CellOf> cells_of(std::size_t symbols, const HitRateStudy& study) {
  std::vector<CellOf> cells;
  for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
    for (const auto side : study.sides) {
      for (const auto basis : study.bases) {
        for (const auto rule : study.rules) cells.push_back({symbol, side, basis, rule});
      }
    }
  }
  return cells;
}

struct Held {
  double held = 0, decided = 0;
};

/// One wall of one day, and each baseline's levels.
struct DayOutcome {
  std::optional<Ended> wall;
  std::array<Held, baseline_count> baselines = {};
};

class DayOf {
 public:
  DayOf(const SymbolDays& symbol, const CellOf& cell, const HitRateStudy& study)
      : symbol_(symbol), cell_(cell), study_(study) {}

  [[nodiscard]] DayOutcome outcome(std::size_t number) const {
    const auto& day = symbol_.days[number];
    const auto wall = wall_of(day.sheet, cell_.side, cell_.basis);
    if (!wall) return {};
    DayOutcome outcome{.wall = ended(day, wall->strike.value())};
    const WallOfDay of{symbol_.days, number, cell_.side, cell_.basis, wall->strike.value()};
    for (const auto baseline : study_.baselines)
      outcome.baselines.at(static_cast<std::size_t>(baseline)) =
          held_of(day, baseline_levels(baseline, of, study_.baseline));
    return outcome;
  }

 private:
  [[nodiscard]] Ended ended(const StudyDay& day, double level) const {
    return judged(day.prices, {level, cell_.side, day.move, day.close, symbol_.bar}, study_.race, cell_.rule);
  }

  [[nodiscard]] Held held_of(const StudyDay& day, const std::vector<double>& levels) const {
    Held of;
    for (const double level : levels) {
      if (const auto was = hit(ended(day, level))) {
        of.held += *was;
        of.decided += 1;
      }
    }
    return of;
  }

  const SymbolDays& symbol_;
  const CellOf& cell_;
  const HitRateStudy& study_;
};

/// The outcomes of one cell's days, put into columns.
class Tally {
 public:
  Tally(const CellOf& cell, const SymbolDays& symbol, const HitRateStudy& study, std::span<const market::Date> sessions)
      : sessions_(sessions), study_(study) {
    measured_.keys = {{"symbol", symbol.symbol},
                      {"side", std::string(to_string(cell.side))},
                      {"basis", std::string(to_string(cell.basis))},
                      {"rule", std::string(to_string(cell.rule))}};
    measured_.measure = "hit_rate";
    measured_.is_share = true;
    measured_.figure = empty_column(sessions.size());
    others_.assign(study.baselines.size(), empty_column(sessions.size()));
  }

  void add(const StudyDay& day, const DayOutcome& outcome) {
    if (!outcome.wall) return;
    ++days_with_wall_;
    ++ends_.at(static_cast<std::size_t>(outcome.wall->end));
    const auto row = row_of(sessions_, day.session);
    if (const auto held = hit(*outcome.wall)) add_to(measured_.figure, row, *held, 1);
    for (std::size_t i = 0; i < study_.baselines.size(); ++i) {
      const auto& of = outcome.baselines.at(static_cast<std::size_t>(study_.baselines[i]));
      add_to(others_[i], row, of.held, of.decided);
    }
  }

  [[nodiscard]] MeasuredCell take() {
    compare_shares(measured_, study_.baselines, others_);
    measured_.counts.emplace_back("days_with_wall", days_with_wall_);
    for (const auto end : {RaceEnd::untouched, RaceEnd::undecided, RaceEnd::held, RaceEnd::broken, RaceEnd::jumped})
      measured_.counts.emplace_back(std::string(to_string(end)), ends_.at(static_cast<std::size_t>(end)));
    return std::move(measured_);
  }

 private:
  std::span<const market::Date> sessions_;
  const HitRateStudy& study_;
  MeasuredCell measured_;
  std::vector<statistics::Column> others_;  ///< by baseline: of its levels
  double days_with_wall_ = 0;
  std::array<double, 5> ends_ = {};
};

}  // namespace

std::vector<market::Date> sessions_of(std::span<const SymbolDays> symbols) {
  std::vector<market::Date> sessions;
  for (const auto& symbol : symbols) {
    for (const auto& day : symbol.days) sessions.push_back(day.session);
  }
  std::ranges::sort(sessions);
  const auto repeated = std::ranges::unique(sessions);
  sessions.erase(repeated.begin(), repeated.end());
  return sessions;
}

std::vector<MeasuredCell> hit_rates(std::span<const SymbolDays> symbols, const HitRateStudy& study,
                                    const std::function<void(double done)>& progress) {
  const auto cells = cells_of(symbols.size(), study);
  const auto sessions = sessions_of(symbols);
  std::vector<MeasuredCell> measured(cells.size());
  std::mutex telling;
  std::size_t done = 0;
  base::side_by_side(cells.size(), study.threads, [&](std::size_t i) {
    const auto& symbol = symbols[cells[i].symbol];
    const DayOf outcomes(symbol, cells[i], study);
    Tally tally(cells[i], symbol, study, sessions);
    for (std::size_t day = 0; day < symbol.days.size(); ++day) tally.add(symbol.days[day], outcomes.outcome(day));
    measured[i] = tally.take();
    if (!progress) return;
    const std::lock_guard one_at_a_time(telling);
    progress(static_cast<double>(++done) / static_cast<double>(cells.size()));
  });
  if (!measured.empty()) measured.front().primary = true;
  return measured;
}

}  // namespace gammafield::research
