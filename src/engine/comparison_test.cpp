#include "engine/comparison.h"

#include <chrono>
#include <cmath>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "engine/testing_data.h"
#include "pricing/black_scholes.h"
#include "pricing/testing_chain.h"

namespace gammafield::engine {
namespace {

using market::Right;
using pricing::MadeExpiry;
using pricing::TestingChain;
using std::chrono::hours;

constexpr auto near_date = std::chrono::year{2026} / std::chrono::August / 19;
constexpr auto far_date = std::chrono::year{2026} / std::chrono::September / 18;

/// What a snapshot is made from; a flat volatility, no rates, more calls above 5000 and more puts below.
struct Made {
  market::Instant at = pricing::at_noon(pricing::tuesday);
  double spot = 5000, sigma = 0.2, calls = 300, puts = 200;
  bool near = true, far = true;
};

TestingChain chain_of(const Made& made) {
  TestingChain chain{made.at};
  chain.with_spot(made.spot);
  const auto add = [&](std::chrono::year_month_day date) {
    chain.add_quoted({.date = date, .forward = made.spot, .discount = 1, .sigma = [=](double) { return made.sigma; }},
                     4000, 6000, 50);
  };
  if (made.near) add(near_date);
  if (made.far) add(far_date);
  chain.change_rows([&](market::OptionRow& row) {
    const bool heavy = row.right == Right::call ? row.strike.value() > 5000 : row.strike.value() < 5000;
    const double held = row.right == Right::call ? made.calls : made.puts;
    row.open_interest = market::Contracts{heavy ? held * (1 + std::fmod(row.strike.value(), 100) / 100) : 50};
  });
  return chain;
}

Analysis analysis_of(const market::ChainSnapshot& chain, const Settings& settings = {}) {
  ingest::LoadedChain loaded;
  loaded.chain = chain;
  auto analysis = analyse(loaded, settings);
  if (!analysis) throw std::runtime_error{analysis.error().message};
  return std::move(*analysis);
}
Analysis analysis_of(const Made& made) { return analysis_of(chain_of(made).chain()); }

double part(const Comparison& comparison, Cause cause) {
  const auto i = static_cast<std::size_t>(cause);
  return comparison.way[i + 1].net_gex.value() - comparison.way[i].net_gex.value();
}

struct OneCause {
  std::string why;
  Made before, after;
  Cause cause;
};

TEST(Compare, WhatAloneMovedIsTheCause) {
  const Made now;
  Made pricier = now, wilder = now, later = now, richer = now, next_day = now;
  pricier.spot = 5040;
  wilder.sigma = 0.25;
  later.at += hours{3};
  richer.calls = 400;
  next_day.near = false;
  const OneCause rows[] = {
      {"spot", now, pricier, Cause::price},
      {"volatility", now, wilder, Cause::volatility},
      {"time", now, later, Cause::time},
      {"open interest", now, richer, Cause::open_interest},
      {"contracts the later file lacks", now, next_day, Cause::gone},
      {"contracts listed anew", next_day, now, Cause::open_interest},
  };
  for (const OneCause& row : rows) {
    const Analysis before = analysis_of(row.before), after = analysis_of(row.after);
    const auto comparison = compare(before, after);
    ASSERT_TRUE(comparison) << row.why;
    const double whole = after.report.levels.totals.net_gex.value() - before.report.levels.totals.net_gex.value();
    const double scale = before.report.levels.totals.gross_gex.value();
    EXPECT_GT(std::abs(whole), 1e-3 * scale) << row.why;
    for (const Cause cause : causes) {
      // Quotes are rounded by their spread alone, so volatilities come back to some 1e-6.
      const double wanted = cause == row.cause ? whole : 0;
      EXPECT_NEAR(part(*comparison, cause), wanted, 1e-5 * scale) << row.why << " " << to_string(cause);
    }
  }
}

/// The closed form of a book with the naive signs at a flat volatility and no rates.
double plain_net_gex(const market::ChainSnapshot& chain, double spot, double sigma, market::Instant at) {
  double net = 0;
  for (const market::OptionRow& row : chain.rows) {
    const market::Expiry& expiry = chain.expiries[row.expiry];
    const double years = std::chrono::duration<double>(expiry.settles_at - at).count() / (365.0 * 86400);
    if (years <= 0) continue;
    const double v = sigma * std::sqrt(years), d1 = std::log(spot / row.strike.value()) / v + 0.5 * v;
    const double gamma = std::exp(-0.5 * d1 * d1) / std::sqrt(2 * std::acos(-1.0)) / (spot * v);
    net += (row.right == Right::call ? 1 : -1) * gamma * row.open_interest->value() * 100 * spot * spot * 0.01;
  }
  return net;
}

TEST(Compare, EachStepIsTheClosedForm) {
  Made first, second;
  second = {.at = first.at + hours{30}, .spot = 5060, .sigma = 0.17, .calls = 500, .puts = 150};
  const auto chain = chain_of(first).chain(), then = chain_of(second).chain();
  const auto comparison = compare(analysis_of(chain), analysis_of(then));
  ASSERT_TRUE(comparison);
  auto without_near = chain;
  std::erase_if(without_near.rows, [](const market::OptionRow& row) { return row.expiry == 0; });
  const double wanted[] = {
      plain_net_gex(chain, 5000, 0.2, first.at),         plain_net_gex(without_near, 5000, 0.2, first.at),
      plain_net_gex(without_near, 5000, 0.2, second.at), plain_net_gex(without_near, 5060, 0.2, second.at),
      plain_net_gex(without_near, 5060, 0.2, second.at), plain_net_gex(without_near, 5060, 0.17, second.at),
      plain_net_gex(then, 5060, 0.17, second.at),        plain_net_gex(then, 5060, 0.17, second.at)};
  for (std::size_t i = 0; i < std::size(wanted); ++i)
    EXPECT_NEAR(comparison->way[i].net_gex.value(), wanted[i], 2e-5 * comparison->way[i].gross_gex.value()) << i;
  EXPECT_GT(comparison->contracts.settled, 0u);
  EXPECT_EQ(comparison->contracts.gone + comparison->contracts.appeared + comparison->contracts.listed, 0u);
}

TEST(Compare, TheSameSnapshotMovedNowhere) {
  const Analysis analysis = analysis_of(Made{});
  const auto comparison = compare(analysis, analysis);
  ASSERT_TRUE(comparison);
  for (const Waypoint& at : comparison->way) {
    EXPECT_DOUBLE_EQ(at.net_gex.value(), comparison->before().net_gex.value());
    EXPECT_EQ(at.call_wall->strike, comparison->before().call_wall->strike);
    EXPECT_EQ(at.put_wall->strike, comparison->before().put_wall->strike);
  }
  EXPECT_EQ(comparison->strengths.size(), 2u);
}

TEST(Compare, RefusesWhatCannotBeCompared) {
  Made made;
  const Analysis now = analysis_of(made);
  made.at += hours{1};
  const Analysis later = analysis_of(made);
  const auto backwards = compare(later, now);
  ASSERT_FALSE(backwards);
  EXPECT_NE(backwards.error().message.find("later than the second"), std::string::npos);
  auto other = chain_of(made).chain();
  other.symbol = "XSP";
  const auto mixed = compare(now, analysis_of(other));
  ASSERT_FALSE(mixed);
  EXPECT_NE(mixed.error().message.find("SPX and of XSP"), std::string::npos);
}

TEST(Compare, EndsAtTheLaterReportOnRealChains) {
  const std::pair<std::string, std::string> pairs[] = {
      {"cboe_eod_spx_2026-08-18.csv.gz", "cboe_eod_spx_2026-08-19.csv.gz"},
      {"cboe_eod_spy_2026-08-11.csv.gz", "cboe_eod_spy_2026-08-12.csv.gz"},
      {"cboe_qqq_2023-05-10T1510.csv.gz", "cboe_qqq_2023-05-10T1739.csv.gz"}};
  for (const auto& [first, second] : pairs) {
    GAMMAFIELD_NEEDS_DATA(first);
    const Analysis before = analysed(first, {}), after = analysed(second, {});
    const auto comparison = compare(before, after);
    ASSERT_TRUE(comparison) << first;
    const levels::Levels& end = after.report.levels;
    EXPECT_NEAR(comparison->after().net_gex.value(), end.totals.net_gex.value(), 1e-12 * end.totals.gross_gex.value());
    EXPECT_EQ(comparison->after().call_wall->strike, end.call_wall->at.strike);
    EXPECT_EQ(comparison->after().put_wall->strike, end.put_wall->at.strike);
    EXPECT_NEAR(comparison->after().flip->value(), end.flip->price.value(), 1e-8 * end.flip->price.value());
    EXPECT_GT(comparison->contracts.in_both, 1000u);
  }
}

}  // namespace
}  // namespace gammafield::engine
