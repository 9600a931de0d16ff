#include "exposure/dynamic_book.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "exposure/testing_book.h"
#include "pricing/smile_curve.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;
using Kind = SmileDynamics::Kind;

constexpr SmileDynamics sticky_strike{}, moneyness{Kind::sticky_moneyness, 0}, ssr{Kind::ssr, 1.5};
const pricing::RawSvi skewed{0.0005, 0.05, -0.6, 0.01, 0.06};

/// A skewed book of two expiries; the contracts' own volatilities are a little off the smile, as real ones are.
Book skewed_book(const std::variant<pricing::RawSvi, pricing::CubicCurve>& curve) {
  const pricing::Smile smile{.curve = curve};
  std::vector<TestingOption> options;
  for (const double years : {0.02, 0.1})
    for (double strike = 80; strike <= 115; strike += 5) {
      const double sigma = std::sqrt(smile.variance(std::log(strike / 100)) / 0.1) * (1 + 0.01 * std::sin(strike));
      options.push_back({years, Right::call, strike, sigma, 1000 + 10 * strike});
      options.push_back({years, Right::put, strike, sigma, 3000 - 15 * strike});
    }
  auto priced = testing_priced_chain(options);
  priced->expiries[1].smile = smile;  // the first has none: its volatilities stay
  return make_book(priced, Positioning{PositioningModel::naive}, ExpiryFilter{});
}

pricing::CubicCurve cubic() {
  pricing::CubicCurve curve{.knots = {{-0.25, 0.011, 0}, {-0.05, 0.0055, 0.15}, {0.06, 0.0035, 0.1}, {0.2, 0.005, 0}}};
  curve.left_slope = -0.04;
  curve.right_slope = 0.01;
  curve.floor = 0.003;
  return curve;
}

/// sigma(s) of one option by the definition, scalar and on its own.
double moved_vol(const Book& book, const Holding& holding, SmileDynamics dynamics, double spot) {
  const auto& expiry = book.priced->expiries[holding.expiry];
  const double own = book.priced->options[holding.option].sigma;
  if (!expiry.smile || dynamics.kind == Kind::sticky_strike) return own;
  const auto smile = [&](double k) { return std::sqrt(expiry.smile->variance(k) / expiry.years); };
  const double k = std::log(holding.strike.value() / expiry.forward.forward), x = std::log(spot / book.spot().value());
  const double ratio = dynamics.kind == Kind::ssr ? dynamics.ratio : 0;
  const double slope = (smile(1e-6) - smile(-1e-6)) / 2e-6;
  return std::max(own + smile(k - x) - smile(k) + ratio * slope * x, 0.1 * own);
}

pricing::BlackScholesInput input(const Book& book, const Holding& holding, SmileDynamics dynamics, double spot) {
  const auto& expiry = book.priced->expiries[holding.expiry];
  return {holding.right,
          spot,
          holding.strike.value(),
          expiry.years,
          expiry.rate,
          expiry.carry,
          moved_vol(book, holding, dynamics, spot)};
}

double net_by_definition(const Book& book, SmileDynamics dynamics, double spot) {
  double sum = 0;
  for (const Holding& holding : book.holdings)
    sum += holding.dealer_shares.value() * pricing::black_scholes_gamma(input(book, holding, dynamics, spot));
  return 0.01 * spot * spot * sum;
}

const std::array spots{70.0, 88.0, 97.0, 99.9, 100.0, 101.0, 108.0, 125.0};

TEST(DynamicBook, OfStickyStrikeIsTheRepricedBook) {
  const Book book = skewed_book(skewed);
  const RepricedBook repriced{book};
  for (const GammaMode mode : {GammaMode::bs, GammaMode::total}) {
    const DynamicBook dynamic{book, sticky_strike, mode};
    for (const double spot : spots) {
      const double gross = repriced.gross_gex(Spot{spot}).value();
      EXPECT_NEAR(dynamic.net_gex(Spot{spot}).value(), repriced.net_gex(Spot{spot}).value(), 1e-12 * gross) << spot;
      EXPECT_NEAR(dynamic.gross_gex(Spot{spot}).value(), gross, 1e-12 * gross) << spot;
      EXPECT_NEAR(dynamic.slope(Spot{spot}).value(), repriced.slope(Spot{spot}).value(), 1e-6 * gross) << spot;
    }
  }
}

