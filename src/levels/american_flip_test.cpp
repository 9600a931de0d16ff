#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/flip.h"
#include "levels/flip_scan.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;
using market::Spot;

/// American calls and puts at strikes 1 apart, two expiries.
RepricedBook some_book(unsigned seed) {
  std::mt19937_64 random{seed};
  const auto uniform = [&](double low, double high) { return std::uniform_real_distribution{low, high}(random); };
  TestingMarket market;
  market.rate = uniform(0.03, 0.06);
  market.carry = uniform(0, 0.05);
  market.american = true;
  std::vector<TestingOption> options;
  for (const double years : {uniform(0.02, 0.1), uniform(0.2, 0.7)})
    for (double strike = 75; strike <= 125; strike += 1)
      for (const Right right : {Right::call, Right::put})
        options.push_back({years, right, strike, uniform(0.2, 0.3), std::exp(uniform(0, 8))});
  return RepricedBook{testing_book(options, market)};
}

/// Between neighbours 0.002 % of spot apart of which one is positive: everything but what hides at a jump.
std::vector<double> changes_of_sign(const RepricedBook& book) {
  std::vector<Spot> spots;
  for (double at = 70; at <= 130; at += 0.002) spots.push_back(Spot{at});
  const auto profile = book.profile(spots);
  const auto jumps = book.jumps(spots.front(), spots.back());
  std::vector<double> found;
  for (std::size_t i = 1; i < profile.size(); ++i) {
    if ((profile[i].net.value() > 0) == (profile[i - 1].net.value() > 0)) continue;
    const auto jump = std::ranges::lower_bound(jumps, spots[i - 1], {}, &exposure::ExposureJump::spot);
    if (jump == jumps.end() || jump->spot > spots[i]) found.push_back(spots[i].value() - 0.001);
  }
  return found;
}

// A jump may carry exposure across zero and a root close by back again, within one step of the grid.
TEST(AmericanFlips, NoneIsMissedBesideJumps) {
  std::size_t all = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    const RepricedBook book = some_book(seed);
    const FlipRoots flips = repriced_flips(book, {});
    for (const double change : changes_of_sign(book)) {
      const bool is_found = std::ranges::any_of(
          flips.roots, [&](const FlipRoot& root) { return std::abs(root.price.value() - change) < 0.003; });
      EXPECT_TRUE(is_found) << "seed " << seed << ": " << change;
      ++all;
    }
  }
  EXPECT_GT(all, 60u) << "something to miss";
}

// |GEX| falls and rises by a jump, too: that is no minimum, and is not searched for a touch.
TEST(AmericanFlips, AJumpIsNoTouch) {
  std::size_t turns = 0, touches = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    const FlipScan scan = scan_for_flips(some_book(seed), {});
    touches += possible_touches(scan).size();
    for (std::size_t i = 1; i + 1 < scan.points.size(); ++i) {
      const double before = std::abs(scan.points[i - 1].net), at = std::abs(scan.points[i].net);
      turns += at < before && at < std::abs(scan.points[i + 1].net);
    }
  }
  EXPECT_GT(turns, 200u) << "something to be mistaken for a touch";
  EXPECT_LT(touches, 10u);
}

}  // namespace
}  // namespace gammafield::levels
