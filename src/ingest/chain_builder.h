#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// What a reader found in one row about one contract; the builder makes it a Contract or a Reject.
struct RawOption {
  std::string_view root;         ///< empty: the root is the chain's symbol
  market::Date expiry;
  market::Right right = market::Right::call;
  market::Strike strike;
  std::optional<double> bid, ask, last, vendor_vol, vendor_gamma, vendor_delta, open_interest, volume;  ///< as printed
  std::optional<market::Multiplier> multiplier;  ///< when the source says
  std::uint32_t line = 0;
};

/// What a reader knows about the whole snapshot; what is missing the builder derives, and flags.
struct RawHeader {
  std::string feed;
  std::string symbol;                        ///< empty: the commonest underlying of the roots
  std::optional<double> spot;
  std::optional<market::Instant> as_of;
  std::optional<market::Instant> last_trade; ///< the latest trade time in the rows
  std::optional<market::Date> label;         ///< a date given by the source without a time; may be wrong
};

/// Collects the rows of one snapshot whatever the format: resolves roots, settlement and calendar, turns fillers
/// (IV at or below the vendors' floors, bid = ask = 0, not a number) into "none", rejects what cannot be a contract, finds
/// duplicates, settles date and time, sorts. All rules about what a value means are here, none in the readers.
class ChainBuilder {
 public:
  explicit ChainBuilder(const ReadOptions& options);
  void reserve(std::size_t contracts);
  void add(const RawOption&);
  void reject(Reject);
  void flag(std::string code, std::string detail);

  /// Consumes the rows. Refuses (input_rejected) an empty chain, or one without date and `--as-of`.
  [[nodiscard]] base::Result<LoadedChain, base::Refusal> finish(const RawHeader&);

 private:
  ReadOptions options_;
  LoadedChain loaded_;
};

}  // namespace gammafield::ingest
