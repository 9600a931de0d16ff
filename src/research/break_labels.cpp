#include "research/break_labels.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>

#include "base/side_by_side.h"
#include "research/attempts.h"
#include "research/columns.h"
#include "statistics/walk.h"

namespace gammafield::research {
namespace {

using session::AttemptLabel;

/// What became of attempts.
struct BreakCount {
  double real = 0, fake = 0, indeterminate = 0, censored = 0;
  double lasted = 0, came_back = 0;  ///< of the real ones, within the hour
};

BreakCount& operator+=(BreakCount& sum, const BreakCount& more) {
  sum.real += more.real;
  sum.fake += more.fake;
  sum.indeterminate += more.indeterminate;
  sum.censored += more.censored;
  sum.lasted += more.lasted;
  sum.came_back += more.came_back;
  return sum;
}

Watched watched_at(const SymbolDays& symbol, const StudyDay& day, levels::Side side, double level) {
  return {level, side, day.move, day.close, symbol.bar};
}

BreakCount count_at(const SymbolDays& symbol, const StudyDay& day, levels::Side side, double level) {
  BreakCount count;
  const auto watched = watched_at(symbol, day, side, level);
  for (const auto& attempt : attempts_at(day.prices, watched)) {
    if (attempt.label == AttemptLabel::fake) ++count.fake;
    if (attempt.label == AttemptLabel::indeterminate) ++count.indeterminate;
    if (attempt.label == AttemptLabel::censored) ++count.censored;
    if (attempt.label != AttemptLabel::real) continue;
    ++count.real;
    if (const auto stayed = stayed_beyond(day.prices, watched, attempt, std::chrono::minutes{60}))
      ++(*stayed ? count.lasted : count.came_back);
  }
  return count;
}

struct Share {
  double yes = 0, of = 0;
};
using Counts = std::vector<std::pair<std::string, double>>;

/// A share of what became of attempts, what it is of a walk, and what is told beside it.
struct Measure {
  std::string_view name;
  Share (*of)(const BreakCount&);
  double walk;
  Counts (*counts)(const BreakCount&);
};

std::array<Measure, 2> measures() {
  using Of = const BreakCount&;
  return {
      Measure{"real_share", [](Of count) { return Share{count.real, count.real + count.fake + count.indeterminate}; },
              statistics::walk_label_rates().real,
              [](Of count) {
                return Counts{{"real", count.real},
                              {"fake", count.fake},
                              {"indeterminate", count.indeterminate},
                              {"censored", count.censored}};
              }},
      Measure{"lasts_an_hour", [](Of count) { return Share{count.lasted, count.lasted + count.came_back}; },
              statistics::still_beyond(60) / statistics::still_beyond(20),
              [](Of count) { return Counts{{"lasted", count.lasted}, {"came_back", count.came_back}}; }}};
}

struct CellOf {
  std::size_t symbol;
  levels::Side side;
  WallBasis basis;
};

/// One measure's cell as it fills.
class ShareCell {
 public:
  ShareCell(const Measure& measure, const CellOf& cell, const SymbolDays& symbol, const LabelStudy& study,
            std::size_t sessions)
      : measure_(measure), walk_compared_(study.against_walk && symbol.bar == std::chrono::seconds{60}) {
    measured_.keys = {{"symbol", symbol.symbol},
                      {"side", std::string(to_string(cell.side))},
                      {"basis", std::string(to_string(cell.basis))}};
    measured_.measure = measure.name;
    measured_.is_share = true;
    measured_.figure = empty_column(sessions);
    if (walk_compared_) measured_.comparisons.push_back({"walk", empty_column(sessions)});
    others_.assign(study.baselines.size(), empty_column(sessions));
  }

  /// A day's attempts at the wall, and those at the levels of each baseline.
  void add(std::size_t row, const BreakCount& count, std::span<const BreakCount> baselines) {
    const Share at_wall = measure_.of(count);
    add_to(measured_.figure, row, at_wall.yes, at_wall.of);
    if (walk_compared_)
      add_to(measured_.comparisons.front().difference, row, at_wall.yes - measure_.walk * at_wall.of, at_wall.of);
    for (std::size_t i = 0; i < baselines.size(); ++i) {
      const Share share = measure_.of(baselines[i]);
      add_to(others_[i], row, share.yes, share.of);
    }
  }

  [[nodiscard]] MeasuredCell take(const BreakCount& total, const LabelStudy& study) {
    compare_shares(measured_, study.baselines, others_);
    measured_.counts = measure_.counts(total);
    return std::move(measured_);
  }

