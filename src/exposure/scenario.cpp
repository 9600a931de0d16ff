#include "exposure/scenario.h"

#include <algorithm>
#include <cassert>

#include "base/compensated_sum.h"
#include "exposure/exercise_rows.h"
#include "exposure/gamma_exposure.h"
#include "pricing/time_left.h"

namespace gammafield::exposure {
namespace {

constexpr double lowest_vol = 0.01;  // a shift down ends here, unless the volatility was lower already
constexpr double even_part = 0.25;   // of the way to the edge that is spread evenly; the rest goes with the cube

double shifted(double sigma, double shift) { return std::max(sigma + shift, std::min(sigma, lowest_vol)); }

}  // namespace

std::vector<OptionState> states_at(const Book& book, const ScenarioState& state) {
  std::vector<double> years;
  for (std::uint32_t i = 0; i < book.priced->expiries.size(); ++i)
    years.push_back(pricing::time_left(*book.priced, i, state.at).years);
  std::vector<OptionState> states;
  states.reserve(book.holdings.size());
  for (const Holding& holding : book.holdings) {
    const double sigma = shifted(book.priced->options[holding.option].sigma, state.vol_shift.value());
    states.push_back({market::ImpliedVol{sigma}, market::Years{years[holding.expiry]}});
  }
  return states;
}

Book book_at(const Book& book, std::span<const OptionState> states) {
  assert(states.size() == book.holdings.size());
  Book then{book.priced,           book.positioning, book.expiry_filter, {}, book.kept_open_interest,
            book.flat_by_omission, book.implausible};
  const std::vector<double> gammas = gammas_of(book, states);
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!(states[i].years.value() > 0)) continue;
    Holding holding = book.holdings[i];
    const market::Gamma gamma{gammas[i]};
    holding.gross_gex = gamma_exposure(gamma, holding.gross_shares, book.spot());
    holding.net_gex = gamma_exposure(gamma, holding.dealer_shares, book.spot());
    then.holdings.push_back(holding);
  }
  return then;
}

ScenarioSlice::ScenarioSlice(const Book& book, std::span<const OptionState> states) : repriced_(book, states) {
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states[i].years.value() > 0) continue;
    const Holding& holding = book.holdings[i];
    const double sign = holding.right == market::Right::call ? 1 : -1;
    settled_.push_back({holding.strike.value(), holding.dealer_shares.value(), sign});
  }
}

std::vector<market::Shares> ScenarioSlice::delta(std::span<const market::Spot> spots) const {
  std::vector<market::Shares> deltas = repriced_.delta(spots);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    base::CompensatedSum sum;
    for (const Settled& option : settled_) {
      const double in_the_money = option.sign * (spots[i].value() - option.strike);
      if (in_the_money >= 0) sum.add(option.sign * option.shares * (in_the_money > 0 ? 1 : 0.5));
    }
    deltas[i] = market::Shares{deltas[i].value() + sum.value()};
  }
  return deltas;
}

FlowDecomposition decomposed(const CornerDeltas& delta) {
  // the hedge is minus the delta
  const double total = delta.here - delta.all, gamma = delta.here - delta.spot;
  const double vanna = delta.here - delta.vol, charm = delta.here - delta.time;
  const auto together = [&](double both, double one, double other) { return one + other - both - delta.here; };
  const double cross = together(delta.spot_time, delta.spot, delta.time) +
                       together(delta.spot_vol, delta.spot, delta.vol) +
                       together(delta.time_vol, delta.time, delta.vol);
  using market::Shares;
  return {Shares{total}, Shares{gamma}, Shares{vanna},
          Shares{charm}, Shares{cross}, Shares{total - (gamma + vanna + charm + cross)}};
}

std::vector<market::Spot> scenario_spots(market::Spot spot, double range, std::size_t count) {
  assert(range > 0 && range < 1 && count >= 3 && count % 2 == 1);
  const auto half = static_cast<double>(count / 2);
  std::vector<market::Spot> spots;
  for (std::size_t i = 0; i < count; ++i) {
    const double u = (static_cast<double>(i) - half) / half;
    spots.push_back(market::Spot{spot.value() * (1 + range * (even_part * u + (1 - even_part) * u * u * u))});
  }
  return spots;
}

}  // namespace gammafield::exposure
