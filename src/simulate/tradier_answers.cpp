#include <set>

#include <fmt/format.h>

#include "simulate/contract_list.h"
#include "simulate/vendor_answers.h"

namespace gammafield::simulate {
namespace {

using market::Right;

/// What only a contract that traded has.
std::string trades(const SimulatedOption& option) {
  if (option.volume.value() == 0)
    return R"("last":null,"change":null,"volume":0,"open":null,"high":null,"low":null,"close":null,)";
  return fmt::format(
      R"("last":{:.2f},"change":{:.2f},"volume":{:.0f},"open":{:.2f},"high":{:.2f},"low":{:.2f},"close":null,)",
      option.last.value(), option.change.value(), option.volume.value(), option.open.value(), option.high.value(),
      option.low.value());
}

/// Refreshed about hourly, UTC without a zone; null where the vendor finds no volatility.
std::string greeks(const SimulatedChain& chain, const SimulatedOption& option) {
  if (option.vendor_vol.value() == 0) return "null";
  const auto hour = std::chrono::floor<std::chrono::hours>(chain.as_of);
  std::string updated = market::to_string(market::Instant{hour});
  updated[10] = ' ';
  updated.pop_back();  // the Z
  const double vol = option.vendor_vol.value(), bid_vol = option.bid.value() > 0 ? vol : 0;
  return fmt::format(
      R"({{"delta":{},"gamma":{},"theta":{},"vega":{},"rho":{},"phi":0.0,"bid_iv":{:.6f},"mid_iv":{:.6f},)"
      R"("ask_iv":{:.6f},"smv_vol":{:.3f},"updated_at":"{}"}})",
      option.delta.value(), option.gamma.value(), option.theta.value(), option.vega.value(), option.rho.value(),
      bid_vol, vol, vol, vol, updated);
}

std::string contract(const SimulatedChain& chain, const ListedContract& listed) {
  const SimulatedOption& option = *listed.option;
  const bool call = listed.right == Right::call;
  const std::string date = market::to_string(listed.expiry->date);
  const long long quoted = epoch_times(chain.as_of, 1000);
  return fmt::format(
      R"({{"symbol":"{}","description":"{} {} {:.2f} {}","exch":"Z","type":"option",{}"bid":{:.2f},"ask":{:.2f},)"
      R"("underlying":"{}","strike":{:.1f},"greeks":{},"change_percentage":null,"average_volume":0,"last_volume":0,)"
      R"("trade_date":{},"prevclose":null,"week_52_high":0.0,"week_52_low":0.0,"bidsize":{},"bidexch":"C",)"
      R"("bid_date":{},"asksize":{},"askexch":"C","ask_date":{},"open_interest":{:.0f},"contract_size":100,)"
      R"("expiration_date":"{}","expiration_type":"{}","option_type":"{}","root_symbol":"{}"}})",
      listed.osi(), chain.symbol, date, listed.strike.value(), call ? "Call" : "Put", trades(option),
      option.bid.value(), option.ask.value(), chain.symbol, listed.strike.value(), greeks(chain, option),
      option.last_trade ? epoch_times(*option.last_trade, 1000) : 0, option.bid_size, quoted, option.ask_size, quoted,
      option.open_interest.value(), date, listed.expiry->root == chain.symbol ? "standard" : "weeklys",
      call ? "call" : "put", listed.expiry->root);
}

/// As the vendor writes lists: one alone is no list.
std::string list_of(const std::vector<std::string>& items) {
  return items.size() == 1 ? items.front() : fmt::format("[{}]", fmt::join(items, ","));
}

}  // namespace

std::vector<market::Date> expiration_dates(const SimulatedChain& chain) {
  std::set<std::chrono::sys_days> dates;
  for (const SimulatedStrike& row : chain.strikes) dates.insert(chain.expiries[row.expiry].date);
  return {dates.begin(), dates.end()};
}

std::vector<std::string> roots_of(const SimulatedChain& chain) {
  std::set<std::string> roots;
  for (const SimulatedStrike& row : chain.strikes) roots.insert(chain.expiries[row.expiry].root);
  return {roots.begin(), roots.end()};
}

std::string to_tradier_expirations(const SimulatedChain& chain) {
  std::vector<std::string> dates;
  for (const market::Date date : expiration_dates(chain)) dates.push_back('"' + market::to_string(date) + '"');
  return fmt::format(R"({{"expirations":{{"date":{}}}}})", list_of(dates));
}

std::string to_tradier_quote(const SimulatedChain& chain) {
  return fmt::format(
      R"({{"quotes":{{"quote":{{"symbol":"{}","description":"made up","exch":"Z","type":"index","last":{:.2f},)"
      R"("change":{:.2f},"volume":0,"open":{:.2f},"bid":null,"ask":null,"prevclose":{:.2f},"trade_date":{},)"
      R"("bid_date":0,"ask_date":0}}}}}})",
      chain.symbol, chain.spot.value(), chain.spot.value() - chain.previous_spot.value(), chain.previous_spot.value(),
      chain.previous_spot.value(), epoch_times(chain.as_of, 1000));
}

std::string to_tradier_chain(const SimulatedChain& chain, market::Date expiration) {
  std::vector<std::string> rows;
  for (const ListedContract& listed : contracts_of(chain))
    if (listed.expiry->date == expiration) rows.push_back(contract(chain, listed));
  if (rows.empty()) return R"({"options":null})";
  return fmt::format(R"({{"options":{{"option":{}}}}})", list_of(rows));
}

}  // namespace gammafield::simulate
