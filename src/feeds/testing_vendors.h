#pragma once

#include <string>

#include <fmt/format.h>

/// Made-up answers of vendors, in their exact shapes, for the tests of their feeds.
namespace gammafield::feeds {

inline std::string tradier_quote(double last, long long milliseconds) {
  return fmt::format(R"({{"quotes":{{"quote":{{"symbol":"ACME","type":"stock","last":{},"trade_date":{}}}}}}})", last,
                     milliseconds);
}

inline std::string tradier_chain(std::string_view yymmdd, long long milliseconds, int open_interest = 120) {
  std::string rows;
  for (const int strike : {95, 100, 105})
    for (const char right : {'C', 'P'})
      rows += fmt::format(
          R"({}{{"symbol":"ACME{}{}{:08d}","type":"option","last":null,"volume":0,"bid":4.1,"ask":4.3,)"
          R"("underlying":"ACME","strike":{}.0,"greeks":null,"trade_date":0,"bid_date":{},"ask_date":{},)"
          R"("open_interest":{},"contract_size":100,"expiration_date":"20{}-{}-{}","expiration_type":"standard",)"
          R"("option_type":"{}","root_symbol":"ACME"}})",
          rows.empty() ? "" : ",", yymmdd, right, strike * 1000, strike, milliseconds, milliseconds, open_interest,
          yymmdd.substr(0, 2), yymmdd.substr(2, 2), yymmdd.substr(4, 2), right == 'C' ? "call" : "put");
  return fmt::format(R"({{"options":{{"option":[{}]}}}})", rows);
}

/// `next`: empty on the last page. `strike`: pages hold different contracts.
inline std::string massive_page(int strike, long long nanoseconds, std::string_view next) {
  std::string rows;
  for (const char right : {'C', 'P'})
    rows += fmt::format(
        R"({}{{"details":{{"contract_type":"{}","exercise_style":"american","expiration_date":"2026-09-18",)"
        R"("shares_per_contract":100,"strike_price":{},"ticker":"O:ACME260918{}{:08d}"}},"greeks":{{}},)"
        R"("last_quote":{{"ask":4.3,"bid":4.1,"last_updated":{}}},"open_interest":120,)"
        R"("underlying_asset":{{"last_updated":{},"price":100.5,"ticker":"ACME"}}}})",
        rows.empty() ? "" : ",", right == 'C' ? "call" : "put", strike, right, strike * 1000, nanoseconds, nanoseconds);
  return fmt::format(R"({{"request_id":"a1","status":"OK",{}"results":[{}]}})",
                     next.empty() ? "" : fmt::format(R"("next_url":"{}",)", next), rows);
}

inline std::string theta_quotes(std::string_view timestamp) {
  return fmt::format(
      R"({{"response":[{{"contract":{{"symbol":"ACME","expiration":"2026-09-18","strike":100.000,"right":"CALL"}},)"
      R"("data":[{{"timestamp":"{}","bid":4.1,"ask":4.3}}]}}]}})",
      timestamp);
}

inline constexpr std::string_view theta_open_interest =
    R"({"response":[{"symbol":"ACME","expiration":"2026-09-18","strike":100,"right":"CALL","open_interest":120}]})";

}  // namespace gammafield::feeds
