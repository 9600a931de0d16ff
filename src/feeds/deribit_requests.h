#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// The texts that are sent to Deribit: JSON-RPC 2.0, one a call.
namespace gammafield::feeds {

[[nodiscard]] std::string deribit_heartbeat_request(std::int64_t id, std::int64_t interval_s);
[[nodiscard]] std::string deribit_test_request(std::int64_t id);  ///< the answer to a test_request
[[nodiscard]] std::string deribit_summary_request(std::int64_t id, std::string_view currency);
[[nodiscard]] std::string deribit_instruments_request(std::int64_t id, std::string_view currency);
[[nodiscard]] std::string deribit_channels_request(std::int64_t id, bool subscribe,
                                                   std::span<const std::string> channels);

/// Which currency's book summary has the root: `BTC` its own, `SOL_USDC` that of `USDC`.
[[nodiscard]] std::string_view deribit_currency(std::string_view root);

}  // namespace gammafield::feeds
