#include "bands/drawn_walls.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>

#include "bands/mixed_columns.h"
#include "kernels/best_rows.h"
#include "kernels/column_mixes.h"
#include "levels/negligible.h"
#include "levels/strike_contest.h"

namespace gammafield::bands {
namespace {

using levels::WallRule;

constexpr double maybe_tied_within = 2e-9;  // of the best; who is tied the contest decides itself

/// The strikes on the rule's side, the largest gross exposure first: what they are worth to a dealer who is long a
/// cell, wanted sign up. A draw's score of a strike cannot exceed its gross exposure.
class Field {
 public:
  Field(const StrikesThere& there, const WallRule& rule) : spot_(there.spot) {
    double gross = 0;
    for (const auto& at : there.strikes) gross += at.absolute().value();
    floor_ = levels::negligible_share_of_gross * gross;
    for (const std::uint32_t strike : by_gross(there, rule)) {
      const auto& at = there.strikes[strike];
      strikes_.push_back({at.strike, 0, at.open_interest()});
      reach_.push_back(at.absolute().value());
      begin_.push_back(static_cast<std::uint32_t>(of_.size()));
      for (std::uint32_t part = there.cells.first(strike); part < there.cells.first(strike + 1); ++part) {
        of_.push_back(there.cells.cells()[part]);
        weight_.push_back(static_cast<double>(rule.wanted) * there.worth[part]);
      }
    }
    begin_.push_back(static_cast<std::uint32_t>(of_.size()));
  }

  [[nodiscard]] std::size_t size() const { return strikes_.size(); }
  [[nodiscard]] market::Strike strike(std::size_t i) const { return strikes_[i].strike; }

  /// visit(row) for the winner of every draw, none included.
  template <class Visit>
  void elect(const DrawColumns& draws, const Visit& visit) const {
    const kernels::MixColumns columns = draws.columns();
    std::vector<double> best(columns.length), second(columns.length), row(columns.length);
    kernels::best_rows(columns, {size(), begin_.data(), of_.data(), weight_.data(), reach_.data()},
                       1 - maybe_tied_within, {best.data(), second.data(), row.data()});
    for (std::size_t draw = 0; draw < draws.count(); ++draw) {
      const bool is_one = best[draw] > floor_, is_clear = best[draw] - second[draw] > maybe_tied_within * best[draw];
      visit(!is_one    ? std::nullopt
            : is_clear ? std::optional{static_cast<std::size_t>(row[draw])}
                       : of_tied(columns, draw));
    }
  }

  /// Scores by strike, a column a cell.
  [[nodiscard]] MixedColumns scores(std::size_t cells) const {
    MixedColumns columns{cells, size()};
    for (std::size_t i = 0; i < size(); ++i)
      for (std::uint32_t term = begin_[i]; term < begin_[i + 1]; ++term) columns.column(of_[term])[i] = weight_[term];
    return columns;
  }

 private:
  static std::vector<std::uint32_t> by_gross(const StrikesThere& there, const WallRule& rule) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < there.strikes.size(); ++i)
      if (levels::is_in(rule.where, there.strikes[i].strike, there.spot)) order.push_back(i);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair{-there.strikes[i].absolute().value(), i}; });
    return order;
  }
  [[nodiscard]] std::optional<std::size_t> of_tied(const kernels::MixColumns& columns, std::size_t draw) const {
    std::vector<levels::Contender> field = strikes_;
    for (std::size_t i = 0; i < field.size(); ++i) {
      double score = 0;
      for (std::uint32_t term = begin_[i]; term < begin_[i + 1]; ++term)
        score += weight_[term] * columns.values[of_[term] * columns.length + draw];
      field[i].score = score > floor_ ? score : 0;
    }
    return levels::winner(field, spot_);
  }

  market::Spot spot_;
  double floor_ = 0;  ///< at or below it a score is rounding
  std::vector<levels::Contender> strikes_;
  std::vector<std::uint32_t> begin_, of_;
  std::vector<double> weight_, reach_;
};

WallOdds counted(const Field& field, const DrawColumns& draws) {
  std::vector<std::size_t> wins(field.size());
  std::size_t none = 0;
  field.elect(draws, [&](std::optional<std::size_t> won) { ++(won ? wins[*won] : none); });
  const auto share = [&](std::size_t times) { return static_cast<double>(times) / static_cast<double>(draws.count()); };
  WallOdds odds;
  for (std::size_t i = 0; i < wins.size(); ++i)
    if (wins[i] > 0) odds.strikes.push_back({field.strike(i), share(wins[i]), {}});
  std::ranges::sort(odds.strikes, {}, [](const StrikeOdds& at) { return std::pair{-at.p, at.strike}; });
  odds.p_none = share(none);
  return odds;
}

}  // namespace

WallOdds wall_odds(const StrikesThere& there, const DrawColumns& draws, const WallRule& rule) {
  assert(draws.count() > 0);
  if (rule.measure == levels::Measure::net) return counted(Field{there, rule}, draws);
  const auto elected = levels::elect(there.strikes, there.spot, rule);
  if (!elected) return {};
  return {.strikes = {{elected->strike, 1, 1}}, .p_none = 0};
}

void add_ranks(WallOdds& odds, const StrikesThere& there, const Draws& draws, const WallRule& rule) {
  if (rule.measure != levels::Measure::net) return;
  const Field field{there, rule};
  std::vector<std::size_t> rows;
  for (const StrikeOdds& at : odds.strikes)
    for (std::size_t i = 0; i < field.size(); ++i)
      if (field.strike(i) == at.strike) rows.push_back(i);
  std::vector<std::size_t> above(rows.size());
  field.scores(draws.of(0).size()).visit(draws, [&](std::size_t, std::span<const double> scores) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      above[i] += kernels::count_above(scores.size(), scores.data(), scores[rows[i]]);
  });
  for (std::size_t i = 0; i < rows.size(); ++i)
    odds.strikes[i].expected_rank = 1 + static_cast<double>(above[i]) / static_cast<double>(draws.count());
}

}  // namespace gammafield::bands
