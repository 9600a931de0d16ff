// Books of random shape: what must hold for every one of them (docs/methods.md 8.3, 8.4).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/flip.h"
#include "levels/wall.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::RepricedBook;
using exposure::testing_book;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;
using market::Spot;

constexpr double minute = 1.0 / 525600;

/// Lives from a minute to two years: wide bumps and spikes far narrower than the grid.
std::vector<TestingOption> arbitrary_options() {
  const std::vector<double> lives{minute, 20 * minute, 390 * minute, 1.0 / 365, 7.0 / 365, 0.1, 0.5, 2};
  std::vector<TestingOption> options;
  std::set<std::tuple<double, double, Right>> listed;
  for (int left = *rc::gen::inRange(1, 14); left > 0; --left) {
    const double years = *rc::gen::elementOf(lives);
    const double strike = 80 + 0.5 * *rc::gen::inRange(0, 80);
    const Right right = *rc::gen::element(Right::call, Right::put);
    if (!listed.emplace(years, strike, right).second) continue;
    options.push_back({years, right, strike, 0.05 * *rc::gen::inRange(1, 16), 1.0 * *rc::gen::inRange(1, 5000)});
  }
  return options;
}

Book book_of(const std::vector<TestingOption>& options, double spot = 100) {
  TestingMarket market;
  market.spot = spot;
  return testing_book(options, market);
}

FlipRoots flips_of(const std::vector<TestingOption>& options) {
  return repriced_flips(RepricedBook{book_of(options)}, {});
}

struct Sums {
  double net = 0, gross = 0;
};

/// The profile at one spot from the pricing module's gamma, contract by contract: independent of RepricedBook.
Sums independently(const std::vector<TestingOption>& options, double spot) {
  Sums sums;
  for (const TestingOption& one : options) {
    const double gamma = pricing::black_scholes_gamma({one.right, spot, one.strike, one.years, 0, 0, one.vol});
    const double gex = gamma * one.open_interest * 100 * spot * spot * 0.01;
    sums.net += one.right == Right::call ? gex : -gex;
    sums.gross += gex;
  }
  return sums;
}

RC_GTEST_PROP(FlipProperty, EveryRootRepricesToZero, ()) {
  const auto options = arbitrary_options();
  const FlipRoots flips = flips_of(options);
  RC_ASSERT(flips.unverified == 0u);
  for (const FlipRoot& root : flips.roots) {
    const Sums sums = independently(options, root.price.value());
    RC_ASSERT(std::abs(sums.net) <= 1e-8 * sums.gross);
    RC_ASSERT(root.price.value() >= 70 * (1 - 1e-9) && root.price.value() <= 130 * (1 + 1e-9));
  }
  RC_ASSERT(std::ranges::is_sorted(flips.roots, {}, &FlipRoot::price));
}

std::vector<Spot> dense_grid() {
  std::vector<Spot> spots;
  for (int i = 0; i <= 60000; ++i) spots.push_back(Spot{70 + i * 0.001});
  return spots;
}

// A grid a hundred times finer than the search's finds no change of sign that the roots do not explain, and the sign
// changes at every root: an odd number of crossings lies between points of opposite sign, an even number between points
// of one sign.
RC_GTEST_PROP(FlipProperty, ABruteForceScanFindsNothingElse, ()) {
  const auto options = arbitrary_options();
  const FlipRoots flips = flips_of(options);
  const auto profile = RepricedBook{book_of(options)}.profile(dense_grid());
  double largest = 0;
  for (const auto& point : profile) largest = std::max(largest, point.gross.value());

  const exposure::ProfilePoint* last = nullptr;
  for (const auto& point : profile) {
    const bool exposed = point.gross.value() >= 1e-11 * largest;
    if (!exposed || std::abs(point.net.value()) < 1e-11 * point.gross.value()) {
      if (!exposed) last = nullptr;  // a change of sign across nothing is no root
      continue;
    }
    if (last != nullptr) {
      const auto between = std::ranges::count_if(flips.roots, [&](const FlipRoot& root) {
        return root.kind != FlipKind::tangent && root.price > last->spot && root.price < point.spot;
      });
      const bool changes = (last->net.value() < 0) != (point.net.value() < 0);
      RC_ASSERT((between % 2 == 1) == changes);
    }
    last = &point;
  }
}

RC_GTEST_PROP(FlipProperty, ThePublicGridReadOffTheProfileIsThePublicGrid, ()) {
  const RepricedBook book{book_of(arbitrary_options())};
  const FlipRoots flips = repriced_flips(book, {});
  const auto read = grid60_flip(book, {book.gross_gex(book.spot()), flips.profile}), asked = grid60_flip(book);
  RC_ASSERT(read.has_value() == asked.has_value());
  if (!read) {
    RC_ASSERT(read.error() == asked.error());
    return;
  }
  RC_ASSERT(read->price == asked->price);
  RC_ASSERT(read->kind == asked->kind);
  RC_ASSERT(read->shallow == asked->shallow);
}

RC_GTEST_PROP(FlipProperty, KindsSayWhichWayTheSignChanges, ()) {
  const auto options = arbitrary_options();
  const FlipRoots flips = flips_of(options);
  for (const FlipRoot& root : flips.roots) {
    if (root.kind == FlipKind::regular) RC_ASSERT(root.slope.value() > 0);
    if (root.kind == FlipKind::inverted) RC_ASSERT(root.slope.value() < 0);
  }
}

