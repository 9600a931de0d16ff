#include <algorithm>

#include <fmt/format.h>

#include "simulate/contract_list.h"
#include "simulate/vendor_answers.h"

namespace gammafield::simulate {
namespace {

constexpr long long nanoseconds = 1'000'000'000;

std::string greeks(const SimulatedOption& option) {
  if (option.vendor_vol.value() == 0) return R"("greeks":{},)";
  return fmt::format(R"("greeks":{{"delta":{},"gamma":{},"theta":{},"vega":{}}},"implied_volatility":{:.6f},)",
                     option.delta.value(), option.gamma.value(), option.theta.value(), option.vega.value(),
                     option.vendor_vol.value());
}

std::string day(const SimulatedChain& chain, const SimulatedOption& option) {
  if (option.volume.value() == 0) return R"("day":{},)";
  return fmt::format(
      R"("day":{{"change":{:.2f},"close":{:.2f},"high":{:.2f},"last_updated":{},"low":{:.2f},"open":{:.2f},)"
      R"("previous_close":{:.2f},"volume":{:.0f}}},)",
      option.change.value(), option.last.value(), option.high.value(), epoch_times(chain.as_of, nanoseconds),
      option.low.value(), option.open.value(), option.previous_close.value(), option.volume.value());
}

std::string contract(const SimulatedChain& chain, const ListedContract& listed) {
  const SimulatedOption& option = *listed.option;
  const long long quoted = epoch_times(chain.as_of, nanoseconds);
  return fmt::format(
      R"({{{}"details":{{"contract_type":"{}","exercise_style":"european","expiration_date":"{}",)"
      R"("shares_per_contract":100,"strike_price":{},"ticker":"O:{}"}},{}"last_quote":{{"ask":{:.2f},"ask_size":{},)"
      R"("bid":{:.2f},"bid_size":{},"last_updated":{},"midpoint":{:.3f},"timeframe":"REAL-TIME"}},)"
      R"("open_interest":{:.0f},"underlying_asset":{{"last_updated":{},"value":{:.2f},"ticker":"I:{}",)"
      R"("timeframe":"REAL-TIME"}}}})",
      day(chain, option), listed.right == market::Right::call ? "call" : "put", market::to_string(listed.expiry->date),
      listed.strike.value(), listed.osi(), greeks(option), option.ask.value(), option.ask_size, option.bid.value(),
      option.bid_size, quoted, (option.bid.value() + option.ask.value()) / 2, option.open_interest.value(), quoted,
      chain.spot.value(), chain.symbol);
}

}  // namespace

std::string to_massive_page(const SimulatedChain& chain, std::size_t first, std::size_t count,
                            std::string_view next_url) {
  auto all = contracts_of(chain);
  std::ranges::sort(all, {}, &ListedContract::osi);
  std::string rows;
  for (std::size_t i = first; i < std::min(all.size(), first + count); ++i)
    rows += (rows.empty() ? "" : ",") + contract(chain, all[i]);
  const std::string next = next_url.empty() ? std::string{} : fmt::format(R"("next_url":"{}",)", next_url);
  return fmt::format(R"({{"request_id":"f1a2b3c4d5e6","status":"OK",{}"results":[{}]}})", next, rows);
}

}  // namespace gammafield::simulate
