#include "hedging/theory.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <string_view>

#include "pricing/black_scholes.h"
#include "pricing/golden_table.h"

namespace gammafield::hedging {
namespace {

using market::ImpliedVol;
using market::Shares;
using market::Spot;
using market::Strike;
using market::Years;

constexpr RiskAversion per_dollar{1};
constexpr ContinuousRate no_rate{0};

TEST(EffectiveVolatility, OfOnePercentAHundredBillion) {
  const auto ratio = [](double billions) { return effective_volatility_ratio(100 * 1e-13 * billions * 1e9); };
  EXPECT_NEAR(ratio(+5), 0.9524, 5e-5) << "dealers long gamma dampen";
  EXPECT_NEAR(ratio(-5), 1.0526, 5e-5) << "dealers short gamma amplify";
  EXPECT_DOUBLE_EQ(ratio(-20), 1.25);
  EXPECT_EQ(ratio(0), 1);
}

TEST(EffectiveVolatility, IsWhereFollowingTheOwnMoveEnds) {
  // dS = noise - c dS, again and again within the step
  for (const double c : {-0.3, -0.05, 0.2, 0.5}) {
    double move = 0;
    for (int i = 0; i < 200; ++i) move = 1 - c * move;
    EXPECT_NEAR(effective_volatility_ratio(c), move, 1e-12);
  }
}

TEST(Leland, AgreesWithTheSourceExample) {
  const auto percent = [](double days, bool short_option) {
    return 100 * leland_volatility(ImpliedVol{0.10}, Lambda{0.005}, Years{1 / days}, short_option).value();
  };
  EXPECT_NEAR(percent(365, true), 15.888, 5e-4);
  EXPECT_NEAR(percent(252, true), 15.055, 5e-4);
  EXPECT_EQ(percent(365, false), 0) << "cost is over all the variance there is: none, never imaginary";
}

TEST(Leland, WidensForTheShortWhatItNarrowsForTheLong) {
  const auto variance = [](bool short_option) {
    return std::pow(leland_volatility(ImpliedVol{0.2}, Lambda{0.0005}, Years{1.0 / 252}, short_option).value(), 2);
  };
  EXPECT_NEAR(variance(true) + variance(false), 2 * 0.2 * 0.2, 1e-15);
  EXPECT_EQ(leland_volatility(ImpliedVol{0.2}, Lambda{0}, Years{1.0 / 252}, true).value(), 0.2);
  EXPECT_EQ(leland_volatility(ImpliedVol{0}, Lambda{0.01}, Years{1.0 / 252}, true).value(), 0);
}

double whalley_wilmott(double cost, double gamma = 0.02) {
  return whalley_wilmott_band(Spot{5000}, SharesPerUsd{gamma}, Lambda{cost}, per_dollar, no_rate, Years{0.25}).value();
}

TEST(WhalleyWilmott, AgreesWithTheReference) { EXPECT_NEAR(whalley_wilmott(0.0005), 0.114471424, 1e-9); }

TEST(WhalleyWilmott, GrowsByTheCubeRootOfCost) {
  EXPECT_NEAR(whalley_wilmott(8 * 0.0005) / whalley_wilmott(0.0005), 2, 1e-12);
  EXPECT_NEAR(whalley_wilmott(0.0005, -0.02), whalley_wilmott(0.0005), 1e-15) << "of short gamma as of long";
  EXPECT_EQ(whalley_wilmott(0), 0);
  EXPECT_EQ(whalley_wilmott(0.0005, 0), 0);
}

RC_GTEST_PROP(WhalleyWilmott, OfABookIsThatOfOneOptionTimesTheOptions, ()) {
  const double options = *rc::gen::inRange(1, 1'000'000);
  const auto band = [&](double gamma, double aversion) {
    return whalley_wilmott_band(Spot{450}, SharesPerUsd{gamma}, Lambda{1e-4}, RiskAversion{aversion},
                                ContinuousRate{0.04}, Years{0.1})
        .value();
  };
  // whoever holds N options with aversion g sees one option with aversion N g
  const double whole = band(0.02 * options, 1e-6), one = band(0.02, 1e-6 * options);
  RC_ASSERT(std::abs(whole - options * one) < 1e-9 * whole);
}

ZakamoulineBand zakamouline(double gamma, double cost = 0.0005) {
  return zakamouline_band(Spot{5000}, ImpliedVol{0.2}, SharesPerUsd{gamma}, Years{0.25}, Lambda{cost}, per_dollar,
                          no_rate);
}

TEST(Zakamouline, AgreesWithTheReference) {
  const auto of_long = zakamouline(0.02), of_short = zakamouline(-0.02);
  EXPECT_NEAR(of_long.h0.value(), 1e-5, 1e-15);
  EXPECT_NEAR(of_long.h1.value(), 0.0209436911, 1e-10);
  EXPECT_NEAR(of_long.h0.value() + of_long.h1.value(), 0.0209536911, 1e-10);
  EXPECT_NEAR(of_long.k, 0.168751751, 1e-9);
  EXPECT_NEAR(of_long.volatility.value(), 0.18234563, 1e-8);
  EXPECT_NEAR(of_short.volatility.value(), 0.21621765, 1e-8);
  EXPECT_EQ(of_short.h1, of_long.h1);
  EXPECT_EQ(of_short.k, of_long.k);
}

TEST(Zakamouline, KeepsAVolatilityWhereCostIsHuge) {
  const auto band = zakamouline(0.02, 0.05);
  EXPECT_GT(band.k, 1);
  EXPECT_NEAR(band.volatility.value(), 0.2 * std::sqrt(0.05), 1e-15);
  EXPECT_EQ(zakamouline(0).volatility.value(), 0.2) << "no gamma, no side";
}

RC_GTEST_PROP(Zakamouline, OfABookIsThatOfOneOptionTimesTheOptions, ()) {
  const double options = *rc::gen::inRange(1, 1'000'000);
  const auto band = [&](double gamma, double aversion) {
    return zakamouline_band(Spot{450}, ImpliedVol{0.18}, SharesPerUsd{gamma}, Years{0.1}, Lambda{1e-4},
                            RiskAversion{aversion}, ContinuousRate{0.04});
  };
  const auto whole = band(0.02 * options, 1e-6), one = band(0.02, 1e-6 * options);
  RC_ASSERT(std::abs(whole.h0.value() - options * one.h0.value()) < 1e-9 * whole.h0.value());
  RC_ASSERT(std::abs(whole.h1.value() - options * one.h1.value()) < 1e-9 * whole.h1.value());
  RC_ASSERT(std::abs(whole.k - one.k) < 1e-9);
}

TEST(BreakEvenMove, OfAnOptionIsItsVolatilityOfASession) {
  const Years session = years_of(Minutes{minutes_a_session});
  for (const double side : {1.0, -1.0}) {
    const auto option = pricing::black_scholes_greeks({market::Right::put, 450, 440, 30 / 252.0, 0, 0, 0.15});
    const double move = break_even_move(Spot{450}, SharesPerUsd{side * 1e6 * option.gamma},
                                        UsdPerYear{side * 1e6 * option.theta}, session);
    EXPECT_NEAR(move, 0.15 / std::sqrt(252), 1e-12) << "without rates theta is -1/2 sigma^2 S^2 gamma";
  }
}

TEST(BreakEvenMove, IsNoneWhereThetaDoesNotPayForGamma) {
  const Years session{1.0 / 252};
  EXPECT_EQ(break_even_move(Spot{100}, SharesPerUsd{-1e4}, UsdPerYear{-1e6}, session), 0) << "both cost";
  EXPECT_EQ(break_even_move(Spot{100}, SharesPerUsd{1e4}, UsdPerYear{1e6}, session), 0) << "both pay";
  EXPECT_EQ(break_even_move(Spot{100}, SharesPerUsd{0}, UsdPerYear{1e6}, session), 0);
  EXPECT_EQ(break_even_move(Spot{100}, SharesPerUsd{1e4}, UsdPerYear{0}, session), 0);
}

/// Options at 100, 20 %, a month; beta = E n / sqrt(8 pi sigma^2 T) of 5.1, spot z deviations off the strike.
struct Pinned {
  double beta, z;
  Years left{1.0 / 12};
  ImpliedVol vol{0.2};
  Strike strike{100};

