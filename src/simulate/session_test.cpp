#include "simulate/session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/sanitized.h"
#include "market/calendar.h"
#include "simulate/vendor_files.h"

namespace gammafield::simulate {
namespace {

using std::chrono::minutes;

SessionScenario small_day(std::uint64_t seed = 1) {
  SessionScenario scenario;
  scenario.chain.seed = seed;
  scenario.chain.contracts = 600;
  scenario.every = minutes{30};
  return scenario;
}

std::set<std::pair<std::string, double>> listed(const SimulatedChain& chain) {
  std::set<std::pair<std::string, double>> all;
  for (const auto& row : chain.strikes) {
    const auto& expiry = chain.expiries[row.expiry];
    all.emplace(expiry.root + market::to_string(expiry.date), row.strike.value());
  }
  return all;
}

double held(const SimulatedChain& chain) {
  double sum = 0;
  for (const auto& row : chain.strikes) sum += row.call.open_interest.value() + row.put.open_interest.value();
  return sum;
}
double traded(const SimulatedChain& chain) {
  double sum = 0;
  for (const auto& row : chain.strikes) sum += row.call.volume.value() + row.put.volume.value();
  return sum;
}

/// Days in a row: prices meet overnight, and what is held is much the same.
TEST(SimulatedSession, ComesAfterAnother) {
  SessionScenario later = small_day();
  later.session = std::chrono::year{2026} / 8 / 17;
  for (int back = 0; back < 3; ++back) {
    const auto before = day_before(later);
    ASSERT_TRUE(before) << before.error().message;
    EXPECT_EQ(before->session, market::Calendar::us().previous_trading_day(later.session));
    const auto day = SimulatedSession::make(*before).value(), next = SimulatedSession::make(later).value();
    const auto opens = next.chain_at(next.times().front());
    EXPECT_NEAR(day.spot_at(day.times().back()).value(), opens.previous_spot.value(), 0.05);
    const double there = held(day.chain_at(day.times().front()));
    EXPECT_NEAR(there / held(opens), 1, 0.25);
    EXPECT_NE(day.spot_at(day.times().front()).value() / before->chain.spot.value(),
              next.spot_at(next.times().front()).value() / later.chain.spot.value())
        << "a path of its own";
    later = *before;
  }
}

TEST(SimulatedSession, KeepsItsStrikesAndOpenInterestUntilTheySettle) {
  const auto session = SimulatedSession::make(small_day()).value();
  ASSERT_EQ(session.times().size(), 13u);
  EXPECT_EQ(market::to_string(session.times().front()), "2026-08-18T14:00:00Z");
  EXPECT_EQ(market::to_string(session.times().back()), "2026-08-18T20:00:00Z");
  const auto first = session.chain_at(session.times().front());
  double volume = traded(first);
  for (std::size_t i = 1; i + 1 < session.times().size(); ++i) {
    const auto chain = session.chain_at(session.times()[i]);
    EXPECT_EQ(listed(chain), listed(first)) << i;
    EXPECT_EQ(held(chain), held(first)) << i;
    EXPECT_EQ(chain.previous_spot, first.previous_spot) << i;
    EXPECT_GT(traded(chain), volume) << i;
    volume = traded(chain);
  }
  const auto last = session.chain_at(session.times().back());
  EXPECT_LT(last.strikes.size(), first.strikes.size()) << "today's expiry has settled";
  for (const auto& row : last.strikes) EXPECT_GT(last.expiries[row.expiry].years.value(), 0);
}

TEST(SimulatedSession, IsTheSameForASeedAndAnotherForAnother) {
  const auto a = SimulatedSession::make(small_day()).value(), b = SimulatedSession::make(small_day()).value(),
             c = SimulatedSession::make(small_day(2)).value();
  const auto noon = a.times()[5];
  EXPECT_EQ(to_quotedata(a.chain_at(noon)), to_quotedata(b.chain_at(noon)));
  EXPECT_EQ(to_bars_csv(a.minute_bars()), to_bars_csv(b.minute_bars()));
  EXPECT_NE(a.spot_at(noon), c.spot_at(noon));
}

TEST(SimulatedSession, WandersByItsVolatility) {
  double squares = 0;
  constexpr int days = base::sanitized ? 50 : 300;
  for (int seed = 1; seed <= days; ++seed) {
    const auto session = SimulatedSession::make(small_day(static_cast<std::uint64_t>(seed))).value();
    const double change = std::log(session.spot_at(session.times().back()).value() / 6412.37);
    squares += change * change;
  }
  const double expected = 0.11 * 0.11 * 0.8 / 252;  // the session's share of a day
  EXPECT_NEAR(squares / days / expected, 1, 4 * std::sqrt(2.0 / days));
}

TEST(SimulatedSession, BarsHoldThePath) {
  const auto session = SimulatedSession::make(small_day()).value();
  const auto bars = session.minute_bars();
  ASSERT_EQ(bars.size(), 390u);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    EXPECT_EQ(bars[i].open, session.spot_at(bars[i].from));
    EXPECT_EQ(bars[i].close, session.spot_at(bars[i].from + minutes{1})) << "known when the bar ends";
    EXPECT_LE(bars[i].low, std::min(bars[i].open, bars[i].close));
    EXPECT_GE(bars[i].high, std::max(bars[i].open, bars[i].close));
  }
}

TEST(SimulatedSession, HasTheLengthOfItsDay) {
  auto half = small_day();
  half.session = std::chrono::year{2026} / 11 / 27;
  EXPECT_EQ(SimulatedSession::make(half)->times().size(), 7u) << "until 13:00";
  half.session = std::chrono::year{2026} / 11 / 26;
  EXPECT_EQ(SimulatedSession::make(half).error().kind, base::RefusalKind::usage) << "Thanksgiving";
  half = small_day();
  half.every = std::chrono::hours{2};
  EXPECT_FALSE(SimulatedSession::make(half));
  half = small_day();
  half.chain.contracts = 7;
  EXPECT_FALSE(SimulatedSession::make(half));
}

}  // namespace
}  // namespace gammafield::simulate