TEST(DynamicBook, IsEveryContractAtItsMovedVolatility) {
  for (const auto& curve : {std::variant<pricing::RawSvi, pricing::CubicCurve>{skewed}, {cubic()}}) {
    const Book book = skewed_book(curve);
    for (const SmileDynamics dynamics : {moneyness, ssr}) {
      const DynamicBook dynamic{book, dynamics, GammaMode::bs};
      for (const double spot : spots) {
        const double gross = dynamic.gross_gex(Spot{spot}).value();
        EXPECT_NEAR(dynamic.net_gex(Spot{spot}).value(), net_by_definition(book, dynamics, spot), 1e-9 * gross)
            << to_string(dynamics) << " " << spot;
      }
    }
  }
}

TEST(DynamicBook, IsTheSameAtItsOwnSpotWhateverTheDynamics) {
  const Book book = skewed_book(skewed);
  const double net = RepricedBook{book}.net_gex(book.spot()).value();
  for (const SmileDynamics dynamics : {sticky_strike, moneyness, ssr})
    EXPECT_NEAR(DynamicBook(book, dynamics, GammaMode::bs).net_gex(book.spot()).value() / net, 1, 1e-12);
  EXPECT_GT(std::abs(DynamicBook(book, moneyness, GammaMode::bs).net_gex(Spot{95}).value() /
                         RepricedBook{book}.net_gex(Spot{95}).value() -
                     1),
            0.01)
      << "elsewhere it matters";
}

// Gamma of the value with its volatility moving along, by a second difference of that value.
TEST(DynamicBook, TotalGammaIsTheSecondDifferenceOfTheRepricedValue) {
  for (const auto& curve : {std::variant<pricing::RawSvi, pricing::CubicCurve>{skewed}, {cubic()}}) {
    const Book book = skewed_book(curve);
    for (const SmileDynamics dynamics : {moneyness, ssr}) {
      const DynamicBook dynamic{book, dynamics, GammaMode::total};
      const auto value = [&](double spot) {
        double sum = 0;
        for (const Holding& holding : book.holdings)
          sum +=
              holding.dealer_shares.value() * pricing::black_scholes_greeks(input(book, holding, dynamics, spot)).price;
        return sum;
      };
      for (const double spot : {88.03, 97.0, 100.01, 108.0}) {
        const auto second = [&](double h) { return (value(spot + h) - 2 * value(spot) + value(spot - h)) / (h * h); };
        const double gamma = (4 * second(0.01) - second(0.02)) / 3;
        const double gross = dynamic.gross_gex(Spot{spot}).value();
        EXPECT_NEAR(dynamic.net_gex(Spot{spot}).value(), 0.01 * spot * spot * gamma, 2e-5 * gross)
            << to_string(dynamics) << " " << spot;
      }
    }
  }
}

TEST(DynamicBook, VolatilitiesStopAtATenthOfTheirOwn) {
  const Book book = skewed_book(skewed);
  constexpr SmileDynamics steep{Kind::ssr, 10};
  const auto stopped = [&](double spot) {
    return std::ranges::count_if(book.holdings, [&](const Holding& holding) {
      return moved_vol(book, holding, steep, spot) <= 0.1 * book.priced->options[holding.option].sigma;
    });
  };
  const DynamicBook dynamic{book, steep, GammaMode::bs};
  for (const double spot : {104.0, 108.0, 112.0}) {
    const double gross = dynamic.gross_gex(Spot{spot}).value();
    EXPECT_NEAR(dynamic.net_gex(Spot{spot}).value(), net_by_definition(book, steep, spot), 1e-7 * gross) << spot;
  }
  EXPECT_GT(stopped(112), 0);
  const DynamicBook wild{book, steep, GammaMode::total};
  for (const double spot : {1.0, 50.0, 200.0, 1e4})
    EXPECT_TRUE(std::isfinite(wild.net_gex(Spot{spot}).value())) << spot;
}

TEST(DynamicBook, OfNothingIsNothing) {
  const DynamicBook nothing{testing_book({}), moneyness, GammaMode::bs};
  EXPECT_TRUE(nothing.empty());
  EXPECT_EQ(nothing.net_gex(Spot{90}).value(), 0);
}

}  // namespace
}  // namespace gammafield::exposure
