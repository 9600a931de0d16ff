#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "base/random.h"
#include "research/world.h"
#include "strategies/study.h"

/// Made-up worlds with what rules want to know besides walls, for tests.
namespace gammafield::strategies::testing {

struct World {
  research::SymbolDays days;
  std::vector<DayInputs> inputs;
  [[nodiscard]] SymbolInputs symbol() const { return {&days, inputs}; }
};

/// Options that are worth what the made-up prices make of them on average, at each session's open: sessions of 1 %, and
/// nights of 0.3 % before all but the first.
inline std::shared_ptr<const OptionQuotes> fair_quotes(const research::SymbolDays& symbol, std::size_t day) {
  constexpr std::size_t most = 8;
  constexpr double session = 1e-4, night = 0.09 * session, seconds_a_year = 365.0 * 24 * 3600, step = 10;
  const auto& today = symbol.days[day];
  auto quotes = std::make_shared<OptionQuotes>();
  quotes->as_of = today.sheet.as_of;
  quotes->available = today.sheet.available;
  quotes->spot = today.sheet.spot.value();
  for (std::size_t i = day; i < std::min(symbol.days.size(), day + most); ++i) {
    const double nights = static_cast<double>(i - day);
    const double left = std::chrono::duration<double>(symbol.days[i].close - today.open).count() / seconds_a_year;
    const double vol = std::sqrt(((nights + 1) * session + nights * night) / left);
    ExpiryQuotes expiry{.date = symbol.days[i].session,
                        .settles_at = symbol.days[i].close,
                        .forward = quotes->spot,
                        .discount = 1,
                        .strikes = {}};
    for (int k = -80; k <= 80; ++k)
      expiry.strikes.push_back({std::round(quotes->spot / step) * step + k * step, vol, 0.1, 0.1});
    quotes->expiries.push_back(std::move(expiry));
  }
  return quotes;
}

/// With a flip a little below each evening's price, by chance.
inline World world_of(const research::WorldRule& rule) {
  World world{.days = research::made_up_days(rule), .inputs = {}};
  base::RandomStream stream(rule.seed, 1'000'003);
  for (std::size_t i = 0; i < world.days.days.size(); ++i) {
    auto& sheet = world.days.days[i].sheet;
    sheet.flip = market::Spot{sheet.spot.value() * std::exp(-0.01 * (0.5 + stream.uniform()))};
    world.inputs.push_back({.quotes = fair_quotes(world.days, i), .vix = 20});
  }
  return world;
}

inline constexpr CostRule free_of_costs{.underlying_half_spread = 0,
                                        .underlying_fee = 0,
                                        .option_half_spread = 0,
                                        .option_half_spread_least = 0,
                                        .option_fee = 0};

/// Quotes without spreads.
inline void take_spreads(World& world) {
  for (auto& input : world.inputs) {
    auto quotes = *input.quotes;
    for (auto& expiry : quotes.expiries) {
      for (auto& strike : expiry.strikes) strike.call_half_spread = strike.put_half_spread = 0;
    }
    input.quotes = std::make_shared<const OptionQuotes>(std::move(quotes));
  }
}

/// The world as it is for whoever pays nothing.
inline World free_world(const research::WorldRule& rule) {
  auto world = world_of(rule);
  take_spreads(world);
  return world;
}

}  // namespace gammafield::strategies::testing
