#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

/// Deribit's JSON-RPC 2.0, one text at a time: what its HTTP answers and its WebSocket sends. Views live until the
/// reader reads again.
namespace gammafield::ingest {

/// What a ticker, a row of a book summary or an order book says about one instrument. Null, absent and (of prices and
/// volatilities) 0 are none: an empty side is printed each of these ways.
struct DeribitQuote {
  std::string_view instrument = {};                       ///< `BTC-25DEC26-100000-C`; futures have other names
  std::optional<std::int64_t> time_ms = {};               ///< since 1970
  std::optional<std::int64_t> expires_ms = {};            ///< in the list of instruments alone, which has no quotes
  std::optional<double> underlying_price = {};            ///< the forward of its expiry, dollars
  std::optional<double> index_price = {};                 ///< of the coin, dollars
  std::optional<double> bid = {}, ask = {}, last = {};    ///< coins (inverse) or dollars (linear)
  std::optional<double> mark_iv = {};                     ///< percent
  std::optional<double> open_interest = {}, volume = {};  ///< coins
  std::optional<double> delta = {};                       ///< Black's, of the forward
};

/// One change to one side of an order book.
struct DeribitLevel {
  bool bid = false;
  double price = 0;
  double amount = 0;  ///< 0: taken out
};
struct DeribitDepth {
  std::string_view instrument;
  bool snapshot = false;
  std::int64_t change_id = 0;
  std::optional<std::int64_t> previous_change_id;
  std::optional<std::int64_t> time_ms;
  std::span<const DeribitLevel> levels;
};

struct DeribitTicker {
  DeribitQuote quote;
};
struct DeribitHeartbeat {
  bool test_request = false;  ///< to be answered with public/test, or the server hangs up
};
struct DeribitReply {
  std::optional<std::int64_t> id;
  std::span<const DeribitQuote> quotes;  ///< of a result that is a list of instruments, or one
  std::optional<std::int64_t> sent_us;   ///< by the server's clock
};
struct DeribitFailure {
  std::optional<std::int64_t> id;
  std::int64_t code = 0;  ///< 10028: too many requests
  std::string_view message;
};
struct DeribitOther {};  ///< well formed, of no use here: trades, a volatility index
using DeribitMessage =
    std::variant<DeribitOther, DeribitTicker, DeribitDepth, DeribitHeartbeat, DeribitReply, DeribitFailure>;

/// Reads one text after the other into the same memory. Keys in any order, unknown ones passed over, numbers also as
/// strings, NaN and null for none.
class DeribitReader {
 public:
  DeribitReader();
  ~DeribitReader();
  DeribitReader(DeribitReader&&) noexcept;
  DeribitReader& operator=(DeribitReader&&) noexcept;

  /// The error is one line: cut or broken JSON, no JSON-RPC, a text after the end.
  [[nodiscard]] base::Result<DeribitMessage, std::string> read(std::string_view text);

 private:
  class Parsing;
  std::unique_ptr<Parsing> parsing_;
};

}  // namespace gammafield::ingest