  [[nodiscard]] double deviation() const { return vol.value() * std::sqrt(left.value()); }
  [[nodiscard]] Spot spot() const { return Spot{100 * std::exp(z * deviation())}; }
  [[nodiscard]] Shares options() const { return Shares{1e6}; }
  [[nodiscard]] PerUsd impact() const {
    return PerUsd{beta * std::sqrt(8 * std::numbers::pi) * deviation() / options().value() / spot().value()};
  }
  [[nodiscard]] double delta() const {
    return pricing::black_scholes_greeks(
               {market::Right::call, spot().value(), strike.value(), left.value(), 0, 0, vol.value()})
        .delta;
  }
  [[nodiscard]] double by_decay() const { return pin_probability(spot(), strike, options(), impact(), vol, left); }
  [[nodiscard]] double by_all() const {
    return pin_probability_hedging_all(spot(), strike, options(), delta(), impact(), vol, left);
  }
};

TEST(PinProbability, AgreesWithTheTable) {
  struct Row {
    double beta, z, closed;
  };
  const Row rows[] = {{0.1, 0, 0.1813}, {0.25, 0, 0.3935}, {0.5, 0, 0.6321}, {1, 0, 0.8647},
                      {0.5, 1, 0.4548}, {1, 1, 0.7027},    {0.5, 2, 0.1266}};
  for (const Row& row : rows) {
    EXPECT_NEAR((Pinned{.beta = row.beta, .z = row.z}).by_decay(), row.closed, 5e-5) << row.beta << " " << row.z;
    EXPECT_NEAR((Pinned{.beta = row.beta, .z = -row.z}).by_decay(), row.closed, 5e-5) << "below the strike alike";
  }
}

TEST(PinProbability, IsNoneForDealersShort) {
  for (const double options : {0.0, -1e6}) {
    EXPECT_EQ(pin_probability(Spot{100}, Strike{100}, Shares{options}, PerUsd{1e-9}, ImpliedVol{0.2}, Years{0.1}), 0);
    EXPECT_EQ(pin_probability_hedging_all(Spot{100}, Strike{100}, Shares{options}, 0.5, PerUsd{1e-9}, ImpliedVol{0.2},
                                          Years{0.1}),
              0);
  }
}

TEST(PinProbability, OfHedgingAllIsThatOfHedgingDecayToFirstOrder) {
  for (const double z : {-2.0, -0.5, 0.0, 1.0, 3.0}) {
    for (const double beta : {1e-3, 1e-4, 1e-5}) {
      const Pinned at{.beta = beta, .z = z};
      EXPECT_NEAR(at.by_all() / at.by_decay(), 1, 20 * beta) << "z " << z << " beta " << beta;
    }
  }
}

TEST(PinProbability, OfHedgingAllKeepsItsDigitsFarFromTheStrike) {
  const Pinned above{.beta = 1e-6, .z = 8}, below{.beta = 1e-6, .z = -8};
  EXPECT_NEAR(above.by_all() / above.by_decay(), 1, 1e-3);
  EXPECT_NEAR(below.by_all() / below.by_decay(), 1, 1e-3);
}

/// Numbers that are a function of their place; Weyl's sequence of the golden ratio, evenly spread.
double evenly_spread(int i) {
  const double x = (i + 0.5) * (std::numbers::phi - 1);
  return x - std::floor(x);
}

double normal_quantile(double p) {
  double low = -8, high = 8;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (pricing::normal_distribution(middle) < p ? low : high) = middle;
  }
  return low;
}

TEST(PinProbability, OfHedgingAllIsWhatFollowingDealersDo) {
  // x + E n delta(x, t) moves as the noise does: solved a minute before the end, where the noise ended
  const Pinned at{.beta = 0.5, .z = 0.7};
  const double pushed = at.options().value() * at.impact().value() * at.spot().value();
  const double start = std::log(at.spot().value()) + pushed * at.delta();
  const auto held = [&](double x) {
    return x +
           pushed *
               pricing::black_scholes_greeks({market::Right::call, std::exp(x), 100, 1e-9, 0, 0, at.vol.value()}).delta;
  };
  constexpr int paths = 20'000;
  int pinned = 0;
  for (int i = 0; i < paths; ++i) {
    const double noise = at.deviation() * normal_quantile(evenly_spread(i));
    double low = std::log(50.0), high = std::log(200.0);
    for (int step = 0; step < 50; ++step) {
      const double middle = (low + high) / 2;
      (held(middle) < start + noise ? low : high) = middle;
    }
    pinned += std::abs(low - std::log(100.0)) < 1e-4 ? 1 : 0;
  }
  EXPECT_NEAR(at.by_all(), pinned / double{paths}, 0.005);
  EXPECT_GT(std::abs(at.by_all() - at.by_decay()), 0.02) << "at this impact the two are not the same";
}

TEST(HedgingError, FallsByTheRootOfTheTrades) {
  const auto option = pricing::black_scholes_greeks({market::Right::call, 100, 100, 1, 0, 0, 0.2});
  const auto error = [&](std::size_t trades) {
    return hedging_error(UsdPerVol{option.vega}, ImpliedVol{0.2}, trades).value();
  };
  EXPECT_NEAR(error(50), 0.995, 5e-4);
  EXPECT_NEAR(error(200), 0.4975, 5e-5);
  EXPECT_NEAR(error(800), 0.2488, 5e-5);
}

TEST(VolatilityGain, IsThePremiumDifference) {
  const auto gain = [](double implied, double realised) {
    return volatility_gain(Spot{100}, Strike{100}, Years{1}, ImpliedVol{implied}, ImpliedVol{realised}).value();
  };
  EXPECT_NEAR(gain(0.20, 0.25), 1.9821, 5e-5);
  EXPECT_EQ(gain(0.20, 0.20), 0);
  EXPECT_EQ(gain(0.25, 0.20), -gain(0.20, 0.25));
}

double of_formula(const pricing::GoldenRow& row) {
  const auto number = [&](const char* column) { return row.number(column); };
  const Spot spot{number("S")};
  const Strike strike{number("K")};
  const ImpliedVol vol{number("sigma")};
  const Years left{number("T")};
  const Lambda cost{number("lam")};
  const RiskAversion aversion{number("aversion")};
  const ContinuousRate rate{number("r")};
  const SharesPerUsd gamma{number("gamma")};
  const Shares options{number("options")};
  const PerUsd impact{number("kappa")};
  const auto greeks = pricing::black_scholes_greeks(
      {market::Right::call, spot.value(), strike.value(), left.value(), 0, 0, vol.value()});
  const std::string& formula = row.text("formula");
  if (formula == "leland") return leland_volatility(vol, cost, Years{left.value() / 50}, true).value();
  if (formula == "whalley_wilmott") return whalley_wilmott_band(spot, gamma, cost, aversion, rate, left).value();
  const auto band = zakamouline_band(spot, vol, gamma, left, cost, aversion, rate);
  if (formula == "zakamouline_h") return band.h0.value() + band.h1.value();
  if (formula == "zakamouline_volatility") return band.volatility.value();
  if (formula == "pin_decay") return pin_probability(spot, strike, options, impact, vol, left);
  if (formula == "pin_all") return pin_probability_hedging_all(spot, strike, options, greeks.delta, impact, vol, left);
  if (formula == "volatility_gain")
    return volatility_gain(spot, strike, left, vol, ImpliedVol{number("realised")}).value();
  EXPECT_EQ(formula, "hedging_error");
  return hedging_error(UsdPerVol{greeks.vega}, vol, 78).value();
}

TEST(Theory, AgreesWithASecondImplementation) {
  const auto rows = pricing::golden_table("../hedging/theory_golden.csv");
  EXPECT_EQ(rows.size(), 320U);
  for (const auto& row : rows) {
    const double value = row.number("value");
    EXPECT_NEAR(of_formula(row), value, 1e-12 + 1e-10 * std::abs(value))
        << row.text("formula") << " K " << row.text("K");
  }
}

}  // namespace
}  // namespace gammafield::hedging