 private:
  Measure measure_;
  bool walk_compared_;
  MeasuredCell measured_;
  std::vector<statistics::Column> others_;  ///< by baseline: of its levels' attempts
};

/// All attempts at the wall, and at the levels of each baseline, of one day.
std::vector<BreakCount> counts_of_baselines(const WallOfDay& of, const SymbolDays& symbol, const LabelStudy& study) {
  std::vector<BreakCount> counts;
  for (const auto baseline : study.baselines) {
    auto& count = counts.emplace_back();
    for (const double level : baseline_levels(baseline, of, study.baseline))
      count += count_at(symbol, of.at(), of.side, level);
  }
  return counts;
}

/// A measure each.
std::vector<MeasuredCell> cells_at(const CellOf& cell, const SymbolDays& symbol, const LabelStudy& study,
                                   std::span<const market::Date> sessions) {
  std::vector<ShareCell> cells;
  for (const auto& measure : measures()) cells.emplace_back(measure, cell, symbol, study, sessions.size());
  BreakCount total;
  for (std::size_t number = 0; number < symbol.days.size(); ++number) {
    const auto& day = symbol.days[number];
    const auto wall = wall_of(day.sheet, cell.side, cell.basis);
    if (!wall) continue;
    const auto count = count_at(symbol, day, cell.side, wall->strike.value());
    total += count;
    const WallOfDay of{symbol.days, number, cell.side, cell.basis, wall->strike.value()};
    const auto baselines = counts_of_baselines(of, symbol, study);
    for (auto& share : cells) share.add(row_of(sessions, day.session), count, baselines);
  }
  std::vector<MeasuredCell> measured;
  for (auto& share : cells) measured.push_back(share.take(total, study));
  return measured;
}

std::vector<CellOf> cells_of(std::size_t symbols, const LabelStudy& study) {
  std::vector<CellOf> cells;
  for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
    for (const auto side : study.sides) {
      for (const auto basis : study.bases) cells.push_back({symbol, side, basis});
    }
  }
  return cells;
}

}  // namespace

std::vector<MeasuredCell> break_labels(std::span<const SymbolDays> symbols, const LabelStudy& study) {
  const auto cells = cells_of(symbols.size(), study);
  const auto sessions = sessions_of(symbols);
  std::vector<std::vector<MeasuredCell>> by_cell(cells.size());
  base::side_by_side(cells.size(), study.threads, [&](std::size_t i) {
    by_cell[i] = cells_at(cells[i], symbols[cells[i].symbol], study, sessions);
  });
  std::vector<MeasuredCell> measured;
  for (std::size_t measure = 0; measure < measures().size(); ++measure) {
    for (auto& cell : by_cell) measured.push_back(std::move(cell[measure]));
  }
  if (!measured.empty()) measured.front().primary = true;
  return measured;
}

std::vector<SurvivalPoint> time_beyond(std::span<const SymbolDays> symbols, levels::Side side, WallBasis basis,
                                       std::size_t bars_max) {
  std::vector<double> at_risk(bars_max + 1, 0.0), back(bars_max + 1, 0.0);
  for (const auto& symbol : symbols) {
    for (const auto& day : symbol.days) {
      const auto wall = wall_of(day.sheet, side, basis);
      if (!wall) continue;
      const auto watched = watched_at(symbol, day, side, wall->strike.value());
      std::optional<std::size_t> age;  // bars since the close that crossed
      bool was_inside = false;
      for (const auto& price : day.prices) {
        const bool beyond_now = is_beyond(watched, price.price.value());
        if (age) {
          if (*age < bars_max) {
            at_risk[*age + 1] += 1;
            if (!beyond_now) back[*age + 1] += 1;
          }
          age = beyond_now ? std::optional(*age + 1) : std::nullopt;
        } else if (beyond_now && was_inside) {
          age = 0;
        }
        was_inside = !beyond_now;
      }
    }
  }
  std::vector<SurvivalPoint> curve{{.bars = 0, .beyond = 1, .standard_error = 0, .at_risk = at_risk[1]}};
  double variance = 0;
  for (std::size_t bars = 1; bars <= bars_max && at_risk[bars] > 0; ++bars) {
    const double left = at_risk[bars] - back[bars];
    const double beyond_still = curve.back().beyond * left / at_risk[bars];
    if (left > 0) variance += back[bars] / (at_risk[bars] * left);
    curve.push_back({bars, beyond_still, beyond_still * std::sqrt(variance), at_risk[bars]});
  }
  return curve;
}

}  // namespace gammafield::research
