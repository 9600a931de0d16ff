#include "exposure/profile_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "exposure/testing_book.h"
#include "exposure/testing_random.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

RC_GTEST_PROP(TabulatedProfile, IsWithinItsErrorOfTheExactOne, ()) {
  const RepricedBook book{testing_book(*random_options(), *random_market())};
  const double low = *rc::gen::inRange(1, 100), high = low + *rc::gen::inRange(0, 400);
  const TabulatedProfile table{book, Spot{low}, Spot{high}};
  for (int i = 0; i <= 100; ++i) {
    const Spot spot{i == 100 ? high : low + (high - low) * i / 100};
    const ProfilePoint fast = table.at(spot);
    RC_ASSERT(std::abs(fast.net.value() - book.net_gex(spot).value()) <= table.error().value());
    RC_ASSERT(std::abs(fast.gross.value() - book.gross_gex(spot).value()) <= table.error().value());
  }
}

Book with_early_exercise(Book book) {
  auto priced = std::make_shared<pricing::PricedChain>(*book.priced);
  for (auto& expiry : priced->expiries) expiry.american = true;
  book.priced = priced;
  return book;
}

RC_GTEST_PROP(TabulatedProfile, OfAmericanOptionsTellsItsErrorAtEachSpot, ()) {
  const RepricedBook book{with_early_exercise(testing_book(*random_options(), *random_market()))};
  const double low = *rc::gen::inRange(30, 100), high = low + *rc::gen::inRange(0, 100);
  std::vector<Spot> spots;
  for (int i = 0; i <= 500; ++i) spots.push_back(Spot{std::min(low + (high - low) * i / 500, high)});
  const auto points = TabulatedProfile{book, Spot{low}, Spot{high}}.at(spots);
  const auto exact = book.profile(spots);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    RC_ASSERT(std::abs(points[i].point.net.value() - exact[i].net.value()) <= points[i].error.value());
    RC_ASSERT(std::abs(points[i].point.gross.value() - exact[i].gross.value()) <= points[i].error.value());
  }
}

TEST(TabulatedProfile, OfAmericanOptionsIsTheSameForWhomeverAsks) {
  TestingMarket market;
  market.rate = 0.05;
  market.carry = 0.01;
  const RepricedBook book{with_early_exercise(testing_book(
      {{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}, {0.5, Right::put, 110, 0.3, 2000}},
      market))};
  std::vector<Spot> spots, others;
  for (int i = 0; i <= 600; ++i) spots.push_back(Spot{70.0 + 0.1 * i});
  for (int i = 0; i <= 60; ++i) others.push_back(Spot{80.0 + 0.5 * i});
  const TabulatedProfile table{book, Spot{70}, Spot{130}};
  const auto first = table.at(spots);
  (void)table.at(others);
  const auto part = TabulatedProfile{book.of_expiries({true, true}), Spot{70}, Spot{130}}.at(spots);
  const auto again = TabulatedProfile{book.of_expiries({true, true}), Spot{70}, Spot{130}}.at(spots);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    EXPECT_EQ(first[i].point.net, part[i].point.net) << "forgotten and computed anew";
    EXPECT_EQ(first[i].point.net, again[i].point.net) << "remembered";
    EXPECT_EQ(first[i].error, again[i].error);
  }
}

TEST(TabulatedProfile, ErrorIsSmallBesideTheExposure) {
  const RepricedBook book{testing_book({{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}})};
  const TabulatedProfile table{book, Spot{70}, Spot{130}};
  EXPECT_LE(table.error().value(), 1e-10 * book.gross_gex(Spot{100}).value());
}

TEST(TabulatedProfile, ManySpotsAtOnceAreThoseOneByOne) {
  const RepricedBook book{testing_book({{0.1, Right::call, 105, 0.2, 3000}, {0.0002, Right::put, 95, 0.2, 2000}})};
  const TabulatedProfile table{book, Spot{70}, Spot{130}};
  std::vector<Spot> spots;
  for (int i = 0; i <= 60; ++i) spots.push_back(Spot{70.0 + i});
  const auto points = table.at(spots);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    EXPECT_NEAR(points[i].point.net.value(), table.at(spots[i]).net.value(), 0.1 * table.error().value());
    EXPECT_NEAR(points[i].point.gross.value(), table.at(spots[i]).gross.value(), 0.1 * table.error().value());
  }
}

TEST(TabulatedProfile, OfAnEmptyBookIsNothing) {
  const RepricedBook book{testing_book({})};
  EXPECT_EQ(TabulatedProfile(book, Spot{50}, Spot{150}).at(Spot{100}).gross.value(), 0);
}

TEST(RepricedBook, OfSomeExpiriesIsTheBookOfThoseExpiries) {
  std::vector<TestingOption> options;
  for (const double years : {0.0002, 0.01, 0.1, 1.0})
    for (int strike = 80; strike <= 120; strike += 5)
      for (const Right right : {Right::call, Right::put})
        options.push_back({years, right, 1.0 * strike, 0.2 + 0.001 * strike, 100.0 + strike * (years > 0.05 ? 3 : 1)});
  TestingMarket market;
  const auto priced = testing_priced_chain(options, market);
  for (const char* name : {"all", "next", "ex_next", "le_dte:5"}) {
    SCOPED_TRACE(name);
    const ExpiryFilter filter = ExpiryFilter::parse(name).value();
    const RepricedBook part = RepricedBook{make_book(priced, market.positioning, {})}.of_expiries(filter.keep(*priced));
    const RepricedBook made{make_book(priced, market.positioning, filter)};
    for (const double spot : {80.0, 99.0, 100.0, 123.0}) {
      EXPECT_EQ(part.net_gex(Spot{spot}), made.net_gex(Spot{spot}));
      EXPECT_EQ(part.slope(Spot{spot}), made.slope(Spot{spot}));
      EXPECT_EQ(part.hedging_flow(Spot{100}, Spot{spot}), made.hedging_flow(Spot{100}, Spot{spot}));
    }
    EXPECT_EQ(part.spike_spots(Spot{70}, Spot{130}), made.spike_spots(Spot{70}, Spot{130}));
  }
}

}  // namespace
}  // namespace gammafield::exposure
