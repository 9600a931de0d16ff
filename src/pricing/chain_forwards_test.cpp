#include "pricing/chain_forwards.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pricing/quote_quality.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;
using std::chrono::December;
using std::chrono::October;

constexpr double spot = 5000;

std::vector<ForwardFit> forwards_of(const TestingChain& made, ForwardChoice choice = ForwardChoice::parity,
                                    double at = spot) {
  const market::ChainSnapshot& chain = made.chain();
  std::vector<TimeLeft> times;
  for (const market::Expiry& expiry : chain.expiries)
    times.push_back(time_left(expiry, chain.as_of, Clock::act365_minutes));
  std::vector<QuoteFlags> flags;
  const double tick = quote_tick(chain);
  for (const OptionRow& row : chain.rows) flags.push_back(flags_of_row(row, tick));
  return chain_forwards({chain, StrikeLadder(chain), flags, times, tick, at, choice});
}

double years_to(const std::string& root, market::Date date) {
  return time_left(TestingChain().add(root, date).chain().expiries.front(), at_noon(tuesday), Clock::act365_minutes)
      .years;
}

/// Quoted at 4 % rate and 1 % yield.
MadeExpiry expiry_at(market::Date date, const std::string& root = "SPXW") {
  const double years = years_to(root, date);
  return {.root = root, .date = date, .forward = spot * std::exp(0.03 * years), .discount = std::exp(-0.04 * years)};
}

TEST(ChainForwards, EachExpiryHasItsOwnParityForward) {
  TestingChain made;
  const MadeExpiry near = expiry_at(year(2026) / September / 18), far = expiry_at(year(2027) / September / 17);
  made.add_quoted(near, 4500, 5500, 25).add_quoted(far, 4000, 6000, 50);
  const auto forwards = forwards_of(made);
  EXPECT_EQ(forwards[0].source, ForwardSource::parity);
  EXPECT_NEAR(forwards[0].forward, near.forward, 1e-6);
  EXPECT_NEAR(forwards[0].discount, near.discount, 1e-8);
  EXPECT_NEAR(forwards[1].forward, far.forward, 1e-6);
  EXPECT_EQ(forwards[1].arbitrage_free_share, 1);
}

TEST(ChainForwards, ShortExpiriesTakeTheirDiscountFromTheLongOnes) {
  TestingChain made;
  const MadeExpiry near = expiry_at(year(2026) / August / 21), far = expiry_at(year(2027) / September / 17);
  made.add_quoted(near, 4800, 5200, 5).add_quoted(far, 4000, 6000, 50);
  const auto forwards = forwards_of(made);
  EXPECT_EQ(forwards[0].source, ForwardSource::parity_fixed_rate);
  EXPECT_NEAR(forwards[0].discount, near.discount, 1e-8);
  EXPECT_NEAR(forwards[0].forward, near.forward, 1e-6);
}

TEST(ChainForwards, WithoutAnyRateTheDiscountIsOne) {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / August / 21), 4800, 5200, 5);
  EXPECT_EQ(forwards_of(made)[0].discount, 1);
}

TEST(ChainForwards, TheSlopeOfAmericanOptionsIsNotBelieved) {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / December / 18, "SPY"), 4500, 5500, 25);
  const auto forwards = forwards_of(made);
  EXPECT_EQ(forwards[0].source, ForwardSource::parity_fixed_rate);
  EXPECT_LE(forwards[0].discount, 1) << "a rate below zero is early exercise, not a rate";
}

TEST(ChainForwards, AnExpiryWithoutQuotesIsCarriedAlongBetweenItsNeighbours) {
  TestingChain made;
  const MadeExpiry middle = expiry_at(year(2026) / October / 16);
  made.add_quoted(expiry_at(year(2026) / September / 18), 4500, 5500, 25);
  made.add(middle.root, middle.date);
  made.add_quoted(expiry_at(year(2026) / December / 18), 4500, 5500, 25);
  const auto forwards = forwards_of(made);
  EXPECT_EQ(forwards[1].source, ForwardSource::neighbours);
  EXPECT_NEAR(forwards[1].forward, middle.forward, 1e-6);
  EXPECT_NEAR(forwards[1].discount, middle.discount, 1e-8);
}

