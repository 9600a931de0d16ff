// The texts that gamma exposure is usually explained by contain sixteen errors (docs/methods.md 1.1). Each that
// concerns exposure has a test here that pins what is right. Elsewhere:
//   E6 (the effect drawn beside a level), E8 (pin, max pain and max worthless are three things): levels/
//   E13 (a 20-minute rule that cannot fail to hold), E14 (a base rate without its null): with the wall states of a
//   session E16 ("2,200 in two weeks, -35 %", which is -31 % from the flip it speaks of): arithmetic of a story; only
//   never a fixture

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "exposure/gamma_exposure.h"
#include "exposure/repriced_book.h"
#include "exposure/testing_book.h"
#include "exposure/totals.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

constexpr double month = 30.0 / 365;

Book book_of(PositioningModel model, std::vector<TestingOption> options) {
  TestingMarket market;
  market.positioning = Positioning{model};
  return testing_book(std::move(options), market);
}

Book sold(std::vector<TestingOption> options) { return book_of(PositioningModel::all_short, std::move(options)); }
Book bought(std::vector<TestingOption> options) { return book_of(PositioningModel::all_long, std::move(options)); }

/// Shares bought (+) or sold (-) by the dealers while spot goes from here to there.
double flow(const Book& book, double from, double to) {
  return RepricedBook{book}.hedging_flow(Spot{from}, Spot{to}).value();
}

const std::vector<TestingOption> calls = {{month, Right::call, 100, 0.2, 1000}};
const std::vector<TestingOption> puts = {{month, Right::put, 100, 0.2, 1000}};

// E2: "at a call wall where dealers are short calls, dealers must sell as price rises". They buy: the call they owe
// moves further into the money. Selling into strength needs dealers who are long these calls.
TEST(SeedErrors, ADealerWhoSoldCallsBuysIntoARise) {
  EXPECT_GT(flow(sold(calls), 100, 102), 0);
  EXPECT_LT(flow(sold(calls), 100, 98), 0) << "and sells into a fall";
  EXPECT_LT(totals(sold(calls)).net_gex.value(), 0);
}

TEST(SeedErrors, E2SellingIntoARiseNeedsDealersLongTheCalls) {
  EXPECT_LT(flow(bought(calls), 100, 102), 0);
  EXPECT_LT(flow(book_of(PositioningModel::naive, calls), 100, 102), 0) << "what the naive model says of calls";
}

