#include "bands/wall_odds.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "bands/mixed_columns.h"
#include "kernels/column_mixes.h"
#include "levels/negligible.h"
#include "levels/strike_contest.h"

namespace gammafield::bands {
namespace {

using exposure::StrikeExposure;
using levels::WallRule;

constexpr double maybe_tied_within = 2e-9;  // of the best; who is tied the contest decides itself

/// The strikes on the rule's side: what they are worth to a dealer who is long a cell, wanted sign up.
class Field {
 public:
  Field(std::span<const StrikeExposure> strikes, std::span<const Cell> cells, market::Spot spot, const WallRule& rule)
      : spot_(spot), columns_(0, 0) {
    double gross = 0;
    for (const StrikeExposure& at : strikes) {
      gross += at.absolute().value();
      if (levels::is_in(rule.where, at.strike, spot)) strikes_.push_back({at.strike, 0, at.open_interest()});
    }
    floor_ = levels::negligible_share_of_gross * gross;
    columns_ = MixedColumns{cells.size(), strikes_.size()};
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      add(cells[cell], columns_.column(cell), static_cast<double>(rule.wanted));
  }

  [[nodiscard]] const MixedColumns& scores() const { return columns_; }
  [[nodiscard]] std::size_t size() const { return strikes_.size(); }
  [[nodiscard]] market::Strike strike(std::size_t i) const { return strikes_[i].strike; }

  [[nodiscard]] std::optional<std::size_t> winner(std::span<const double> scores) const {
    double best = 0, second = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] <= second) continue;
      if (scores[i] > best) {
        second = best;
        best = scores[i];
        at = i;
      } else {
        second = scores[i];
      }
    }
    if (!(best > floor_)) return std::nullopt;
    return best - second > maybe_tied_within * best ? at : of_tied(scores);
  }

 private:
  void add(const Cell& cell, std::span<double> column, double sign) {
    for (const exposure::Holding& holding : cell.holdings) {
      const auto found = std::ranges::lower_bound(strikes_, holding.strike, {}, &levels::Contender::strike);
      if (found == strikes_.end() || found->strike != holding.strike) continue;
      column[static_cast<std::size_t>(found - strikes_.begin())] += sign * holding.gross_gex.value();
    }
  }
  [[nodiscard]] std::optional<std::size_t> of_tied(std::span<const double> scores) const {
    std::vector<levels::Contender> field = strikes_;
    for (std::size_t i = 0; i < scores.size(); ++i) field[i].score = scores[i] > floor_ ? scores[i] : 0;
    return levels::winner(field, spot_);
  }

  market::Spot spot_;
  double floor_ = 0;  ///< at or below it a score is rounding
  std::vector<levels::Contender> strikes_;
  MixedColumns columns_;
};

/// Mean place of each of these strikes among all of the field.
std::vector<double> mean_ranks(const Field& field, const Draws& draws, const std::vector<std::size_t>& of) {
  std::vector<std::size_t> above(of.size());
  field.scores().visit(draws, [&](std::size_t, std::span<const double> scores) {
    for (std::size_t i = 0; i < of.size(); ++i)
      above[i] += kernels::count_above(scores.size(), scores.data(), scores[of[i]]);
  });
  std::vector<double> ranks;
  for (const std::size_t sum : above)
    ranks.push_back(1 + static_cast<double>(sum) / static_cast<double>(draws.count()));
  return ranks;
}

WallOdds counted(const Field& field, const Draws& draws) {
  std::vector<std::size_t> wins(field.size());
  std::size_t none = 0;
  field.scores().visit(draws, [&](std::size_t, std::span<const double> scores) {
    if (const auto won = field.winner(scores)) {
      ++wins[*won];
    } else {
      ++none;
    }
  });
  std::vector<std::size_t> winners;
  for (std::size_t i = 0; i < wins.size(); ++i)
    if (wins[i] > 0) winners.push_back(i);
  std::ranges::sort(winners, {}, [&](std::size_t i) { return std::pair{draws.count() - wins[i], i}; });

  const auto share = [&](std::size_t times) { return static_cast<double>(times) / static_cast<double>(draws.count()); };
  const std::vector<double> ranks = mean_ranks(field, draws, winners);
  WallOdds odds;
  for (std::size_t i = 0; i < winners.size(); ++i)
    odds.strikes.push_back({field.strike(winners[i]), share(wins[winners[i]]), ranks[i]});
  odds.p_none = share(none);
  return odds;
}

}  // namespace

double WallOdds::p_of(market::Strike strike) const {
  const auto found = std::ranges::find(strikes, strike, &StrikeOdds::strike);
  return found == strikes.end() ? 0 : found->p;
}

WallOdds wall_odds(std::span<const StrikeExposure> strikes, std::span<const Cell> cells, const Draws& draws,
                   market::Spot spot, const WallRule& rule) {
  assert(draws.count() > 0);
  if (rule.measure == levels::Measure::net) return counted(Field{strikes, cells, spot, rule}, draws);
  const auto elected = levels::elect(strikes, spot, rule);
  if (!elected) return {};
  return {.strikes = {{elected->strike, 1, 1}}, .p_none = 0};
}

}  // namespace gammafield::bands