RC_GTEST_PROP(FlipProperty, PrimaryIsTheNearestCrossing, ()) {
  const FlipRoots flips = flips_of(arbitrary_options());
  const auto distance = [](Spot price) { return std::abs(std::log(price.value() / 100)); };
  bool any = false;
  for (const FlipRoot& root : flips.roots) {
    if (root.kind == FlipKind::tangent) continue;
    any = true;
    RC_ASSERT(flips.primary.has_value());
    RC_ASSERT(distance(flips.primary->price) <= distance(root.price));
  }
  RC_ASSERT(flips.primary.has_value() == any);
}

void assert_same_roots(const FlipRoots& left, const FlipRoots& right, double scale, bool kinds_swapped) {
  RC_ASSERT(left.roots.size() == right.roots.size());
  for (std::size_t i = 0; i < left.roots.size(); ++i) {
    RC_ASSERT(std::abs(left.roots[i].price.value() * scale / right.roots[i].price.value() - 1) < 1e-10);
    const bool same_kind = left.roots[i].kind == right.roots[i].kind;
    RC_ASSERT(same_kind != (kinds_swapped && left.roots[i].kind != FlipKind::tangent));
  }
  RC_ASSERT(left.primary.has_value() == right.primary.has_value());
}

struct Walls {
  Level<WallStrike> call, put, s1, absolute;
};

Walls walls_of(const Book& book) {
  const auto strikes = exposure::by_strike(book);
  return {call_wall(strikes, book.spot(), Basis::net, CallWallSide::above),
          put_wall(strikes, book.spot(), PutWallRule::most_negative_net),
          put_wall(strikes, book.spot(), PutWallRule::max_positive_below), absolute_gamma_strike(strikes, book.spot())};
}

void assert_same_wall(const Level<WallStrike>& left, const Level<WallStrike>& right, double price, double value) {
  RC_ASSERT(left.has_value() == right.has_value());
  if (!left) {
    RC_ASSERT(left.error() == right.error());
    return;
  }
  RC_ASSERT(std::abs(left->strike.value() * price / right->strike.value() - 1) < 1e-12);
  // A bar 37 widths out, of a width of 3e-5, turns the last bit of a strike into 1e-9 of itself.
  RC_ASSERT(std::abs(left->value.value() * value / right->value.value() - 1) < 1e-7);
  RC_ASSERT(std::abs(left->share - right->share) < 1e-9);
}

void assert_same_walls(const Walls& left, const Walls& right, double price, double value) {
  assert_same_wall(left.call, right.call, price, value);
  assert_same_wall(left.put, right.put, price, value);
  assert_same_wall(left.s1, right.s1, price, value);
  assert_same_wall(left.absolute, right.absolute, price, value);
}

// docs/methods.md 8.3 (12)
RC_GTEST_PROP(LevelsProperty, ScalingOpenInterestLeavesFlipAndWalls, ()) {
  const auto options = arbitrary_options();
  RC_PRE(independently(options, 100).gross > 1e-250);  // nearer to zero doubles lose their digits
  const double factor = *rc::gen::inRange(1, 1000) / 7.0;
  auto scaled = options;
  for (TestingOption& one : scaled) one.open_interest *= factor;
  assert_same_roots(flips_of(options), flips_of(scaled), 1, false);
  assert_same_walls(walls_of(book_of(options)), walls_of(book_of(scaled)), 1, factor);
}

// docs/methods.md 8.3 (15)
RC_GTEST_PROP(LevelsProperty, ScalingPricesScalesLevels, ()) {
  const auto options = arbitrary_options();
  RC_PRE(independently(options, 100).gross > 1e-250);  // nearer to zero doubles lose their digits
  const double factor = *rc::gen::inRange(1, 100000) / 37.0;
  auto scaled = options;
  for (TestingOption& one : scaled) one.strike *= factor;
  const Book here = book_of(options), there = book_of(scaled, 100 * factor);
  assert_same_roots(repriced_flips(RepricedBook{here}, {}), repriced_flips(RepricedBook{there}, {}), factor, false);
  assert_same_walls(walls_of(here), walls_of(there), factor, factor);
}

// docs/methods.md 8.3 (13)
RC_GTEST_PROP(LevelsProperty, SwappingCallsAndPutsKeepsRootsAndTurnsTheirKinds, ()) {
  const auto options = arbitrary_options();
  auto swapped = options;
  for (TestingOption& one : swapped) one.right = one.right == Right::call ? Right::put : Right::call;
  assert_same_roots(flips_of(options), flips_of(swapped), 1, true);
}

// docs/methods.md 8.4 (23), and 4.1: without both signs there is nothing to flip.
RC_GTEST_PROP(LevelsProperty, ABookOfOneSignHasNoFlip, ()) {
  auto options = arbitrary_options();
  const Right side = *rc::gen::element(Right::call, Right::put);
  for (TestingOption& one : options) one.right = side;
  std::ranges::sort(options, {}, [](const TestingOption& one) { return std::pair{one.years, one.strike}; });
  options.erase(
      std::ranges::unique(options, {}, [](const TestingOption& one) { return std::pair{one.years, one.strike}; })
          .begin(),
      options.end());
  const FlipRoots flips = flips_of(options);
  RC_ASSERT(flips.roots.empty() && flips.unverified == 0u);
  RC_ASSERT(flips.primary.error() ==
            (side == Right::call ? NoLevel::positive_everywhere : NoLevel::negative_everywhere));
}

}  // namespace
}  // namespace gammafield::levels