TEST(ChainForwards, CarryIsTakenToNearAndToLongerExpiriesOnly) {
  struct Row {
    const char* why;
    market::Date known, asked;
    ForwardSource source;
  };
  const Row rows[] = {
      {"a week before", year(2026) / September / 18, year(2026) / September / 11, ForwardSource::neighbours},
      {"half its time before", year(2026) / December / 18, year(2026) / October / 16, ForwardSource::spot},
      {"twice as long", year(2026) / December / 18, year(2027) / std::chrono::March / 19, ForwardSource::neighbours},
      {"six times as long", year(2026) / September / 18, year(2027) / std::chrono::March / 19, ForwardSource::spot},
      {"a carry of three days tells a month nothing", year(2026) / August / 21, year(2026) / September / 18,
       ForwardSource::spot},
  };
  for (const Row& row : rows) {
    TestingChain made;
    const bool known_first = row.known < row.asked;
    if (!known_first) made.add("SPXW", row.asked);
    made.add_quoted(expiry_at(row.known), 4500, 5500, 10);
    if (known_first) made.add("SPXW", row.asked);
    EXPECT_EQ(forwards_of(made)[known_first ? 1 : 0].source, row.source) << row.why;
  }
}

TEST(ChainForwards, WithoutQuotesForwardIsSpotUnlessTheVendorsDeltasAreAsked) {
  const MadeExpiry far = expiry_at(year(2026) / December / 18);
  const double years = years_to(far.root, far.date), carry = far.discount * far.forward / spot;
  TestingChain made;
  made.add_quoted(far, 4500, 5500, 25).change_rows([&](OptionRow& row) {
    remove_quote(row);
    const double v = row.vendor_vol->value() * std::sqrt(years);
    const double n1 = normal_distribution(std::log(far.forward / row.strike.value()) / v + v / 2);
    row.vendor_delta = market::Delta{carry * (row.right == Right::call ? n1 : n1 - 1)};
  });
  const ForwardFit from_spot = forwards_of(made)[0];
  EXPECT_EQ(from_spot.source, ForwardSource::spot);
  EXPECT_EQ(from_spot.forward, spot);
  EXPECT_EQ(from_spot.discount, 1);
  const ForwardFit from_deltas = forwards_of(made, ForwardChoice::vendor_deltas)[0];
  EXPECT_EQ(from_deltas.source, ForwardSource::vendor_deltas);
  EXPECT_NEAR(from_deltas.forward, far.forward, 1e-6);
  EXPECT_NEAR(from_deltas.discount, far.discount, 1e-9);
}

TEST(ChainForwards, DeltasThatContradictEachOtherAreNoForward) {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / December / 18), 4500, 5500, 25).change_rows([](OptionRow& row) {
    remove_quote(row);
    row.vendor_delta = market::Delta{row.right == Right::call ? 0.5 : -0.5};  // at every strike
  });
  EXPECT_EQ(forwards_of(made, ForwardChoice::vendor_deltas)[0].source, ForwardSource::spot);
}

TEST(ChainForwards, SpotIsSpotWhateverTheQuotesSay) {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / December / 18), 4500, 5500, 25);
  const ForwardFit forward = forwards_of(made, ForwardChoice::spot)[0];
  EXPECT_EQ(forward.source, ForwardSource::spot);
  EXPECT_EQ(forward.forward, spot);
  EXPECT_EQ(forward.discount, 1);
}

TEST(ChainForwards, OfAVolatilityIndexAreItsFutures) {
  TestingChain made;
  made.add("VIXW", year(2026) / August / 26);
  MadeExpiry future{.root = "VIX", .date = year(2026) / September / 16, .forward = 21, .discount = 0.997};
  future.sigma = [](double) { return 0.9; };
  made.add_quoted(future, 10, 40, 1);
  future.date = year(2026) / October / 21;
  future.forward = 23;
  future.discount = 0.993;
  made.add_quoted(future, 10, 40, 1);
  const auto forwards = forwards_of(made, ForwardChoice::parity, 16);
  EXPECT_NEAR(forwards[1].forward, 21, 1e-6)
      << "30 % from the index, where an index of shares would never be looked for";
  EXPECT_NEAR(forwards[2].forward, 23, 1e-6);
  EXPECT_EQ(forwards[0].source, ForwardSource::neighbours);
  EXPECT_NEAR(forwards[0].forward, 21, 1e-6) << "a future has a level: the nearest one, not a growth from the index";
}

TEST(ChainForwards, ABadQuoteInTenMovesNothing) {
  TestingChain made;
  const MadeExpiry expiry = expiry_at(year(2026) / December / 18);
  made.add_quoted(expiry, 4500, 5500, 25);
  for (std::size_t i = 0; i < made.chain().rows.size(); i += 20) {
    made.chain().rows[i].bid = market::Price{900};
    made.chain().rows[i].ask = market::Price{901};
  }
  EXPECT_NEAR(forwards_of(made)[0].forward, expiry.forward, 0.05);
}

}  // namespace
}  // namespace gammafield::pricing
