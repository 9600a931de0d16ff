#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "market/calendar.h"
#include "research/hit_rate.h"
#include "research/made_up_sheet.h"
#include "strategies/option_quotes.h"
#include "strategies/tape.h"

/// Days made by hand for tests: a few bars, one minute apart, with levels where they are wanted.
namespace gammafield::strategies::testing {

struct HandDay {
  std::vector<double> prices;  ///< the first at the open, the last at the close
  double spot = 100;           ///< when the levels were made
  std::optional<double> call_wall = std::nullopt, put_wall = std::nullopt, flip = std::nullopt;
  double net_to_gross = 0.5;
  double move = 0.01;
  std::optional<double> volume_z = std::nullopt;  ///< all session long
  double put_wall_gross = 0;                      ///< in place of the 100 that a put wall has, of 1000 in all
};

inline research::LevelSheet sheet_of(const HandDay& hand, market::Date session) {
  const auto& calendar = market::Calendar::us();
  const auto evening = research::evening_before(session, calendar);
  research::LevelSheet sheet{
      .source = "by hand", .as_of = evening, .available = evening, .spot = market::Spot{hand.spot}};
  sheet.session_move = hand.move;
  sheet.gross_gex = market::UsdPerPercent{1000};
  sheet.net_gex = market::UsdPerPercent{1000 * hand.net_to_gross};
  if (hand.flip) sheet.flip = market::Spot{*hand.flip};
  const auto add = [&](double strike, double call, double put) {
    sheet.strikes.push_back({market::Strike{strike}, market::UsdPerPercent{call}, market::UsdPerPercent{put},
                             market::UsdPerPercent{call - put}, market::Contracts{1}, market::Contracts{1}});
  };
  if (hand.put_wall) add(*hand.put_wall, 0, hand.put_wall_gross > 0 ? hand.put_wall_gross : 100);
  if (hand.call_wall) add(*hand.call_wall, 200, 0);
  return sheet;
}

/// Sessions one after another from Tuesday, 2026-01-06 on.
inline research::SymbolDays days_of(const std::vector<HandDay>& hands) {
  const auto& calendar = market::Calendar::us();
  research::SymbolDays symbol{.symbol = "XYZ", .days = {}};
  auto session = market::Date{std::chrono::year{2026} / 1 / 6};
  for (const auto& hand : hands) {
    const auto open = calendar.session_open(session);
    research::StudyDay day{.symbol = "XYZ",
                           .session = session,
                           .open = open,
                           .close = open + std::chrono::minutes{hand.prices.size() - 1},
                           .from = open,
                           .sheet = sheet_of(hand, session),
                           .move = hand.move,
                           .move_is_implied = true,
                           .prices = {},
                           .prior = std::nullopt};
    for (std::size_t i = 0; i < hand.prices.size(); ++i)
      day.prices.push_back({open + std::chrono::minutes{i}, market::Spot{hand.prices[i]}});
    for (const auto& price : day.prices) {
      if (hand.volume_z) day.volume_z.push_back({price.at, *hand.volume_z});
    }
    symbol.days.push_back(std::move(day));
    session = calendar.next_trading_day(session);
  }
  return symbol;
}

/// Quotes at the day's levels' time: every strike of a dollar's step around spot for each of these days' closes, one
/// volatility, no carry.
inline std::shared_ptr<const OptionQuotes> quotes_for(const research::SymbolDays& symbol, std::size_t day,
                                                      const std::vector<std::size_t>& expiries, double vol,
                                                      double step = 1, int each_side = 20) {
  const auto& sheet = symbol.days[day].sheet;
  auto quotes = std::make_shared<OptionQuotes>();
  quotes->as_of = sheet.as_of;
  quotes->available = sheet.available;
  quotes->spot = sheet.spot.value();
  const double middle = std::round(quotes->spot / step) * step;
  for (const auto expiry : expiries) {
    ExpiryQuotes each{.date = symbol.days[expiry].session,
                      .settles_at = symbol.days[expiry].close,
                      .forward = quotes->spot,
                      .discount = 1,
                      .strikes = {}};
    for (int i = -each_side; i <= each_side; ++i) each.strikes.push_back({middle + i * step, vol, 0.05, 0.04});
    quotes->expiries.push_back(std::move(each));
  }
  return quotes;
}

}  // namespace gammafield::strategies::testing
