#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What Deribit's server sends, with made-up numbers.
namespace gammafield::feeds::testing {

inline std::string deribit_name(int strike, char right = 'C', std::string_view root = "BTC") {
  return fmt::format("{}-28AUG26-{}-{}", root, strike, right);
}

inline std::string deribit_summary_row(std::string_view name, std::int64_t ms, double bid) {
  return fmt::format(
      R"({{"instrument_name":"{}","creation_timestamp":{},"underlying_price":60150.0,"estimated_delivery_price":60000.0,)"
      R"("bid_price":{},"ask_price":{},"mark_iv":48.0,"open_interest":10.0,"volume":1.0}})",
      name, ms, bid, bid + 0.01);
}

inline std::string deribit_answer(std::int64_t id, const std::vector<std::string>& rows) {
  std::string all;
  for (const std::string& row : rows) all += (all.empty() ? "" : ",") + row;
  return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":[{}],"usOut":1787063400250000}})", id, all);
}

inline std::string deribit_ok(std::int64_t id) {
  return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":"ok"}})", id);
}

inline std::string deribit_error(std::int64_t id, int code, std::string_view message) {
  return fmt::format(R"({{"jsonrpc":"2.0","id":{},"error":{{"code":{},"message":"{}"}}}})", id, code, message);
}

inline std::string deribit_ticker(std::string_view name, std::int64_t ms, double bid) {
  return fmt::format(
      R"({{"jsonrpc":"2.0","method":"subscription","params":{{"channel":"ticker.{0}.100ms","data":{{"instrument_name":"{0}",)"
      R"("timestamp":{1},"state":"open","underlying_index":"BTC-28AUG26","underlying_price":60150.0,"index_price":60001.0,)"
      R"("estimated_delivery_price":60001.0,"mark_price":0.02,"mark_iv":48.5,"bid_iv":47.0,"ask_iv":49.0,"best_bid_price":{2},)"
      R"("best_bid_amount":5.0,"best_ask_price":{3},"best_ask_amount":4.0,"last_price":0.02,"open_interest":11.0,)"
      R"("interest_rate":0.0,"min_price":0.0001,"max_price":0.2,"settlement_price":0.02,"greeks":{{"delta":0.5,"gamma":0.00004,)"
      R"("vega":22.5,"theta":-42.9,"rho":12.0}},"stats":{{"volume":52.3,"volume_usd":154419.3,"price_change":3.0,"low":0.01,)"
      R"("high":0.03}}}}}}}})",
      name, ms, bid, bid + 0.01);
}

inline std::string deribit_depth(std::string_view name, bool snapshot, std::int64_t change, std::int64_t previous,
                                 std::string_view bids) {
  return fmt::format(
      R"({{"jsonrpc":"2.0","method":"subscription","params":{{"channel":"book.{0}.100ms","data":{{"type":"{1}",)"
      R"("instrument_name":"{0}","timestamp":1787063400500,"change_id":{2},"prev_change_id":{3},"bids":{4},"asks":[]}}}}}})",
      name, snapshot ? "snapshot" : "change", change, snapshot ? "null" : fmt::format("{}", previous), bids);
}

inline constexpr std::string_view deribit_test_request_text =
    R"({"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}})";

/// The number after `"id":` of a request.
inline std::int64_t id_of(std::string_view request) {
  const auto at = request.find("\"id\":");
  return at == request.npos ? 0 : std::stoll(std::string(request.substr(at + 5)));
}

}  // namespace gammafield::feeds::testing
