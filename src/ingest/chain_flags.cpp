#include "ingest/chain_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "market/roots.h"

namespace gammafield::ingest {

namespace {

using market::ChainSnapshot;

void flag(ChainSnapshot& chain, std::string code, std::string detail) {
  chain.flags.push_back({std::move(code), std::move(detail)});
}

void flag_quotes(ChainSnapshot& chain, const QuoteCount& quotes) {
  if (chain.trades_for_quotes) {
    flag(chain, "quotes_are_last_trades",
         "the source has no bid and no ask: forwards and volatilities are of last trades, each as old as it is");
  } else if (quotes.given == 0) {
    flag(chain, "quotes_missing", "the source has no bid and no ask");
  } else if (quotes.both_zero * 10 >= quotes.contracts * 9) {
    flag(
        chain, "quotes_all_zero",
        fmt::format("bid and ask are 0 on {} of {} contracts, as in downloads made late in the evening: IV, greeks and "
                    "open interest stand, quotes do not",
                    quotes.both_zero, quotes.contracts));
  }
}

void flag_vols(ChainSnapshot& chain, const VolReading& vols) {
  if (vols.known == 0) {
    flag(chain, "vendor_iv_missing", "the source has no implied volatility: it has to be solved from the quotes");
  }
  if (vols.decided_by_rule) {
    flag(chain, "vendor_iv_percent", "the IV column was read as percent: its median is above 3");
  }
  if (vols.floors > 0) {
    flag(
        chain, "vendor_iv_floor",
        fmt::format("{} contracts print a floor (such as 0.001 or 0.02) instead of an IV: taken as none", vols.floors));
  }
}

void flag_open_interest(ChainSnapshot& chain) {
  const auto& rows = chain.rows;
  if (std::ranges::none_of(rows, [](const auto& row) { return row.open_interest.has_value(); })) {
    flag(chain, "open_interest_missing", "the source has no open interest: exposure cannot be weighted by it");
  } else if (std::ranges::none_of(
                 rows, [](const auto& row) { return row.open_interest && row.open_interest->value() > 0; })) {
    flag(chain, "open_interest_all_zero", "the open interest of every contract is 0");
  }
}

void flag_few_expiries(ChainSnapshot& chain) {
  constexpr std::size_t few = 2;  // the page's own one-expiry download brings two when a quarter ends near
  std::set<market::Date> dates;
  for (const auto& expiry : chain.expiries) dates.insert(expiry.date);
  if (dates.size() > few) return;
  flag(chain, "few_expiries",
       fmt::format("only {} expiry date{} ({}{}): levels are of {}, not of the whole chain", dates.size(),
                   dates.size() == 1 ? "" : "s", market::to_string(*dates.begin()),
                   dates.size() == 1 ? "" : " and " + market::to_string(*dates.rbegin()),
                   dates.size() == 1 ? "it" : "these"));
}

void flag_expiries(ChainSnapshot& chain) {
  const auto expired = [&](const market::OptionRow& row) {
    return chain.expiries[row.expiry].settles_at <= chain.as_of;
  };
  const auto count = std::ranges::count_if(chain.rows, expired);
  if (count > 0) {
    flag(chain, "expired_listed",
         fmt::format("{} of {} contracts had already settled (the first on {}) and are still listed", count,
                     chain.rows.size(), market::to_string(chain.expiries.front().date)));
  }
  flag_few_expiries(chain);
}

/// A calendar of weekdays alone may settle an expiry on a holiday.
void flag_holidays(ChainSnapshot& chain) {
  const auto& rules = chain.calendar->rules();
  const auto unknown = std::ranges::find_if(
      chain.expiries, [&](const market::Expiry& expiry) { return !rules.holidays_known(expiry.date.year()); });
  if (unknown == chain.expiries.end() || chain.calendar->is_changed()) return;
  flag(chain, "holidays_unknown",
       fmt::format("holidays of {} are not known for {}: every weekday counts as a session; --calendar gives them",
                   rules.name, int{unknown->date.year()}));
}

/// While the average is being taken, what has passed of it moves no more.
void flag_average(ChainSnapshot& chain) {
  const auto average = chain.calendar->rules().final_average;
  const auto settling = std::ranges::find_if(chain.expiries, [&](const market::Expiry& expiry) {
    return expiry.settles_at > chain.as_of && expiry.settles_at < chain.as_of + average;
  });
  if (settling == chain.expiries.end()) return;
  const auto minutes = [](std::chrono::seconds span) { return span.count() / 60; };
  flag(chain, "settles_at_average",
       fmt::format("{} {} settles at the underlying's average of the last {} minutes, {} of which have passed: its "
                   "gamma is less than is told here",
                   settling->root, market::to_string(settling->date), minutes(average),
                   minutes(average - (settling->settles_at - chain.as_of))));
}

}  // namespace

void flag_contents(ChainSnapshot& chain, const QuoteCount& quotes, const VolReading& vols) {
  flag_quotes(chain, quotes);
  flag_vols(chain, vols);
  flag_open_interest(chain);
  flag_expiries(chain);
  flag_holidays(chain);
  flag_average(chain);
  if (market::root_spec(chain.symbol, chain.calendar->exchange()).kind == market::UnderlyingKind::volatility_index) {
    flag(chain, "priced_off_futures",
         fmt::format("{} options are priced off the future of their expiry, not off the printed index", chain.symbol));
  }
}

}  // namespace gammafield::ingest
