#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <vector>

#include "exposure/gamma_exposure.h"
#include "exposure/profile.h"
#include "exposure/repriced_book.h"
#include "exposure/testing_book.h"
#include "exposure/testing_random.h"
#include "exposure/totals.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

/// Net GEX at another spot the long way round: every contract through the greeks of pricing/.
double priced_again(const Book& book, Spot spot) {
  double sum = 0;
  for (const Holding& holding : book.holdings) {
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    pricing::BlackScholesInput input;
    input.right = holding.right;
    input.S = spot.value();
    input.K = holding.strike.value();
    input.T = expiry.years;
    input.r = expiry.rate;
    input.q = expiry.carry;
    input.sigma = book.priced->options[holding.option].sigma;
    const market::Gamma gamma{pricing::black_scholes_gamma(input)};
    sum += gamma_exposure(gamma, holding.dealer_shares, spot).value();
  }
  return sum;
}

Spot some_spot() { return Spot{*rc::gen::inRange(60'00, 150'00) * 0.01}; }

RC_GTEST_PROP(RepricedBook, AgreesWithEveryContractPricedAgain, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const RepricedBook repriced{book};
  const Spot spot = some_spot();
  const double gross = repriced.gross_gex(spot).value();
  RC_ASSERT(std::abs(repriced.net_gex(spot).value() - priced_again(book, spot)) <= 1e-10 * gross + no_normal_number);
}

RC_GTEST_PROP(RepricedBook, AtTheBooksSpotIsTheBook, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const RepricedBook repriced{book};
  const Totals sums = totals(book);
  const double tolerance = 1e-11 * sums.gross_gex.value() + no_normal_number;
  RC_ASSERT(std::abs(repriced.net_gex(book.spot()).value() - sums.net_gex.value()) <= tolerance);
  RC_ASSERT(std::abs(repriced.gross_gex(book.spot()).value() - sums.gross_gex.value()) <= tolerance);
}

// How net GEX changes with a 1 % rise: the slope here, speed and gamma in section 3, and a central difference.
RC_GTEST_PROP(RepricedBook, SlopeIsSpeedAndTheDerivative, ()) {
  std::vector<TestingOption> options = *random_options();
  for (TestingOption& option : options) option.years = std::max(option.years, 30.0 / 365);
  const auto same = [](const TestingOption& a, const TestingOption& b) {
    return a.years == b.years && a.strike == b.strike && a.right == b.right;
  };
  std::ranges::sort(options, {}, [](const TestingOption& o) { return std::tuple{o.years, o.strike, o.right}; });
  options.erase(std::unique(options.begin(), options.end(), same), options.end());

  const Book book = testing_book(options, *random_market());
  const RepricedBook repriced{book};
  const double spot = book.spot().value(), gross = repriced.gross_gex(book.spot()).value();
  RC_ASSERT(std::abs(repriced.slope(book.spot()).value() - totals(book).net_speed) <= 1e-9 * gross + no_normal_number);
  const auto difference = [&](double h) {
    return (repriced.net_gex(Spot{spot * std::exp(h)}).value() - repriced.net_gex(Spot{spot * std::exp(-h)}).value()) /
           (2 * h) * 0.01;
  };
  const double richardson = (4 * difference(5e-5) - difference(1e-4)) / 3;
  RC_ASSERT(std::abs(repriced.slope(book.spot()).value() - richardson) <= 1e-6 * gross + no_normal_number);
}

RC_GTEST_PROP(RepricedBook, ManySpotsAtOnceAreEachExact, ()) {
  const RepricedBook book{testing_book(*random_options(), *random_market())};
  std::vector<Spot> spots;
  for (int i = *rc::gen::inRange(1, 200); i > 0; --i) spots.push_back(Spot{*rc::gen::inRange(5'00, 500'00) * 0.01});
  std::ranges::sort(spots);
  const auto points = book.profile(spots);
  const auto net = book.net_gex(spots);
  RC_ASSERT(points.size() == spots.size());
  for (std::size_t i = 0; i < spots.size(); ++i) {
    const double gross = book.gross_gex(spots[i]).value();
    RC_ASSERT(points[i].spot == spots[i]);
    RC_ASSERT(points[i].net == net[i]);
    RC_ASSERT(std::abs(points[i].gross.value() - gross) <= 1e-14 * gross + no_normal_number);
    RC_ASSERT(std::abs(points[i].net.value() - book.net_gex(spots[i]).value()) <= 1e-14 * gross + no_normal_number);
  }
}

RC_GTEST_PROP(RepricedBook, TheSameBookGivesTheSameBits, ()) {
  const auto options = *random_options();
  const TestingMarket market = *random_market();
  const auto bits = [&] {
    std::vector<std::uint64_t> result;
    for (const ProfilePoint& point : curve(RepricedBook{testing_book(options, market)}, Spot{70}, Spot{130}, 61)) {
      result.push_back(std::bit_cast<std::uint64_t>(point.net.value()));
    }
    return result;
  };
  RC_ASSERT(bits() == bits());
}

