#include "engine/at_spot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "exposure/testing_book.h"

namespace gammafield::engine {
namespace {

using exposure::TestingOption;
using market::Right;
using market::Spot;

/// More calls than puts above spot and fewer below it, in a day, a fortnight and three months.
Analysis some_analysis() {
  std::vector<TestingOption> options;
  for (const double days : {1.0, 14.0, 91.0})
    for (int strike = 80; strike <= 120; strike += 4)
      for (const Right right : {Right::call, Right::put})
        options.push_back({days / 365, right, strike + 0.5, 0.15 + 0.0005 * std::abs(strike - 110),
                           right == Right::call ? 20.0 * strike - 1100 : 2900 - 20.0 * strike});
  const auto priced = exposure::testing_priced_chain(options, {});
  auto book =
      exposure::make_book(priced, exposure::Positioning{exposure::PositioningModel::naive}, exposure::ExpiryFilter{});
  Report report;
  report.spot = priced->spot;
  report.settings.positioning = exposure::Positioning{exposure::PositioningModel::naive};
  exposure::RepricedBook repriced{book};
  report.levels = levels::find_levels(book, repriced, report.settings.levels);
  return {priced, std::move(book), std::move(repriced), std::move(report)};
}

/// The greeks of every contract at the new spot sum to what the book of the old one says of that spot: two ways.
TEST(AtSpot, IsTheBookRepricedThere) {
  const Analysis snapshot = some_analysis();
  const double spot = snapshot.report.spot.value(), gross = snapshot.report.levels.totals.gross_gex.value();
  const auto later = snapshot.report.as_of + std::chrono::seconds{17};
  for (const double move : {0.9, 0.97, 0.999, 1.0, 1.001, 1.02, 1.1}) {
    const Spot there{spot * move};
    const Analysis moved = at_spot(snapshot, there, later);
    EXPECT_NEAR(moved.report.levels.totals.net_gex.value(), snapshot.repriced.net_gex(there).value(), 1e-12 * gross)
        << move;
    EXPECT_NEAR(moved.report.levels.totals.gross_gex.value(), snapshot.repriced.gross_gex(there).value(),
                1e-12 * gross);
    EXPECT_EQ(moved.report.spot, there);
    EXPECT_EQ(moved.report.as_of, later);
    EXPECT_EQ(moved.report.input_times.spot, later);
  }
}

/// Sticky strike: where the book is neutral does not depend on where spot is now.
TEST(AtSpot, LeavesTheFlipsWhereTheyAre) {
  const Analysis snapshot = some_analysis();
  ASSERT_FALSE(snapshot.report.levels.flips.roots.empty());
  for (const double move : {0.98, 1.0, 1.01}) {
    const Analysis moved = at_spot(snapshot, Spot{snapshot.report.spot.value() * move}, snapshot.report.as_of);
    const auto& roots = moved.report.levels.flips.roots;
    ASSERT_EQ(roots.size(), snapshot.report.levels.flips.roots.size());
    for (std::size_t i = 0; i < roots.size(); ++i)
      EXPECT_NEAR(roots[i].price.value(), snapshot.report.levels.flips.roots[i].price.value(),
                  1e-9 * roots[i].price.value());
  }
}

TEST(AtSpot, ElectsWallsOnTheirSidesOfTheNewSpot) {
  const Analysis snapshot = some_analysis();
  for (const double move : {0.93, 1.0, 1.07}) {
    const Analysis moved = at_spot(snapshot, Spot{snapshot.report.spot.value() * move}, snapshot.report.as_of);
    const double spot = moved.report.spot.value();
    if (moved.report.levels.call_wall) {
      EXPECT_GE(moved.report.levels.call_wall->at.strike.value(), spot);
    }
    if (moved.report.levels.put_wall) {
      EXPECT_LE(moved.report.levels.put_wall->at.strike.value(), spot);
    }
  }
}

TEST(OfExpiries, AreTheSameContractsAndFewer) {
  const Analysis snapshot = some_analysis();
  using Kind = exposure::ExpiryFilter::Kind;
  const Analysis next = of_expiries(snapshot, exposure::ExpiryFilter{Kind::next});
  const Analysis rest = of_expiries(snapshot, exposure::ExpiryFilter{Kind::ex_next});
  EXPECT_EQ(next.report.spot, snapshot.report.spot);
  EXPECT_LT(next.book.holdings.size(), snapshot.book.holdings.size());
  const double whole = snapshot.report.levels.totals.net_gex.value();
  EXPECT_NEAR(next.report.levels.totals.net_gex.value() + rest.report.levels.totals.net_gex.value(), whole,
              1e-12 * snapshot.report.levels.totals.gross_gex.value());
}

}  // namespace
}  // namespace gammafield::engine
