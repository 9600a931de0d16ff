#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "pricing/priced_chain.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;
using std::chrono::December;
using std::chrono::hours;

constexpr double spot = 5000;

MadeExpiry expiry_at(market::Date date, const std::string& root = "SPXW") {
  const auto expiry = TestingChain().add(root, date).chain().expiries.front();
  const double years = time_left(expiry, at_noon(tuesday), Clock::act365_minutes).years;
  MadeExpiry made{
      .root = root, .date = date, .forward = spot * std::exp(0.03 * years), .discount = std::exp(-0.04 * years)};
  made.sigma = [](double strike) { return 0.18 - 0.25 * std::log(strike / spot); };
  return made;
}

/// Two months, quoted on both sides.
TestingChain usual_chain() {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / September / 18), 4500, 5500, 25);
  made.add_quoted(expiry_at(year(2026) / December / 18), 4500, 5500, 50);
  return made.with_spot(spot);
}

PricedChain priced(const TestingChain& made, const PricingSettings& settings = {}) {
  auto result = price_chain(made.shared(), settings);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(*result) : PricedChain{};
}

const market::DataFlag* flag_of(const PricedChain& chain, std::string_view code) {
  const auto at = std::ranges::find(chain.flags, code, &market::DataFlag::code);
  return at == chain.flags.end() ? nullptr : &*at;
}

bool all_finite(const Greeks& g) {
  for (const double x :
       {g.price, g.delta, g.gamma, g.vega, g.theta, g.vanna, g.charm, g.speed, g.zomma, g.colour, g.volga})
    if (!std::isfinite(x)) return false;
  return true;
}

TEST(PriceChain, FindsTheForwardsTheSmileAndTheGreeksThatMadeTheQuotes) {
  const TestingChain made = usual_chain();
  const PricedChain chain = priced(made);
  ASSERT_EQ(chain.options.size(), made.chain().rows.size());
  EXPECT_NEAR(chain.expiries[0].rate, 0.04, 1e-6);
  EXPECT_NEAR(chain.expiries[0].carry, 0.01, 1e-6);
  EXPECT_NEAR(chain.expiries[0].atm_vol, 0.18, 1e-3);
  EXPECT_EQ(chain.expiries[0].priced, 82U);
  for (const PricedOption& option : chain.options) {
    const OptionRow& row = made.chain().rows[option.row];
    const double years = chain.expiries[option.expiry].years;
    EXPECT_NEAR(option.sigma, row.vendor_vol->value(), 1e-6);
    EXPECT_NEAR(option.greeks.price, 0.5 * (row.bid->value() + row.ask->value()), 1e-5);
    EXPECT_NEAR(option.greeks.gamma,
                black_scholes_gamma({row.right, spot, row.strike.value(), years, 0.04, 0.01, option.sigma}), 1e-9);
  }
  EXPECT_TRUE(chain.flags.empty());
}

TEST(PriceChain, CallAndPutOfAStrikeHaveOneGamma) {
  const PricedChain chain = priced(usual_chain());
  for (std::size_t i = 0; i + 1 < chain.options.size(); i += 2)
    EXPECT_EQ(chain.options[i].greeks.gamma, chain.options[i + 1].greeks.gamma);
}

TEST(PriceChain, SettledExpiriesAreUnpricedAndCounted) {
  TestingChain made;
  made.add_quoted(expiry_at(year(2026) / August / 17), 4900, 5100, 25);
  made.add_quoted(expiry_at(year(2026) / September / 18), 4500, 5500, 25);
  const PricedChain chain = priced(made.with_spot(spot));
  EXPECT_EQ(chain.expiries[0].years, 0);
  EXPECT_EQ(chain.expiries[0].priced, 0U);
  ASSERT_EQ(chain.unpriced.size(), 18U);
  for (const Unpriced& row : chain.unpriced) EXPECT_EQ(row.reason, UnpricedReason::expired);
}

