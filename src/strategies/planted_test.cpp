#include <cmath>
#include <functional>
#include <string_view>

#include <gtest/gtest.h>

#include "research/made_up_sheet.h"
#include "strategies/testing_gain.h"

/// Rules that do not live on what walls do to price, in worlds made as their source says the world is.
namespace gammafield::strategies {
namespace {

constexpr double move = 0.01, night = 0.3;  // what testing::fair_quotes takes for granted
constexpr std::size_t minutes = 390;

/// What a session is made with: `evening` is the price that its levels are of.
struct Session {
  double volatility = 1;  ///< in place of one expected move a session
  double drift = 0;       ///< expected moves a session
  std::function<void(research::LevelSheet&, double evening)> levels;
};

void add_strike(research::LevelSheet& sheet, double strike, double call, double put) {
  sheet.strikes.push_back({market::Strike{strike}, market::UsdPerPercent{call}, market::UsdPerPercent{put},
                           market::UsdPerPercent{call - put}, market::Contracts{1}, market::Contracts{1}});
}

research::StudyDay day_of(const Session& made, market::Date session, double evening, base::RandomStream& stream) {
  const auto& calendar = market::Calendar::us();
  research::StudyDay day{.symbol = "XYZ",
                         .session = session,
                         .open = calendar.session_open(session),
                         .close = calendar.session_open(session) + std::chrono::minutes{minutes},
                         .from = calendar.session_open(session),
                         .sheet = {},
                         .move = move,
                         .move_is_implied = true,
                         .prices = {},
                         .prior = std::nullopt};
  auto& sheet = day.sheet;
  sheet.as_of = sheet.available = research::evening_before(session, calendar);
  sheet.spot = market::Spot{evening};
  sheet.session_move = move;
  sheet.gross_gex = market::UsdPerPercent{1000};
  made.levels(sheet, evening);
  double log_price = std::log(evening) + night * move * stream.normal();
  day.prices.push_back({day.open, market::Spot{std::exp(log_price)}});
  for (std::size_t i = 1; i <= minutes; ++i) {
    log_price += move * (made.drift / minutes + made.volatility * stream.normal() / std::sqrt(minutes));
    day.prices.push_back({day.open + std::chrono::minutes{i}, market::Spot{std::exp(log_price)}});
  }
  return day;
}

/// Sessions one after another; options are worth what sessions of one expected move make of them.
template <class SessionOf>
testing::World world_of(std::uint64_t seed, std::size_t sessions, SessionOf session_of) {
  testing::World world{.days = {.symbol = "XYZ", .days = {}}, .inputs = {}};
  base::RandomStream stream(seed, 1);
  auto session = market::Date{std::chrono::year{2024} / 1 / 2};
  double evening = 5000;
  for (std::size_t i = 0; i < sessions; ++i) {
    world.days.days.push_back(day_of(session_of(i), session, evening, stream));
    evening = world.days.days.back().last_price();
    session = market::Calendar::us().next_trading_day(session);
  }
  for (std::size_t i = 0; i < sessions; ++i)
    world.inputs.push_back({.quotes = testing::fair_quotes(world.days, i), .vix = 20});
  testing::take_spreads(world);
  return world;
}

/// T1: ten sessions of a POSITIVE regime, which are calm, and ten of a NEGATIVE one, which are lively: on average what
/// options are priced by.
testing::World calm_where_positive(std::uint64_t seed, double effect) {
  return world_of(seed, 60, [=](std::size_t i) {
    const bool positive = i / 10 % 2 == 0;
    return Session{.volatility = std::sqrt(1 + (positive ? -effect : effect)),
                   .levels = [=](research::LevelSheet& sheet, double evening) {
                     sheet.net_gex = market::UsdPerPercent{positive ? 500.0 : -500.0};
                     add_strike(sheet, std::round(evening), 200, 100);
                   }};
  });
}

/// T2: every eighth session price has neared the flip; three lively sessions follow.
testing::World lively_at_the_flip(std::uint64_t seed, double effect) {
  return world_of(seed, 64, [=](std::size_t i) {
    constexpr std::array<double, 8> distance{3, 1.2, 0.8, 0.25, 2, 2, 2, 2};
    const std::size_t at = i % distance.size();
    return Session{.volatility = at >= 3 && at <= 5 ? 1 + effect : 1,
                   .levels = [=](research::LevelSheet& sheet, double evening) {
                     sheet.flip = market::Spot{evening * std::exp(-distance[at] * move)};
                     add_strike(sheet, std::round(0.95 * evening), 0, 200);
                   }};
  });
}

/// T4: where the flip has risen for five sessions price goes on rising for eight, and the flip behind it; then it
/// comes back.
testing::World rising_with_the_flip(std::uint64_t seed, double effect) {
  double highest = 0;
  return world_of(seed, 60, [=](std::size_t i) mutable {
    const std::size_t at = i % 20;
    Session session{.drift = at < 5 ? 0 : (at < 13 ? effect : -effect), .levels = {}};
    session.levels = [=, &highest](research::LevelSheet& sheet, double evening) {
      const double below = at < 6 ? 0.94 + 0.006 * static_cast<double>(at) : 0.975;
      const bool rises = at > 0 && at < 13;
      highest = rises ? std::max(highest * 1.0005, below * evening) : 0.94 * evening;
      sheet.flip = market::Spot{highest};
    };
    return session;
  });
}

struct Row {
  std::string_view why;
  StrategyStudy study;
  testing::World (*world)(std::uint64_t, double);
  double effect;
};

const Row rows[] = {
    {"calm in a POSITIVE regime: premium is earned", {.name = "T1"}, calm_where_positive, 0.6},
    {"lively after the flip was neared: the straddle pays", {.name = "T2"}, lively_at_the_flip, 1},
    {"price goes on with a rising flip", {.name = "T4"}, rising_with_the_flip, 0.6},
};

TEST(PlantedStrategies, GainWhereTheirSourceIsRight) {
  for (const auto& row : rows) {
    const auto gain = testing::gain_of(row.study, [&](std::uint64_t seed) { return row.world(seed, row.effect); });
    EXPECT_GT(gain.mean, testing::at_least(4) * gain.error) << row.why << ": " << gain.mean << " +- " << gain.error;
  }
}

TEST(PlantedStrategies, GainNothingWhereNothingIsPlanted) {
  for (const auto& row : rows) {
    const auto gain = testing::gain_of(row.study, [&](std::uint64_t seed) { return row.world(seed, 0); });
    EXPECT_LT(std::abs(gain.mean), testing::by_chance * gain.error)
        << row.why << ": " << gain.mean << " +- " << gain.error;
  }
}

}  // namespace
}  // namespace gammafield::strategies
