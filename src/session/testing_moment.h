#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exposure/by_strike.h"
#include "exposure/testing_book.h"
#include "session/advance.h"

/// For tests only: snapshots of a made-up symbol with the strengths one wants.
namespace gammafield::session::testing {

/// One contract: PM, settling at the close of the March day of 2026, each contract worth `each` dollars, a 1 % move.
struct Contract {
  unsigned day = 20;
  market::Right right = market::Right::call;
  double strike = 0, open_interest = 0, each = 1;
};

inline market::Date march(unsigned day) { return std::chrono::year{2026} / 3 / static_cast<int>(day); }
inline market::Instant at(unsigned day, int hour, int minute) {
  return market::from_new_york(march(day), std::chrono::hours{hour} + std::chrono::minutes{minute});
}

/// Owns what a Moment refers to.
struct Snapshot {
  std::shared_ptr<pricing::PricedChain> priced;
  exposure::Book book;
  std::unique_ptr<exposure::RepricedBook> repriced;
  levels::Levels levels;
  levels::LevelSettings settings;
  std::vector<market::DataFlag> flags;
  [[nodiscard]] Moment moment() const { return {book, *repriced, levels, settings, flags}; }
};

inline levels::Level<levels::Wall> as_wall(const levels::Level<levels::WallStrike>& found) {
  if (!found) return base::failure(found.error());
  levels::Wall wall;
  wall.at = *found;
  return wall;
}

inline Snapshot snapshot(market::Instant as_of, double spot, const std::vector<Contract>& contracts,
                         const levels::LevelSettings& settings = {}) {
  std::vector<exposure::TestingOption> options;
  for (const Contract& contract : contracts) {
    const auto years = static_cast<double>((at(contract.day, 16, 0) - as_of).count()) / (365 * 86400.0);
    if (years > 0) options.push_back({years, contract.right, contract.strike, 0.2, contract.open_interest});
  }
  exposure::TestingMarket market;
  market.spot = spot;
  Snapshot made;
  made.priced = exposure::testing_priced_chain(options, market);
  auto chain = std::make_shared<market::ChainSnapshot>(*made.priced->chain);
  for (auto& expiry : chain->expiries) {
    expiry.settles_at = as_of + (expiry.settles_at - chain->as_of);
    expiry.date = market::to_new_york(expiry.settles_at).date;
  }
  chain->as_of = as_of;
  chain->session = market::to_new_york(as_of).date;
  made.priced->chain = chain;
  made.book = exposure::make_book(made.priced, market.positioning, market.filter);
  for (auto& holding : made.book.holdings) {
    for (const Contract& contract : contracts) {
      const bool same = contract.right == holding.right && contract.strike == holding.strike.value() &&
                        chain->expiries[holding.expiry].settles_at == at(contract.day, 16, 0);
      if (!same) continue;
      holding.gross_gex = market::UsdPerPercent{contract.each * contract.open_interest};
      holding.net_gex = market::UsdPerPercent{holding.dealer_shares.value() / holding.gross_shares.value() *
                                              holding.gross_gex.value()};
    }
  }
  made.repriced = std::make_unique<exposure::RepricedBook>(made.book);
  made.settings = settings;
  made.levels.strikes = exposure::by_strike(made.book);
  made.levels.totals = exposure::totals(made.book);
  made.levels.call_wall = as_wall(best_wall(levels::Side::call, made.levels.strikes, market::Spot{spot}, settings));
  made.levels.put_wall = as_wall(best_wall(levels::Side::put, made.levels.strikes, market::Spot{spot}, settings));
  return made;
}

}  // namespace gammafield::session::testing