TEST(PriceChain, TheLastMinuteIsCountedAsOneAndSaid) {
  TestingChain made(market::from_new_york(tuesday, hours(16)) - std::chrono::seconds(5));
  MadeExpiry today = expiry_at(tuesday);
  today.forward = spot;
  made.add_quoted(today, 4990, 5010, 5).with_spot(spot);
  const PricedChain chain = priced(made);
  EXPECT_TRUE(chain.expiries[0].expiring);
  EXPECT_NEAR(chain.expiries[0].years, 1 / 525'600.0, 1e-15);
  ASSERT_TRUE(flag_of(chain, "expiring"));
}

TEST(PriceChain, WithoutSpotParityImpliesIt) {
  TestingChain made = usual_chain();
  made.chain().spot.reset();
  const PricedChain chain = priced(made);
  EXPECT_NEAR(chain.spot.value(), spot, 0.01);
  EXPECT_EQ(chain.spot_source, market::SpotSource::parity);
  ASSERT_TRUE(flag_of(chain, "spot_from_parity"));
  EXPECT_NE(flag_of(chain, "spot_from_parity")->detail.find("5000.00"), std::string::npos);
}

TEST(PriceChain, ASpotThatTheQuotesContradictIsKeptAndSaid) {
  const PricedChain chain = priced(usual_chain().with_spot(5060));
  EXPECT_EQ(chain.spot.value(), 5060);
  const market::DataFlag* flag = flag_of(chain, "spot_disagrees_with_parity");
  ASSERT_TRUE(flag);
  EXPECT_NE(flag->detail.find("5060.00"), std::string::npos) << flag->detail;
  EXPECT_NE(flag->detail.find("5000.0"), std::string::npos) << flag->detail;
  EXPECT_FALSE(flag_of(priced(usual_chain().with_spot(5008)), "spot_disagrees_with_parity"))
      << "0.16 % is a quarter of an hour";
}

TEST(PriceChain, RefusesWhatCannotBePriced) {
  struct Row {
    std::string_view why;
    TestingChain made;
    std::string_view says;
  };
  const auto bare = [](OptionRow& row) {
    remove_quote(row);
    row.vendor_vol.reset();
  };
  TestingChain no_spot = usual_chain(), settled;
  no_spot.chain().spot.reset();
  no_spot.change_rows(remove_quote);
  settled.add_quoted(expiry_at(year(2026) / August / 17), 4900, 5100, 25).with_spot(spot);
  const Row rows[] = {
      {"no spot, no quotes", no_spot, "--spot"},
      {"everything settled", settled, "settled"},
      {"no quotes and no vendor volatilities", usual_chain().change_rows(bare), "no contract"},
      {"an empty chain with a spot", TestingChain().with_spot(spot), "no contract"},
      {"an empty chain without", TestingChain(), "--spot"},
  };
  for (const Row& row : rows) {
    const auto result = price_chain(row.made.shared(), {});
    ASSERT_FALSE(result) << row.why;
    EXPECT_EQ(result.error().kind, base::RefusalKind::no_usable_data) << row.why;
    EXPECT_NE(result.error().message.find(row.says), std::string::npos) << row.why << ": " << result.error().message;
  }
}

TEST(PriceChain, APageWithoutQuotesIsPricedByItsVendorOffSpot) {
  const PricedChain chain = priced(usual_chain().change_rows(remove_quote));
  for (const PricedOption& option : chain.options) EXPECT_EQ(option.source, VolSource::vendor);
  EXPECT_EQ(chain.expiries[1].forward.source, ForwardSource::spot);
  EXPECT_EQ(chain.expiries[1].forward.forward, spot);
  EXPECT_EQ(chain.expiries[1].rate, 0);
  ASSERT_TRUE(flag_of(chain, "forwards_from_spot"));
  EXPECT_EQ(flag_of(chain, "forwards_from_spot")->detail.find("vendor_deltas"), std::string::npos);
  const auto with_deltas = usual_chain().change_rows([](OptionRow& row) {
    remove_quote(row);
    row.vendor_delta = market::Delta{0.05};
  });
  EXPECT_NE(flag_of(priced(with_deltas), "forwards_from_spot")->detail.find("vendor_deltas"), std::string::npos);
}

TEST(PriceChain, OpeningSettledContractsAreFlaggedOnceTheyStopTrading) {
  const auto flagged = [](market::Instant as_of) {
    TestingChain made(as_of);
    made.add_quoted(expiry_at(year(2026) / August / 21, "SPX"), 4900, 5100, 5);
    return flag_of(priced(made.with_spot(spot)), "am_gap") != nullptr;
  };
  const market::Date thursday = year(2026) / August / 20;
  EXPECT_FALSE(flagged(market::from_new_york(thursday, hours(15))));
  EXPECT_TRUE(flagged(market::from_new_york(thursday, hours(16))));
  EXPECT_TRUE(flagged(market::from_new_york(year(2026) / August / 21, hours(9))));
}

TEST(PriceChain, ThePublicMethodsPresetCountsWholeDaysOffSpot) {
  TestingChain made = usual_chain();
  made.change_rows([](OptionRow& row) { row.printed_vol = row.vendor_vol; });
  const PricingSettings settings{.vol = VolChoice::vendor_as_printed,
                                 .vol_side = VolSide::own,
                                 .forward = ForwardChoice::spot,
                                 .clock = Clock::bus262,
                                 .dividends = {}};
  const PricedChain chain = priced(made, settings);
  EXPECT_NEAR(chain.expiries[0].years, 23 / 262.0, 1e-12);
  for (const PricedOption& option : chain.options) {
    const OptionRow& row = made.chain().rows[option.row];
    const double gamma = black_scholes_gamma(
        {row.right, spot, row.strike.value(), chain.expiries[option.expiry].years, 0, 0, option.sigma});
    EXPECT_NEAR(option.greeks.gamma, gamma, 1e-12 * gamma);
    EXPECT_NEAR(option.sigma, row.vendor_vol->value(), 1e-12);
  }
}

TEST(PriceChain, FlagsEachRowsQuote) {
  TestingChain made = usual_chain();
  made.chain().rows[3].bid = market::Price{0};
  made.chain().rows[5].bid = market::Price{made.chain().rows[5].ask->value() + 1};
  const PricedChain chain = priced(made);
  ASSERT_EQ(chain.quote_flags.size(), made.chain().rows.size());
  EXPECT_TRUE(chain.quote_flags[3] & static_cast<QuoteFlags>(QuoteFlag::zero_bid));
  EXPECT_TRUE(chain.quote_flags[5] & static_cast<QuoteFlags>(QuoteFlag::crossed));
  EXPECT_EQ(chain.quote_flags[7], 0);
}

double uniform(double low, double high) { return low + (high - low) * (*rc::gen::inRange<int>(0, 10'001)) / 1e4; }

std::optional<double> maybe_absurd(double usual) {
  switch (*rc::gen::inRange(0, 12)) {
    case 0: return std::nullopt;
    case 1: return 0.0;
    case 2: return 1e9;
    case 3: return 1e-12;
    default: return usual * uniform(0.5, 1.5);
  }
}

template <class Unit>
std::optional<Unit> in_unit(std::optional<double> value) {
  return value ? std::optional(Unit{*value}) : std::nullopt;
}

/// Rows with anything in them that a reader lets through.
TestingChain mangled_chain() {
  TestingChain made;
  const std::string root = *rc::gen::element<std::string>("SPX", "SPXW", "SPY", "VIX");
  made.add_quoted(expiry_at(year(2026) / August / 18, root), 4800, 5200, 50);
  made.add_quoted(expiry_at(year(2026) / August / 21, root), 4500, 5500, 100);
  made.add_quoted(expiry_at(year(2027) / December / 17, root), 1000, 9000, 500);
  made.change_rows([](OptionRow& row) {
    row.bid = in_unit<market::Price>(maybe_absurd(row.bid->value()));
    row.ask = in_unit<market::Price>(maybe_absurd(row.ask->value()));
    row.vendor_vol = in_unit<market::ImpliedVol>(maybe_absurd(0.2));
    row.vendor_delta = market::Delta{uniform(-1, 1)};
  });
  if (const auto at = maybe_absurd(spot); at && *at > 0) made.with_spot(*at);
  return made;
}

RC_GTEST_PROP(PriceChain, WhateverTheRowsNothingIsLostAndEverythingIsFinite, ()) {
  const TestingChain made = mangled_chain();
  const PricingSettings settings{
      .vol = *rc::gen::element(VolChoice::solve, VolChoice::vendor, VolChoice::vendor_as_printed),
      .vol_side = *rc::gen::element(VolSide::out_of_the_money, VolSide::own),
      .forward = *rc::gen::element(ForwardChoice::parity, ForwardChoice::vendor_deltas, ForwardChoice::spot),
      .clock = *rc::gen::element(Clock::act365_minutes, Clock::bus262),
      .dividends = {}};
  const auto result = price_chain(made.shared(), settings);
  if (!result) return;
  RC_ASSERT(result->options.size() + result->unpriced.size() == made.chain().rows.size());
  for (const PricedExpiry& expiry : result->expiries)
    for (const double x : {expiry.years, expiry.forward.forward, expiry.forward.discount, expiry.forward.forward_se,
                           expiry.rate, expiry.carry, expiry.atm_vol})
      RC_ASSERT(std::isfinite(x));
  for (const PricedOption& option : result->options) {
    RC_ASSERT(std::isfinite(option.sigma) && option.sigma > 0);
    RC_ASSERT(all_finite(option.greeks));
    RC_ASSERT(option.greeks.gamma >= 0);
  }
}

RC_GTEST_PROP(PriceChain, TheSameChainGivesTheSameNumbers, ()) {
  TestingChain made = usual_chain();
  made.change_rows([](OptionRow& row) { row.ask = market::Price{row.ask->value() + uniform(0, 2)}; });
  const auto first = price_chain(made.shared(), {}), second = price_chain(made.shared(), {});
  RC_ASSERT(first.has_value() && second.has_value());
  for (std::size_t i = 0; i < first->options.size(); ++i) {
    RC_ASSERT(first->options[i].sigma == second->options[i].sigma);
    RC_ASSERT(first->options[i].greeks.gamma == second->options[i].greeks.gamma);
  }
}

/// Nine expiries under a skew, with odd quotes here and there, so that every kind of smile is tried.
TestingChain many_expiries() {
  TestingChain made;
  made.with_spot(5000);
  for (int week = 0; week < 9; ++week) {
    const auto date = market::Date{std::chrono::sys_days{tuesday} + std::chrono::days{3 + 7 * week}};
    made.add_quoted(
        {.root = "SPXW",
         .date = date,
         .sigma = [week](double strike) { return 0.15 + 0.002 * week + 0.4 * std::pow(5000 / strike - 1, 2); }},
        4000, 6000, 25);
  }
  std::size_t row = 0;
  made.change_rows([&](OptionRow& option) {
    if (++row % 7 == 0) option.bid = market::Price{0.97 * option.bid->value()};
    if (row % 31 == 0) remove_quote(option);
  });
  return made;
}

TEST(PriceChain, TheNumberOfThreadsChangesNoBit) {
  const TestingChain made = many_expiries();
  PricingSettings settings;
  settings.threads = 1;
  const auto alone = price_chain(made.shared(), settings);
  ASSERT_TRUE(alone.has_value());
  for (const std::size_t threads : {2, 3, 16}) {
    settings.threads = threads;
    const auto together = price_chain(made.shared(), settings);
    ASSERT_TRUE(together.has_value());
    EXPECT_EQ(together->quote_flags, alone->quote_flags);
    ASSERT_EQ(together->options.size(), alone->options.size());
    for (std::size_t i = 0; i < alone->options.size(); ++i) {
      EXPECT_EQ(together->options[i].sigma, alone->options[i].sigma);
      EXPECT_EQ(together->options[i].greeks.price, alone->options[i].greeks.price);
    }
    for (std::size_t e = 0; e < alone->expiries.size(); ++e) {
      const PricedExpiry &one = together->expiries[e], &other = alone->expiries[e];
      EXPECT_EQ(one.forward.forward, other.forward.forward);
      EXPECT_EQ(one.atm_vol, other.atm_vol);
      ASSERT_TRUE(one.smile && other.smile);
      EXPECT_EQ(one.smile->kind, other.smile->kind);
      EXPECT_EQ(one.smile->rmse, other.smile->rmse);
      for (const double k : {-0.3, -0.05, 0.0, 0.1}) EXPECT_EQ(one.smile->variance(k), other.smile->variance(k));
    }
  }
}

}  // namespace
}  // namespace gammafield::pricing
