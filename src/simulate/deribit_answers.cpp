#include "simulate/deribit_answers.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "simulate/contract_list.h"

namespace gammafield::simulate {
namespace {

constexpr double coin = 10;           // dollars of the coin for one of the index
constexpr double premium_tick = 1e4;  // a ten-thousandth of a coin
constexpr std::array months{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

std::string expiry_name(market::Date date) {
  return fmt::format("{}{}{:02}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()) % 100);
}

market::Instant expires_at(market::Date date) { return std::chrono::sys_days{date} + std::chrono::hours{8}; }

/// The contracts that the exchange would list.
std::vector<ListedContract> listed(const SimulatedChain& chain) {
  std::vector<ListedContract> all;
  for (const ListedContract& each : contracts_of(chain))
    if (each.expiry->settlement == market::Settlement::pm && expires_at(each.expiry->date) > chain.as_of)
      all.push_back(each);
  return all;
}

std::string name_of(const ListedContract& each) {
  return fmt::format("BTC-{}-{:.0f}-{}", expiry_name(each.expiry->date), coin * each.strike.value(),
                     each.right == market::Right::call ? "C" : "P");
}

/// Dollars a share of the index -> coins.
double premium(const ListedContract& each, market::Price price) {
  return std::round(price.value() / each.expiry->forward.value() * premium_tick) / premium_tick;
}

/// An empty side is null in a summary.
std::string or_null(double value) { return value > 0 ? fmt::format("{}", value) : "null"; }

std::string summary(const SimulatedChain& chain, const ListedContract& each) {
  const SimulatedOption& option = *each.option;
  const double forward = coin * each.expiry->forward.value();
  return fmt::format(
      R"({{"volume_usd":{:.2f},"volume":{:.1f},"underlying_price":{:.4f},"underlying_index":"SYN.BTC-{}",)"
      R"("quote_currency":"BTC","price_change":null,"open_interest":{:.1f},"mid_price":null,"mark_price":{},)"
      R"("mark_iv":{:.2f},"low":null,"last":{},"interest_rate":0.0,"instrument_name":"{}","high":null,)"
      R"("estimated_delivery_price":{:.2f},"creation_timestamp":{},"bid_price":{},"base_currency":"BTC",)"
      R"("ask_price":{}}})",
      option.volume.value() / 10 * forward, option.volume.value() / 10, forward, expiry_name(each.expiry->date),
      option.open_interest.value() / 10, premium(each, option.theo), 100 * option.vendor_vol.value(),
      or_null(premium(each, option.last)), name_of(each), coin * chain.spot.value(), epoch_times(chain.as_of, 1000),
      or_null(premium(each, option.bid)), or_null(premium(each, option.ask)));
}

std::string instrument(const SimulatedChain& chain, const ListedContract& each) {
  constexpr std::chrono::days listed_before{40};
  const auto expires = expires_at(each.expiry->date);
  return fmt::format(
      R"({{"instrument_name":"{}","kind":"option","option_type":"{}","strike":{:.1f},"expiration_timestamp":{},)"
      R"("creation_timestamp":{},"is_active":true,"instrument_type":"reversed","price_index":"btc_usd",)"
      R"("base_currency":"BTC","quote_currency":"BTC","counter_currency":"USD","settlement_currency":"BTC",)"
      R"("settlement_period":"week","contract_size":1.0,"min_trade_amount":0.1,"tick_size":0.0001,)"
      R"("tick_size_steps":[],"instrument_id":{}}})",
      name_of(each), each.right == market::Right::call ? "call" : "put", coin * each.strike.value(),
      epoch_times(expires, 1000), epoch_times(std::min(chain.as_of, expires) - listed_before, 1000),
      100'000 + static_cast<int>(each.strike.value()));
}

std::string ticker(const SimulatedChain& chain, const ListedContract& each) {
  const SimulatedOption& option = *each.option;
  const double index = coin * chain.spot.value();
  return fmt::format(
      R"({{"instrument_name":"{}","timestamp":{},"state":"open","underlying_index":"SYN.BTC-{}",)"
      R"("underlying_price":{:.4f},"index_price":{:.2f},"estimated_delivery_price":{:.2f},"mark_price":{},)"
      R"("mark_iv":{:.2f},"bid_iv":0.0,"ask_iv":0.0,"best_bid_price":{},"best_bid_amount":{:.1f},)"
      R"("best_ask_price":{},"best_ask_amount":{:.1f},"last_price":{},"open_interest":{:.1f},"interest_rate":0.0,)"
      R"("min_price":0.0001,"max_price":1.5,"settlement_price":null,"greeks":{{"delta":{:.5f},"gamma":{:.5f},)"
      R"("vega":{:.5f},"theta":{:.5f},"rho":{:.5f}}},"stats":{{"volume":{:.1f},"volume_usd":null,)"
      R"("price_change":null,"low":null,"high":null}}}})",
      name_of(each), epoch_times(chain.as_of, 1000), expiry_name(each.expiry->date),
      coin * each.expiry->forward.value(), index, index, premium(each, option.theo), 100 * option.vendor_vol.value(),
      premium(each, option.bid), option.bid_size / 10.0, premium(each, option.ask), option.ask_size / 10.0,
      or_null(premium(each, option.last)), option.open_interest.value() / 10, option.delta.value(),
      option.gamma.value() / coin, coin * option.vega.value(), coin * option.theta.value(), coin * option.rho.value(),
      option.volume.value() / 10);
}

DeribitBook::Side side_of(const ListedContract& each, market::Price price, std::uint32_t size) {
  const double coins = premium(each, price);
  return coins > 0 ? DeribitBook::Side{coins, std::max(size, 1u) / 10.0} : DeribitBook::Side{};
}

/// A price that goes is deleted, or the book would keep it for ever.
std::string steps(const DeribitBook::Side& before, const DeribitBook::Side& now) {
  const bool stays = before.price == now.price;
  if (stays && before.amount == now.amount) return {};
  if (stays) return fmt::format(R"(["change",{},{:.1f}])", now.price, now.amount);
  const std::string gone = before.price > 0 ? fmt::format(R"(["delete",{},0.0])", before.price) : "";
  if (now.price == 0) return gone;
  return fmt::format(R"({}{}["new",{},{:.1f}])", gone, gone.empty() ? "" : ",", now.price, now.amount);
}

}  // namespace

std::vector<std::string> deribit_instruments(const SimulatedChain& chain) {
  std::vector<std::string> names;
  for (const ListedContract& each : listed(chain)) names.push_back(name_of(each));
  return names;
}

std::string to_deribit_instruments(const SimulatedChain& chain) {
  std::string rows;
  for (const ListedContract& each : listed(chain)) rows += (rows.empty() ? "" : ",") + instrument(chain, each);
  return "[" + rows + "]";
}

std::string to_deribit_summary(const SimulatedChain& chain) {
  std::string rows;
  for (const ListedContract& each : listed(chain)) rows += (rows.empty() ? "" : ",") + summary(chain, each);
  return "[" + rows + "]";
}

std::vector<std::string> to_deribit_tickers(const SimulatedChain& chain) {
  std::vector<std::string> texts;
  for (const ListedContract& each : listed(chain)) texts.push_back(ticker(chain, each));
  return texts;
}

std::vector<DeribitBook> deribit_books(const SimulatedChain& chain) {
  std::vector<DeribitBook> books;
  for (const ListedContract& each : listed(chain))
    books.push_back({side_of(each, each.option->bid, each.option->bid_size),
                     side_of(each, each.option->ask, each.option->ask_size)});
  return books;
}

std::string to_deribit_depth(const DeribitBook& before, const DeribitBook& now) {
  return fmt::format(R"("bids":[{}],"asks":[{}])", steps(before.bid, now.bid), steps(before.ask, now.ask));
}

}  // namespace gammafield::simulate
