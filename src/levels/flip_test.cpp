#include "levels/flip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/curve_search.h"

namespace gammafield::levels {
namespace {

using exposure::PositioningModel;
using exposure::RepricedBook;
using exposure::testing_book;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;
using market::Spot;

constexpr Right call = Right::call, put = Right::put;
constexpr double minute = 1.0 / 525600;

RepricedBook repriced(const std::vector<TestingOption>& options, const TestingMarket& market = {}) {
  return RepricedBook{testing_book(options, market)};
}

TestingMarket at_spot(double spot) {
  TestingMarket market;
  market.spot = spot;
  return market;
}

std::size_t crossings(const FlipRoots& flips) {
  return static_cast<std::size_t>(
      std::ranges::count_if(flips.roots, [](const FlipRoot& root) { return root.kind != FlipKind::tangent; }));
}

/// ln s* = (a1 + a2)/2 + v^2 ln(OI_c/OI_p)/(a2 - a1),  a_j = ln K_j - v^2/2, v^2 = sigma^2 T  (docs/methods.md 8.4, 24)
double closed_form(double call_strike, double put_strike, double sigma, double years, double calls, double puts) {
  const double v2 = sigma * sigma * years;
  const double a1 = std::log(call_strike) - 0.5 * v2, a2 = std::log(put_strike) - 0.5 * v2;
  return std::exp(0.5 * (a1 + a2) + v2 * std::log(calls / puts) / (a2 - a1));
}

TEST(RepricedFlips, MatchTheGoldenOfTwoStrikes) {
  const RepricedBook book = repriced({{0.1, call, 105, 0.2, 3000}, {0.1, put, 95, 0.2, 2000}});
  const FlipRoots flips = repriced_flips(book, {});
  ASSERT_EQ(flips.roots.size(), 1u);
  EXPECT_NEAR(flips.roots[0].price.value(), 98.0731413968, 1e-10);
  EXPECT_EQ(flips.roots[0].kind, FlipKind::regular);
  EXPECT_LE(flips.roots[0].residual_to_gross, 1e-8);
  EXPECT_EQ(flips.unverified, 0u);
  ASSERT_TRUE(flips.primary);
  EXPECT_EQ(flips.primary->price, flips.roots[0].price);
  EXPECT_EQ(flips.primary->method, FlipMethod::reprice);
}

TEST(RepricedFlips, MatchTheClosedFormForEveryShapeOfTwoStrikes) {
  struct Row {
    std::string_view why;
    double call_strike, put_strike, sigma, years, calls, puts;
    FlipKind kind;
  };
  const Row rows[] = {
      {"equal open interest: s* = sqrt(K1 K2) exp(-v^2/2)", 105, 95, 0.2, 0.1, 1000, 1000, FlipKind::regular},
      {"calls below puts: positive below, an inverted flip", 95, 105, 0.2, 0.1, 1000, 1000, FlipKind::inverted},
      {"an hour to live: two spikes eight widths apart", 101, 99, 0.25, 60 * minute, 500, 700, FlipKind::regular},
      {"strikes a tenth of a per cent apart", 100.1, 100, 0.3, 0.02, 1000, 900, FlipKind::regular},
      {"two years: the bumps are wider than the domain", 110, 90, 0.25, 2, 1000, 1100, FlipKind::regular},
      {"open interest a hundredfold on one side: the flip lies far from both", 105, 95, 0.2, 0.1, 10, 1000,
       FlipKind::regular},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const double expected = closed_form(row.call_strike, row.put_strike, row.sigma, row.years, row.calls, row.puts);
    const FlipRoots flips = repriced_flips(repriced({{row.years, call, row.call_strike, row.sigma, row.calls},
                                                     {row.years, put, row.put_strike, row.sigma, row.puts}}),
                                           {});
    ASSERT_EQ(flips.roots.size(), 1u);
    EXPECT_NEAR(flips.roots[0].price.value() / expected, 1, 1e-12);
    EXPECT_EQ(flips.roots[0].kind, row.kind);
    EXPECT_EQ(flips.roots[0].slope.value() > 0, row.kind == FlipKind::regular);
  }
}

TEST(RepricedFlips, LieWhereverTheRootIsPut) {
  struct Row {
    std::string_view why;
    double root;
    bool found;
  };
  const Row rows[] = {
      {"exactly at spot", 100, true},
      {"exactly at a grid spot", 93.3, true},
      {"midway between grid spots", 93.35, true},
      {"on the lower edge of the domain, which belongs to it", 70, true},
      {"on the upper edge of the domain, which belongs to it", 130, true},
      {"just inside the lower edge", 70.00001, true},
      {"just below the domain: none, and never its edge", 69.9999, false},
      {"just above the domain: none, and never its edge", 130.0001, false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const double shift = row.root / closed_form(105, 95, 0.2, 0.1, 1000, 1000);
    const FlipRoots flips =
        repriced_flips(repriced({{0.1, call, 105 * shift, 0.2, 1000}, {0.1, put, 95 * shift, 0.2, 1000}}), {});
    ASSERT_EQ(flips.roots.size(), row.found ? 1u : 0u);
    if (row.found) {
      EXPECT_NEAR(flips.roots[0].price.value(), row.root, 1e-10);
    } else {
      EXPECT_EQ(flips.primary.error(), row.root < 100 ? NoLevel::positive_everywhere : NoLevel::negative_everywhere);
    }
  }
}

TEST(RepricedFlips, AreNoneForAReason) {
  struct Row {
    std::string_view why;
    std::vector<TestingOption> options;
    PositioningModel positioning;
    NoLevel reason;
  };
  const std::vector<TestingOption> both{{0.1, call, 105, 0.2, 1000}, {0.1, put, 95, 0.2, 1000}};
  const Row rows[] = {
      {"nothing held", {}, PositioningModel::naive, NoLevel::empty_book},
      {"only contracts without open interest",
       {{0.1, call, 100, 0.2, 0}},
       PositioningModel::naive,
       NoLevel::empty_book},
      {"one strike, calls only", {{0.1, call, 105, 0.2, 1000}}, PositioningModel::naive, NoLevel::positive_everywhere},
      {"one strike, puts only", {{0.1, put, 95, 0.2, 1000}}, PositioningModel::naive, NoLevel::negative_everywhere},
      {"dealers short everything: a short option is short gamma, call or put", both, PositioningModel::all_short,
       NoLevel::negative_everywhere},
      {"dealers long everything", both, PositioningModel::all_long, NoLevel::positive_everywhere},
      {"calls cancel puts at every strike: GEX is nil everywhere, which is no flip",
       {{0.1, call, 100, 0.2, 500}, {0.1, put, 100, 0.2, 500}, {0.3, call, 90, 0.3, 7}, {0.3, put, 90, 0.3, 7}},
       PositioningModel::naive,
       NoLevel::no_exposure},
      {"a minute to live: the sign changes across a stretch where nothing is exposed",
       {{minute, call, 105, 0.2, 1000}, {minute, put, 95, 0.2, 1000}},
       PositioningModel::naive,
       NoLevel::no_exposure},
      {"the only strike is forty widths outside the domain",
       {{0.01, call, 1000, 0.2, 1000}},
       PositioningModel::naive,
       NoLevel::no_exposure},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    TestingMarket market;
    market.positioning = exposure::Positioning{row.positioning};
    const FlipRoots flips = repriced_flips(repriced(row.options, market), {});
    EXPECT_TRUE(flips.roots.empty());
    ASSERT_FALSE(flips.primary);
    EXPECT_EQ(to_string(flips.primary.error()), to_string(row.reason));
  }
}

TEST(RepricedFlips, AreFoundAtSpikesBetweenGridSpots) {
  struct Row {
    std::string_view why;
    double years, vol;
  };
  const Row rows[] = {
      {"half an hour to live: a spike of 0.15 %", 30 * minute, 0.2},
      {"five minutes: 0.06 %, narrower than the grid", 5 * minute, 0.2},
      {"a minute at 5 %: 0.007 %, roots closer together than the sign check's 1e-4", minute, 0.05},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const RepricedBook book = repriced({{0.2, call, 101, 0.2, 1000}, {row.years, put, 100.037, row.vol, 100}});
    const FlipRoots flips = repriced_flips(book, {});
    ASSERT_EQ(flips.roots.size(), 2u);
    EXPECT_EQ(flips.roots[0].kind, FlipKind::inverted);
    EXPECT_EQ(flips.roots[1].kind, FlipKind::regular);
    EXPECT_LT(flips.roots[0].price.value(), 100.037);
    EXPECT_GT(flips.roots[1].price.value(), 100.037);
    EXPECT_EQ(flips.unverified, 0u);
  }
}

/// Calls around a put, whose open interest is `puts` times what lets the profile just touch zero.
RepricedBook touching(double puts, double spot) {
  const TestingMarket market = at_spot(spot);
  const std::vector<TestingOption> calls{{0.1, call, 94, 0.2, 1000}, {0.1, call, 106, 0.2, 1000}};
  const RepricedBook long_side = repriced(calls, market), short_side = repriced({{0.1, put, 100.02, 0.2, 1}}, market);
  const auto ratio = [&](Spot at) { return -long_side.net_gex(at).value() / short_side.net_gex(at).value(); };
  const double touch = lowest_point(ratio, Spot{97}, Spot{103}).value;
  std::vector<TestingOption> all = calls;
  all.push_back({0.1, put, 100.02, 0.2, puts * touch});
  return repriced(all, market);
}

// The lower root lies between a grid spot that has 1e-12 of the largest exposure and one that has less.
TEST(RepricedFlips, AreFoundWhereExposureBegins) {
  const std::vector<TestingOption> options{{390 * minute, call, 80.5, 0.05, 149}, {minute, put, 80, 0.3, 96}};
  const FlipRoots flips = repriced_flips(repriced(options), {});
  ASSERT_EQ(flips.roots.size(), 2u);
  EXPECT_NEAR(flips.roots[0].price.value(), 79.7774501830, 1e-9);  // by bisection of the closed form's logarithms
  EXPECT_NEAR(flips.roots[1].price.value(), 80.1215737910, 1e-9);
  EXPECT_EQ(flips.roots[0].kind, FlipKind::inverted);
  EXPECT_EQ(flips.roots[1].kind, FlipKind::regular);
}

TEST(RepricedFlips, TellATouchFromAPairFromNothing) {
  struct Row {
    std::string_view why;
    double puts;
    std::vector<FlipKind> kinds;
  };
  const Row rows[] = {
      {"touches zero and turns back", 1, {FlipKind::tangent}},
      {"one part in a million short of touching", 1 - 1e-6, {}},
      {"one part in a billion beyond: two roots nearer than 1e-4 to one another",
       1 + 1e-9,
       {FlipKind::inverted, FlipKind::regular}},
      {"a hundredth beyond: a pair within some grid steps", 1.01, {FlipKind::inverted, FlipKind::regular}},
  };
  for (const Row& row : rows) {
    for (const double spot : {100.0, 100.013, 99.951}) {  // the touch lies differently between the grid spots
      SCOPED_TRACE(row.why);
      SCOPED_TRACE(spot);
      const FlipRoots flips = repriced_flips(touching(row.puts, spot), {});
      std::vector<FlipKind> kinds;
      for (const FlipRoot& root : flips.roots) kinds.push_back(root.kind);
      EXPECT_EQ(kinds, row.kinds);
      EXPECT_EQ(flips.unverified, 0u);
      const bool crosses = crossings(flips) > 0;
      EXPECT_EQ(flips.primary.has_value(), crosses) << "a touch is never the flip";
      if (!crosses) {
        EXPECT_EQ(flips.primary.error(), NoLevel::positive_everywhere);
      }
    }
  }
}

TEST(RepricedFlips, PrimaryIsTheCrossingNearestInLogDistance) {
  // One root near 90.5, one near 110.4.
  const std::vector<TestingOption> options{
      {0.05, put, 82, 0.2, 1000}, {0.05, call, 100, 0.2, 1000}, {0.05, put, 122, 0.2, 1000}};
  for (const double spot : {85.0, 95.0, 99.0, 99.9, 101.0, 110.0, 115.0}) {
    SCOPED_TRACE(spot);
    const FlipRoots flips = repriced_flips(repriced(options, at_spot(spot)), {});
    ASSERT_EQ(flips.roots.size(), 2u);
    const double low = flips.roots[0].price.value(), high = flips.roots[1].price.value();
    const bool low_is_nearer = spot / low < high / spot;
    ASSERT_TRUE(flips.primary);
    EXPECT_EQ(flips.primary->price.value(), low_is_nearer ? low : high);
    EXPECT_EQ(flips.primary->kind, low_is_nearer ? FlipKind::regular : FlipKind::inverted);
  }
}

TEST(RepricedFlips, AreShallowWhenTheProfileHardlyLeavesZero) {
  struct Row {
    std::string_view why;
    double sigma, years;
    bool shallow;
  };
  const Row rows[] = {
      {"narrow bumps: 1 % away GEX is a good part of gross", 0.2, 0.02, false},
      {"wide bumps of nearly one strike: 1 % away GEX is under 2 % of gross", 0.3, 2, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const RepricedBook book =
        repriced({{row.years, call, 102, row.sigma, 1000}, {row.years, put, 98, row.sigma, 1000}});
    const FlipRoots flips = repriced_flips(book, {});
    ASSERT_TRUE(flips.primary);
    EXPECT_EQ(flips.primary->shallow, row.shallow);
  }
}

TEST(RepricedFlips, MoveWithOpenInterestAsTheDerivativeSays) {
  // ds*/dOI_i = -g_i(s*) x_i / (dGEX/ds), docs/methods.md 8.4 (26)
  const std::vector<TestingOption> options{
      {0.1, call, 105, 0.2, 3000}, {0.1, put, 95, 0.25, 2000}, {0.5, call, 110, 0.22, 800}, {0.3, put, 100, 0.2, 900}};
  const auto flip = [](const std::vector<TestingOption>& held) {
    return repriced_flips(repriced(held), {}).primary->price.value();
  };
  const RepricedBook book = repriced(options);
  const double at = flip(options);
  const double slope_per_dollar = book.slope(Spot{at}).value() * 100 / at;
  for (std::size_t i = 0; i < options.size(); ++i) {
    SCOPED_TRACE(i);
    TestingOption one = options[i];
    one.open_interest = 1;
    const double predicted = -repriced({one}).net_gex(Spot{at}).value() / slope_per_dollar;
    std::vector<TestingOption> more = options, less = options;
    more[i].open_interest += 1;
    less[i].open_interest -= 1;
    const double measured = (flip(more) - flip(less)) / 2;
    EXPECT_NEAR(measured / predicted, 1, 1e-5);
  }
}

TEST(FlipDomains, AreUsableWithinLimits) {
  EXPECT_TRUE(is_usable({}));
  EXPECT_TRUE(is_usable({0.01, 10}));
  EXPECT_FALSE(is_usable({1.3, 0.7})) << "upside down";
  EXPECT_FALSE(is_usable({0, 1})) << "spot zero has no logarithm";
  EXPECT_FALSE(is_usable({0.5, 1e9})) << "a grid of 0.1 % would not end";
}

TEST(FlipDomains, OfAnyWidthEndWhereTheyShould) {
  const RepricedBook book = repriced({{0.1, call, 105, 0.2, 3000}, {0.1, put, 95, 0.2, 2000}});
  EXPECT_EQ(repriced_flips(book, {0.98, 0.981}).roots.size(), 1u) << "one grid step";
  EXPECT_EQ(repriced_flips(book, {0.9807, 0.98075}).roots.size(), 1u) << "less than a grid step";
  EXPECT_EQ(repriced_flips(book, {0.99, 1.5}).primary.error(), NoLevel::positive_everywhere);
  EXPECT_EQ(repriced_flips(book, {0.01, 0.98}).primary.error(), NoLevel::negative_everywhere);
}

TEST(FlipNames, GoBothWays) {
  for (const auto method : {FlipMethod::reprice, FlipMethod::grid60, FlipMethod::cumulative_strikes,
                            FlipMethod::nearest_sign_change, FlipMethod::analytic_local})
    EXPECT_EQ(parse_flip_method(to_string(method)), method);
  EXPECT_EQ(parse_flip_method("spot"), std::nullopt);
  EXPECT_EQ(to_string(FlipKind::inverted), "inverted");
}

}  // namespace
}  // namespace gammafield::levels
