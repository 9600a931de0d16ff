#include "exposure/spot_exposure.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/gamma_exposure.h"
#include "exposure/greek_terms.h"
#include "kernels/greeks.h"
#include "market/strike_positions.h"
#include "pricing/shifted_chain.h"

namespace gammafield::exposure {
namespace {

constexpr std::size_t at_a_time = 256;  // holdings whose greeks stay in the first cache
constexpr std::size_t lanes = 8;

/// Plain sums side by side: the caller compensates over pieces.
double sum_of_products(std::span<const double> a, std::span<const double> b) {
  std::array<double, lanes> sums{};
  std::size_t i = 0;
  for (; i + lanes <= a.size(); i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  for (; i < a.size(); ++i) sums[i % lanes] += a[i] * b[i];
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// The greeks of a piece of the book, a column each.
struct GreekPiece {
  using Column = std::array<double, at_a_time>;
  Column delta, gamma, vega, theta, vanna, charm, speed, zomma, colour, volga;

  void compute(const kernels::GreekInputs& in) {
    const std::size_t n = in.K.size();
    const auto out = [n](Column& column) { return std::span(column).first(n); };
    const auto left = kernels::greeks(in, {{},
                                           out(delta),
                                           out(gamma),
                                           out(vega),
                                           out(theta),
                                           out(vanna),
                                           out(charm),
                                           out(speed),
                                           out(zomma),
                                           out(colour),
                                           out(volga)});
    for (const std::uint32_t i : left.elements()) {
      const pricing::Greeks one =
          pricing::black_scholes_greeks({in.sign[i] > 0 ? market::Right::call : market::Right::put, in.S, in.K[i],
                                         in.T[i], in.r[i], in.q[i], in.sigma[i]});
      delta[i] = one.delta, gamma[i] = one.gamma, vega[i] = one.vega, theta[i] = one.theta, vanna[i] = one.vanna;
      charm[i] = one.charm, speed[i] = one.speed, zomma[i] = one.zomma, colour[i] = one.colour, volga[i] = one.volga;
    }
  }
};

/// Sums over the book of shares times each greek, piece by piece.
class WeightedGreeks {
 public:
  void add(const GreekPiece& piece, std::span<const double> dealer, std::span<const double> gross) {
    const auto with = [&](const GreekPiece::Column& column, std::span<const double> shares) {
      return sum_of_products(std::span(column).first(shares.size()), shares);
    };
    delta_.add(with(piece.delta, dealer));
    gamma_.add(with(piece.gamma, dealer));
    gross_gamma_.add(with(piece.gamma, gross));
    vega_.add(with(piece.vega, dealer));
    theta_.add(with(piece.theta, dealer));
    vanna_.add(with(piece.vanna, dealer));
    charm_.add(with(piece.charm, dealer));
    speed_.add(with(piece.speed, dealer));
    zomma_.add(with(piece.zomma, dealer));
    colour_.add(with(piece.colour, dealer));
    volga_.add(with(piece.volga, dealer));
  }

  [[nodiscard]] Totals totals(market::Spot spot) const {
    const market::Shares one{1};
    pricing::Greeks sums;
    sums.delta = delta_.value(), sums.gamma = gamma_.value(), sums.vega = vega_.value(), sums.theta = theta_.value();
    sums.vanna = vanna_.value(), sums.charm = charm_.value(), sums.speed = speed_.value();
    sums.zomma = zomma_.value(), sums.colour = colour_.value(), sums.volga = volga_.value();
    Totals totals = greek_terms(sums, one, spot);
    totals.net_gex = gamma_exposure(market::Gamma{gamma_.value()}, one, spot);
    totals.gross_gex = gamma_exposure(market::Gamma{gross_gamma_.value()}, one, spot);
    return totals;
  }

 private:
  base::CompensatedSum delta_, gamma_, gross_gamma_, vega_, theta_, vanna_, charm_, speed_, zomma_, colour_, volga_;
};

/// Of tens of holdings: plain sums are within 1e-14.
struct StrikeSum {
  double call = 0, put = 0, net = 0;
};

std::vector<market::Strike> strikes_of(const Book& book) {
  std::vector<market::Strike> strikes;
  for (const Holding& holding : book.holdings) strikes.push_back(holding.strike);
  return strikes;
}

Totals with_sides(Totals totals, const std::vector<StrikeExposure>& strikes) {
  base::CompensatedSum call, put;
  for (const StrikeExposure& at : strikes) {
    call.add(at.call.value());
    put.add(at.put.value());
  }
  totals.call_gex = market::UsdPerPercent{call.value()};
  totals.put_gex = market::UsdPerPercent{put.value()};
  return totals;
}

}  // namespace

Book moved(const Book& book, market::Spot spot) {
  Book there = book;
  auto priced = std::make_shared<const pricing::PricedChain>(pricing::shifted(*book.priced, {.spot = spot}));
  assert(priced->options.size() == book.priced->options.size());  // no time passes: nothing settles
  for (Holding& holding : there.holdings) {
    const market::Gamma gamma{priced->options[holding.option].greeks.gamma};
    holding.gross_gex = gamma_exposure(gamma, holding.gross_shares, spot);
    holding.net_gex = gamma_exposure(gamma, holding.dealer_shares, spot);
  }
  there.priced = std::move(priced);
  return there;
}

SpotExposure::SpotExposure(const Book& book) : book_(book), strikes_(by_strike(book)) {
  strike_of_ = market::strike_positions(strikes_of(book)).of;
  begin_.assign(strikes_.size() + 1, 0);
  for (const std::uint32_t strike : strike_of_) ++begin_[strike + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  by_strike_.resize(strike_of_.size());
  auto next = begin_;
  for (std::uint32_t holding = 0; holding < strike_of_.size(); ++holding)
    by_strike_[next[strike_of_[holding]]++] = holding;
  for (const Holding& holding : book.holdings) {
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    by_columns_ = by_columns_ && !expiry.american;
    K_.push_back(holding.strike.value());
    T_.push_back(expiry.years);
    sigma_.push_back(book.priced->options[holding.option].sigma);
    r_.push_back(expiry.rate);
    q_.push_back(expiry.carry);
    sign_.push_back(holding.right == market::Right::call ? 1 : -1);
    dealer_.push_back(holding.dealer_shares.value());
    gross_.push_back(holding.gross_shares.value());
  }
}

ExposureThere SpotExposure::at(market::Spot spot) const {
  if (by_columns_) return by_columns(spot);
  const Book there = moved(book_, spot);
  ExposureThere found{spot, by_strike(there), totals(there), {}};
  for (const Holding& holding : there.holdings) found.gross_gex.push_back(holding.gross_gex);
  return found;
}

ExposureThere SpotExposure::by_columns(market::Spot spot) const {
  ExposureThere there{spot, strikes_, {}, {}};
  there.gross_gex.reserve(K_.size());
  std::vector<StrikeSum> sums(strikes_.size());
  WeightedGreeks weighted;
  GreekPiece piece;
  for (std::size_t first = 0; first < K_.size(); first += at_a_time) {
    const std::size_t n = std::min(at_a_time, K_.size() - first);
    const auto here = [&](const std::vector<double>& column) { return std::span(column).subspan(first, n); };
    piece.compute({spot.value(), here(K_), here(T_), here(sigma_), here(r_), here(q_), here(sign_)});
    weighted.add(piece, here(dealer_), here(gross_));
    for (std::size_t i = 0; i < n; ++i) {
      const market::Gamma gamma{piece.gamma[i]};
      const auto gross = gamma_exposure(gamma, market::Shares{gross_[first + i]}, spot);
      StrikeSum& sum = sums[strike_of_[first + i]];
      (sign_[first + i] > 0 ? sum.call : sum.put) += gross.value();
      sum.net += gamma_exposure(gamma, market::Shares{dealer_[first + i]}, spot).value();
      there.gross_gex.push_back(gross);
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    there.strikes[i].call = market::UsdPerPercent{sums[i].call};
    there.strikes[i].put = market::UsdPerPercent{sums[i].put};
    there.strikes[i].net = market::UsdPerPercent{sums[i].net};
  }
  there.totals = with_sides(weighted.totals(spot), there.strikes);
  return there;
}

std::vector<Holding> SpotExposure::holdings_at(market::Strike strike, const ExposureThere& there) const {
  const auto found = std::ranges::lower_bound(strikes_, strike, {}, &StrikeExposure::strike);
  std::vector<Holding> holdings;
  if (found == strikes_.end() || found->strike != strike) return holdings;
  const auto at = static_cast<std::size_t>(found - strikes_.begin());
  for (std::uint32_t i = begin_[at]; i < begin_[at + 1]; ++i) {
    const std::uint32_t index = by_strike_[i];
    Holding holding = book_.holdings[index];
    const double fraction = dealer_[index] / gross_[index];
    holding.gross_gex = there.gross_gex[index];
    holding.net_gex = market::UsdPerPercent{fraction * holding.gross_gex.value()};
    holdings.push_back(holding);
  }
  return holdings;
}

}  // namespace gammafield::exposure