// S0's walk-through: 500 calls sold, delta .50 to about .58 on a rise of 2: about 4,000 bought. Exactly .5787 and
// .4197.
TEST(SeedErrors, E2TheWalkThroughBuysItsFourThousandShares) {
  const double vol = 0.1995, years = 0.25;                        // gamma near .04 at the strike
  const double strike = 100 * std::exp(0.5 * vol * vol * years);  // delta .50
  const Book book = sold({{years, Right::call, strike, vol, 500}});
  EXPECT_NEAR(-totals(book).net_dex.value() / 100, 25'000, 1e-6) << "the hedge held at first";
  EXPECT_NEAR(flow(book, 100, 102), 3'935, 25);
  EXPECT_NEAR(flow(book, 100, 98), -4'013, 25);
}

// E1: "short-gamma hedging stabilises, long-gamma hedging amplifies". Short gamma trades with the move, long against
// it.
TEST(SeedErrors, E1ShortGammaTradesWithTheMoveAndLongGammaAgainstIt) {
  struct Row {
    std::string_view why;
    Book book;
    double sign;  ///< of what is bought on a rise, and sold on a fall
  };
  const Row rows[] = {
      {"short calls", sold(calls), +1},
      {"short puts", sold(puts), +1},
      {"long calls", bought(calls), -1},
      {"long puts", bought(puts), -1},
  };
  for (const Row& row : rows) {
    EXPECT_GT(row.sign * flow(row.book, 100, 101), 0) << row.why;
    EXPECT_LT(row.sign * flow(row.book, 100, 99), 0) << row.why;
    EXPECT_LT(row.sign * totals(row.book).net_gex.value(), 0) << row.why << ": GEX > 0 is long gamma";
  }
}

// E3: "dealers short puts buy as price falls, since put delta grows more negative". Theirs grows more positive: they
// sell more.
TEST(SeedErrors, E3ADealerShortPutsSellsAsPriceFalls) {
  EXPECT_LT(flow(sold(puts), 100, 98), 0);
  EXPECT_GT(totals(sold(puts)).net_dex.value(), 0) << "a put owed is long the stock";
  EXPECT_GT(flow(bought(puts), 100, 98), 0) << "a put strike supports by gamma only where dealers own the puts";
}

// E4: "heavy put buying, where dealers end up long puts as the counterparty". The counterparty of a buyer has sold.
TEST(SeedErrors, E4CustomersWhoBuyPutsLeaveDealersShortGamma) {
  const Book book = book_of(PositioningModel::naive, puts);
  EXPECT_EQ(book.holdings[0].dealer_shares.value(), -100'000);
  EXPECT_LT(totals(book).net_gex.value(), 0);
}

// E5: "above the flip dealers buy rallies, below it they sell declines", said of the calm side. Above they sell rallies
// and buy dips; below they buy rallies and sell declines.
TEST(SeedErrors, E5AboveTheFlipDealersSellRalliesAndBuyDips) {
  const Book book = testing_book({{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}});
  const double flip = 98.0731413968;  // the closed form of docs/methods.md 8.4
  EXPECT_LT(flow(book, flip + 2, flip + 3), 0) << "above: rallies are sold";
  EXPECT_GT(flow(book, flip + 2, flip + 1), 0) << "above: dips are bought";
  EXPECT_GT(flow(book, flip - 2, flip - 1), 0) << "below: rallies are bought";
  EXPECT_LT(flow(book, flip - 2, flip - 3), 0) << "below: declines are sold";
}

// E6: "put wall: the most negative GEX, where dealers buy as price falls". Negative GEX sells as price falls.
TEST(SeedErrors, E6AtAStrikeOfNegativeGexDealersSellIntoTheFall) {
  const Book book = book_of(PositioningModel::naive, puts);
  EXPECT_LT(RepricedBook{book}.net_gex(Spot{100}).value(), 0);
  EXPECT_LT(flow(book, 101, 99), 0);
}

// E7: "dealers short concentrated positions at the strike push price back to it". Short gamma pushes away, long gamma
// back.
TEST(SeedErrors, E7OnlyDealersLongGammaPushPriceBackToTheStrike) {
  const double day = 1.0 / 365;
  const std::vector<TestingOption> pin = {{day, Right::call, 100, 0.2, 1000}, {day, Right::put, 100, 0.2, 1000}};
  EXPECT_GT(flow(sold(pin), 100, 100.5), 0) << "short: a price above is bought further away";
  EXPECT_LT(flow(sold(pin), 100, 99.5), 0);
  EXPECT_LT(flow(bought(pin), 100, 100.5), 0) << "long: a price above is sold back";
  EXPECT_GT(flow(bought(pin), 100, 99.5), 0);
}

// E9: "dealers are actually short puts (long gamma)". Short any option is short gamma.
TEST(SeedErrors, E9ShortPutsAreShortGamma) {
  const Totals sums = totals(sold(puts));
  EXPECT_LT(sums.net_gex.value(), 0);
  EXPECT_EQ(sums.net_gex.value(), -sums.gross_gex.value());
  EXPECT_NEAR(sums.net_gex.value(), totals(sold(calls)).net_gex.value(), 1e-6) << "calls and puts have the same gamma";
}

// E10: "selling 10,000 SPY calls of delta 0.5 needs about 5,000 shares". A contract is 100 shares: 500,000.
TEST(SeedErrors, E10TenThousandCallsOfDeltaHalfNeedHalfAMillionShares) {
  TestingMarket market;
  market.spot = 450;
  market.root = "SPY";
  market.positioning = Positioning{PositioningModel::all_short};
  const double vol = 0.15, strike = 450 * std::exp(0.5 * vol * vol * month);  // delta .50
  const Book book = testing_book({{month, Right::call, strike, vol, 10'000}}, market);
  EXPECT_NEAR(-totals(book).net_dex.value() / market.spot, 500'000, 1e-5);
}

// E11: "10,000 shares on 100,000 contracts, about 0.1 delta per contract", beside "a threshold of 0.1 to 0.2 delta". It
// is 0.1 share a contract, 0.001 delta a share: a hundredth of that threshold.
TEST(SeedErrors, E11TenThousandSharesOfAHundredThousandContractsAreAThousandthOfDelta) {
  const Book book = sold({{month, Right::call, 100, 0.2, 100'000}});
  EXPECT_EQ(10'000 / book.holdings[0].gross_shares.value(), 0.001);
  EXPECT_EQ(10'000 / book.holdings[0].open_interest.value(), 0.1);
}

// E12: "charm and vanna: how gamma changes with time and volatility". They are how delta does; gamma's are colour and
// zomma.
TEST(SeedErrors, E12CharmAndVannaAreOfDeltaColourAndZommaOfGamma) {
  const double vol = 0.2, hour = 1.0 / 8760, tick = 1e-4;
  const auto at = [](double years, double sigma) { return totals(bought({{years, Right::call, 104, sigma, 1000}})); };
  const Totals now = at(month, vol);
  const Totals later = at(month - hour, vol), earlier = at(month + hour, vol);
  const Totals above = at(month, vol + tick), below = at(month, vol - tick);
  const double days = 2.0 / 24, points = 2 * tick / 0.01;
  struct Row {
    std::string_view why;
    double exposure, difference;
  };
  const Row rows[] = {
      {"charm: delta, a day", now.net_charm.value(), (later.net_dex.value() - earlier.net_dex.value()) / days},
      {"colour: gamma, a day", now.net_colour, (later.net_gex.value() - earlier.net_gex.value()) / days},
      {"vanna: delta, a vol point", now.net_vanna.value(), (above.net_dex.value() - below.net_dex.value()) / points},
      {"zomma: gamma, a vol point", now.net_zomma, (above.net_gex.value() - below.net_gex.value()) / points},
  };
  for (const Row& row : rows) EXPECT_NEAR(row.exposure, row.difference, 1e-5 * std::abs(row.difference)) << row.why;
}

// E15: "GEX = gamma * open interest * 100 * spot^2", without sign, unit or 0.01, is a hundred times the dollars a 1 %
// move.
TEST(SeedErrors, E15GexIsDollarsOfHedgingForOnePercentWithTheDealersSign) {
  const Book book = book_of(PositioningModel::naive, puts);
  const double gamma = book.priced->options[0].greeks.gamma;
  const double without_unit = gamma * 1000 * 100 * 100 * 100;
  EXPECT_NEAR(totals(book).net_gex.value(), -0.01 * without_unit, 1e-6);
  EXPECT_NEAR(in_unit(totals(book).net_gex, ExposureUnit::raw, book.spot()), -without_unit, 1e-4);
  const double one_percent_up = flow(book, 99.5, 100.5) * 100;
  EXPECT_NEAR(one_percent_up, -totals(book).net_gex.value(), 0.01 * one_percent_up) << "what is traded, in dollars";
}

}  // namespace
}  // namespace gammafield::exposure
