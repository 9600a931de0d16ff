#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/deribit_message.h"
#include "ingest/loaded_chain.h"
#include "market/coin_option.h"

namespace gammafield::ingest {

/// The latest quote of every option of Deribit that was spoken of: what a book summary begins and tickers keep up.
/// Futures and combinations are passed over. Quotes of one contract never go back in time.
class DeribitQuotes {
 public:
  enum class Taken : std::uint8_t { replaced, added, older, not_an_option };
  /// The new quote takes the place of the whole old one; index price and delta stay where it has none (summaries have
  /// no delta).
  Taken take(const DeribitQuote&);
  /// When the exchange's list of instruments says that a contract expires, which goes before what its name says. False:
  /// no option, or no time.
  bool take_listing(const DeribitQuote&);
  /// A depth channel's best prices; none for an empty side. False for a contract that was never quoted. The contract's
  /// own time stays: its next ticker may be older than the depth.
  bool take_best(std::string_view instrument, std::optional<double> bid, std::optional<double> ask,
                 std::optional<std::int64_t> time_ms);
  /// Forgets what had settled by then. How many.
  std::size_t remove_settled(market::Instant);
  void clear();
  /// To be told when a chain has been made of a root's quotes. How many had been replaced before that.
  std::size_t mark_read(std::string_view root);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] std::vector<std::string> roots() const;  ///< `BTC`, `SOL_USDC`
  [[nodiscard]] std::optional<std::int64_t> latest_ms() const { return latest_ms_; }
  /// When this contract was last quoted; none if never.
  [[nodiscard]] std::optional<std::int64_t> time_ms(std::string_view instrument) const;
  [[nodiscard]] std::optional<double> bid(std::string_view instrument) const;
  [[nodiscard]] std::optional<double> open_interest(std::string_view instrument) const;

  /// A snapshot of one root (options.symbol, else the commonest): dated by its latest quote unless options.as_of says,
  /// or, where no quote has a time, `sent_us`. Premiums in coin become dollars (coin_premiums.h); spot is the index.
  [[nodiscard]] base::Result<LoadedChain, base::Refusal> chain(const ReadOptions&, std::string_view feed,
                                                               std::optional<std::int64_t> sent_us = {}) const;

 private:
  struct Row {
    std::string name;
    market::CoinOption option;
    market::Instant settles_at;
    DeribitQuote quote;  ///< its `instrument` is empty
    bool unread = true;
    std::uint32_t replaced_unread = 0;
  };
  [[nodiscard]] const Row* find(std::string_view instrument) const;
  [[nodiscard]] std::string commonest_root() const;

  std::vector<Row> rows_;
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };
  template <class Value>
  using ByName = std::unordered_map<std::string, Value, NameHash, std::equal_to<>>;
  ByName<std::uint32_t> row_of_name_;
  ByName<market::Instant> listed_;  ///< when it expires
  std::optional<std::int64_t> latest_ms_;
};

}  // namespace gammafield::ingest