// Identity 12 of docs/methods.md 8.3, for the profile: scaled open interest has the same roots.
RC_GTEST_PROP(RepricedBook, ScalesWithOpenInterestSoRootsStay, ()) {
  std::vector<TestingOption> options = *random_options();
  const TestingMarket market = *random_market();
  const RepricedBook once{testing_book(options, market)};
  for (TestingOption& option : options) option.open_interest *= 4;
  const RepricedBook fourfold{testing_book(options, market)};
  const Spot spot = some_spot();
  RC_ASSERT(fourfold.net_gex(spot).value() == 4 * once.net_gex(spot).value());
}

// Identity 13: the sign-flipped model, and calls exchanged with puts, mirror the profile and keep its roots.
RC_GTEST_PROP(RepricedBook, ExchangingRightsMirrorsTheProfile, ()) {
  std::vector<TestingOption> options = *random_pairs();
  const TestingMarket market = *random_market();
  const RepricedBook before{testing_book(options, market)};
  for (TestingOption& option : options) option.right = option.right == Right::call ? Right::put : Right::call;
  const RepricedBook after{testing_book(options, market)};
  const Spot spot = some_spot();
  RC_ASSERT(before.net_gex(spot).value() == -after.net_gex(spot).value());
  RC_ASSERT(std::abs(before.gross_gex(spot).value() - after.gross_gex(spot).value()) <=
            1e-14 * before.gross_gex(spot).value() + no_normal_number);
}

// Identity 15.
RC_GTEST_PROP(RepricedBook, ScalesWithThePriceLevelSoRootsMoveWithIt, ()) {
  std::vector<TestingOption> options = *random_options();
  TestingMarket market = *random_market();
  const RepricedBook before{testing_book(options, market)};
  const double factor = *rc::gen::inRange(2, 100);
  market.spot *= factor;
  for (TestingOption& option : options) option.strike *= factor;
  const RepricedBook after{testing_book(options, market)};
  const Spot spot = some_spot();
  const Spot scaled{spot.value() * factor};
  RC_ASSERT(std::abs(after.net_gex(scaled).value() - factor * before.net_gex(spot).value()) <=
            1e-10 * after.gross_gex(scaled).value() + no_normal_number);
}

/// Shares a dollar at this spot.
double shares_per_point(const RepricedBook& book, double spot) {
  return in_unit(book.net_gex(Spot{spot}), ExposureUnit::shares_per_point, Spot{spot});
}

// Identity 17: gamma exposure, summed over the way, is the change of delta exposure: what the dealers trade, with the
// other sign.
RC_GTEST_PROP(RepricedBook, TheIntegralOfGammaIsTheHedgingFlow, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const RepricedBook repriced{book};
  const double from = *rc::gen::inRange(70, 100), to = from + *rc::gen::inRange(1, 30);
  constexpr int intervals = 20'000;
  const double h = (to - from) / intervals;
  double integral = shares_per_point(repriced, from) + shares_per_point(repriced, to);
  for (int i = 1; i < intervals; ++i) integral += (i % 2 == 1 ? 4 : 2) * shares_per_point(repriced, from + i * h);
  integral *= h / 3;
  double shares = 0;
  for (const Holding& holding : book.holdings) shares += holding.gross_shares.value();
  RC_ASSERT(std::abs(integral + repriced.hedging_flow(Spot{from}, Spot{to}).value()) <= 1e-8 * shares);
}

// Identity 18.
RC_GTEST_PROP(RepricedBook, HedgingFlowThereAndBackIsNothing, ()) {
  const RepricedBook book{testing_book(*random_options(), *random_market())};
  const Spot from = some_spot(), by = some_spot(), to = some_spot();
  RC_ASSERT(book.hedging_flow(from, to).value() + book.hedging_flow(to, from).value() == 0);
  RC_ASSERT(book.hedging_flow(from, from).value() == 0);
  const double direct = book.hedging_flow(from, to).value();
  const double on_the_way = book.hedging_flow(from, by).value() + book.hedging_flow(by, to).value();
  const double scale = std::abs(book.hedging_flow(from, by).value()) + std::abs(book.hedging_flow(by, to).value());
  RC_ASSERT(std::abs(direct - on_the_way) <= 1e-9 * scale + 1e-6);
}

// The flow is what the deltas of pricing/ say, put deltas included.
RC_GTEST_PROP(RepricedBook, HedgingFlowIsTheChangeOfDelta, ()) {
  const auto options = *random_options();
  TestingMarket market = *random_market();
  const Book here = testing_book(options, market);
  const Spot to = some_spot(), from = here.spot();
  market.spot = to.value();
  const Book there = testing_book(options, market);
  double bought = 0, scale = 0;
  for (std::size_t i = 0; i < here.holdings.size(); ++i) {
    const double shares = here.holdings[i].dealer_shares.value();
    bought -= shares * (there.priced->options[i].greeks.delta - here.priced->options[i].greeks.delta);
    scale += std::abs(shares);
  }
  RC_ASSERT(std::abs(RepricedBook{here}.hedging_flow(from, to).value() - bought) <= 1e-12 * scale);
}

}  // namespace
}  // namespace gammafield::exposure
