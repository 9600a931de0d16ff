#include "research/break_labels.h"

#include <algorithm>
#include <cmath>

#include "base/side_by_side.h"
#include "research/attempts.h"
#include "research/columns.h"
#include "statistics/walk.h"

namespace gammafield::research {
namespace {

using session::AttemptLabel;

/// REAL, and all that were labelled.
struct LabelCount {
  double real = 0, fake = 0, indeterminate = 0, censored = 0;
  [[nodiscard]] double labelled() const { return real + fake + indeterminate; }
  void add(const session::Attempt& attempt) {
    if (attempt.label == AttemptLabel::real) ++real;
    if (attempt.label == AttemptLabel::fake) ++fake;
    if (attempt.label == AttemptLabel::indeterminate) ++indeterminate;
    if (attempt.label == AttemptLabel::censored) ++censored;
  }
};

Watched watched_at(const SymbolDays& symbol, const StudyDay& day, levels::Side side, double level) {
  return {level, side, day.move, day.close, symbol.bar};
}

LabelCount count_at(const SymbolDays& symbol, const StudyDay& day, levels::Side side, double level) {
  LabelCount count;
  for (const auto& attempt : attempts_at(day.prices, watched_at(symbol, day, side, level))) count.add(attempt);
  return count;
}

struct CellOf {
  std::size_t symbol;
  levels::Side side;
  WallBasis basis;
};

class LabelCell {
 public:
  LabelCell(const CellOf& cell, const SymbolDays& symbol, const LabelStudy& study,
            std::span<const market::Date> sessions)
      : cell_(cell), symbol_(symbol), study_(study), sessions_(sessions) {
    measured_.keys = {{"symbol", symbol.symbol},
                      {"side", std::string(to_string(cell.side))},
                      {"basis", std::string(to_string(cell.basis))}};
    measured_.measure = "real_share";
    measured_.is_share = true;
    measured_.figure = empty_column(sessions.size());
    if (compares_with_walk()) measured_.comparisons.push_back({"walk", empty_column(sessions.size())});
    for (const auto baseline : study.baselines)
      measured_.comparisons.push_back({std::string(to_string(baseline)), empty_column(sessions.size())});
  }

  void add(std::size_t number) {
    const auto& day = symbol_.days[number];
    const auto wall = wall_of(day.sheet, cell_.side, cell_.basis);
    if (!wall) return;
    const auto count = count_at(symbol_, day, cell_.side, wall->strike.value());
    total_.real += count.real;
    total_.fake += count.fake;
    total_.indeterminate += count.indeterminate;
    total_.censored += count.censored;
    if (count.labelled() == 0) return;
    const auto row = row_of(sessions_, day.session);
    add_to(measured_.figure, row, count.real, count.labelled());
    compare(number, row, count, wall->strike.value());
  }

  [[nodiscard]] MeasuredCell take() {
    measured_.counts = {{"real", total_.real},
                        {"fake", total_.fake},
                        {"indeterminate", total_.indeterminate},
                        {"censored", total_.censored}};
    return std::move(measured_);
  }

 private:
  [[nodiscard]] bool compares_with_walk() const {
    return study_.against_walk && symbol_.bar == std::chrono::seconds{60};
  }

  void compare(std::size_t number, std::size_t row, const LabelCount& count, double wall) {
    std::size_t next = 0;
    if (compares_with_walk()) {
      const double expected = statistics::walk_label_rates().real;
      add_to(measured_.comparisons[next++].difference, row, count.real - expected * count.labelled(), count.labelled());
    }
    const WallOfDay of{symbol_.days, number, cell_.side, cell_.basis, wall};
    for (const auto baseline : study_.baselines) {
      LabelCount others;
      for (const double level : baseline_levels(baseline, of, study_.baseline)) {
        const auto other = count_at(symbol_, of.at(), cell_.side, level);
        others.real += other.real;
        others.fake += other.fake;
        others.indeterminate += other.indeterminate;
      }
      auto& difference = measured_.comparisons[next++].difference;
      if (others.labelled() == 0) continue;
      const double expected = others.real / others.labelled();
      add_to(difference, row, count.real - expected * count.labelled(), count.labelled());
    }
  }

  const CellOf& cell_;
  const SymbolDays& symbol_;
  const LabelStudy& study_;
  std::span<const market::Date> sessions_;
  MeasuredCell measured_;
  LabelCount total_;
};

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
  std::vector<MeasuredCell> measured(cells.size());
  base::side_by_side(cells.size(), study.threads, [&](std::size_t i) {
    const auto& symbol = symbols[cells[i].symbol];
    LabelCell cell(cells[i], symbol, study, sessions);
    for (std::size_t day = 0; day < symbol.days.size(); ++day) cell.add(day);
    measured[i] = cell.take();
  });
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
        const bool is_beyond = beyond(watched, price.price.value()) > 0;
        if (age) {
          if (*age < bars_max) {
            at_risk[*age + 1] += 1;
            if (!is_beyond) back[*age + 1] += 1;
          }
          age = is_beyond ? std::optional(*age + 1) : std::nullopt;
        } else if (is_beyond && was_inside) {
          age = 0;
        }
        was_inside = !is_beyond;
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
