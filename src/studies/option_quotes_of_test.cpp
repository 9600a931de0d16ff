#include "studies/option_quotes_of.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/testing_data.h"
#include "pricing/testing_chain.h"

namespace gammafield::studies {
namespace {

using pricing::MadeExpiry;

const market::Date far = std::chrono::year{2026} / 9 / 18, near = std::chrono::year{2026} / 8 / 21;

/// An AM and two PM expiries, the nearer with ten times the open interest at 5100.
pricing::TestingChain made() {
  pricing::TestingChain chain;
  chain.with_spot(5000);
  chain.add_quoted({.root = "SPXW", .date = near, .forward = 5002, .discount = 0.9995}, 4800, 5200, 25);
  chain.change_rows([](market::OptionRow& row) {
    if (row.strike.value() == 5100) row.open_interest = market::Contracts{1000};
  });
  chain.add_quoted({.root = "SPX", .date = far, .sigma = [](double) { return 0.3; }}, 4800, 5200, 25);
  chain.add_quoted({.root = "SPXW",
                    .date = far,
                    .sigma = [](double strike) { return 0.2 - (strike - 5000) / 20'000; },
                    .half_spread = 0.4},
                   4800, 5200, 25);
  return chain;
}

engine::Analysis analysis_of(const market::ChainSnapshot& chain, const engine::Settings& settings = {}) {
  auto loaded = std::make_shared<ingest::LoadedChain>();
  loaded->chain = chain;
  auto analysis = engine::analyse(std::shared_ptr<const ingest::LoadedChain>(loaded), settings);
  EXPECT_TRUE(analysis) << analysis.error().message;
  return std::move(*analysis);
}

TEST(OptionQuotesOf, AreThePmExpiriesAsTheyWereQuoted) {
  const auto quotes = option_quotes_of(analysis_of(made().chain()));
  ASSERT_EQ(quotes->expiries.size(), 2U) << "the AM one settles at the open";
  EXPECT_EQ(quotes->expiries[0].date, near);
  EXPECT_EQ(quotes->expiries[1].date, far);
  EXPECT_NEAR(quotes->expiries[1].forward, 5020, 0.5);
  ASSERT_EQ(quotes->expiries[1].strikes.size(), 17U);
  EXPECT_TRUE(std::ranges::is_sorted(quotes->expiries[1].strikes, {}, &strategies::StrikeQuote::strike));
  for (const auto& strike : quotes->expiries[1].strikes) {
    EXPECT_NEAR(strike.vol, 0.2 - (strike.strike - 5000) / 20'000, 1e-3) << strike.strike;
    EXPECT_NEAR(strike.call_half_spread.value(), 0.4, 1e-9);
    EXPECT_NEAR(strike.put_half_spread.value(), 0.4, 1e-9);
  }
}

TEST(OptionQuotesOf, GiveBackThePricesOfTheChain) {
  const auto chain = made();
  const auto quotes = option_quotes_of(analysis_of(chain.chain()));
  for (const auto& row : chain.chain().rows) {
    const auto& expiry = chain.chain().expiries[row.expiry];
    if (expiry.settlement == market::Settlement::am) continue;
    const auto price = strategies::price_of(*quotes, {expiry.settles_at, row.strike.value(), row.right},
                                            chain.chain().as_of, quotes->spot);
    ASSERT_TRUE(price);
    if (row.bid->value() > 0) {
      EXPECT_NEAR(price->mid, 0.5 * (row.bid->value() + row.ask->value()), 0.1);
    }
  }
}

TEST(OptionQuotesOf, KeepTheTotalVarianceOfAnotherClock) {
  auto chain = made();
  engine::Settings business;
  ASSERT_FALSE(engine::apply_option(business, "clock=bus262"));
  const auto calendar_days = option_quotes_of(analysis_of(chain.chain()));
  const auto business_days = option_quotes_of(analysis_of(chain.chain(), business));
  for (std::size_t i = 0; i < calendar_days->expiries[1].strikes.size(); ++i)
    EXPECT_NEAR(calendar_days->expiries[1].strikes[i].vol, business_days->expiries[1].strikes[i].vol, 1e-3);
}

TEST(OptionQuotesOf, HaveNoSpreadOfACrossedOrMissingQuote) {
  auto chain = made();
  chain.change_rows([](market::OptionRow& row) {
    if (row.strike.value() == 5000 && row.right == market::Right::call) pricing::remove_quote(row);
    if (row.strike.value() == 5025 && row.right == market::Right::put) std::swap(row.bid, row.ask);
  });
  const auto quotes = option_quotes_of(analysis_of(chain.chain()));
  for (const auto& strike : quotes->expiries[1].strikes) {
    EXPECT_EQ(strike.call_half_spread.has_value(), strike.strike != 5000) << strike.strike;
    EXPECT_EQ(strike.put_half_spread.has_value(), strike.strike != 5025) << strike.strike;
  }
}

TEST(OptionQuotesOf, HaveTheSharesOfTheirContracts) {
  auto chain = made();
  chain.chain().expiries.back().multiplier = market::Multiplier{10};
  const auto quotes = option_quotes_of(analysis_of(chain.chain()));
  const auto shares_of = [&](std::size_t expiry) {
    const auto& quoted = quotes->expiries[expiry];
    return strategies::price_of(*quotes, {quoted.settles_at, 5000, market::Right::call}, quotes->as_of, quotes->spot)
        ->multiplier.value();
  };
  EXPECT_EQ(shares_of(0), 100);
  EXPECT_EQ(shares_of(1), 10);
}

TEST(OptionQuotesOf, SayWhereMostOfAStrikeSettles) {
  const auto quotes = option_quotes_of(analysis_of(made().chain()));
  EXPECT_EQ(strategies::most_exposed_expiry(*quotes, 5100), near);
  EXPECT_EQ(strategies::most_exposed_expiry(*quotes, 4800), far) << "of equal open interest the far one has the gamma";
}

}  // namespace
}  // namespace gammafield::studies
