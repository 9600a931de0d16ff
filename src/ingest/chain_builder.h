#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/column_counts.h"
#include "ingest/loaded_chain.h"
#include "market/roots.h"

namespace gammafield::ingest {

/// What a reader found in one row about one contract; the builder makes it a Contract or a Reject.
struct RawOption {
  std::string_view root;  ///< empty: the root is the chain's symbol
  market::Date expiry;
  market::Right right = market::Right::call;
  market::Strike strike;
  std::optional<double> bid, ask, last, vendor_vol, vendor_gamma, vendor_delta, open_interest, volume;  ///< as printed
  std::optional<market::Multiplier> multiplier;  ///< when the source says
  std::uint32_t line = 0;
  std::optional<market::Instant> quoted_at = {};  ///< of bid and ask
};

/// What a reader knows about the whole snapshot; what is missing the builder derives, and flags.
struct RawHeader {
  std::string feed;
  std::string symbol;  ///< empty: the commonest underlying of the roots
  std::optional<double> spot;
  std::optional<market::Instant> spot_at = {};
  std::optional<market::Instant> as_of;
  std::optional<market::Instant> last_trade;  ///< the latest trade time in the rows
  std::optional<market::Date> label;          ///< a date given by the source without a time; may be wrong
  std::string undated_because;                ///< why the date that stands in the file is unreadable, for the refusal
  VolUnit vol_unit = VolUnit::automatic;      ///< what the format prescribes; the user's choice wins
  std::optional<std::chrono::minutes> quote_delay;  ///< how far the feed is behind the market in session
};

/// Collects the rows of one snapshot whatever the format: resolves roots, settlement and calendar, turns fillers
/// (IV at or below the vendors' floors, bid = ask = 0, not a number) into "none", rejects what cannot be a contract,
/// finds duplicates, settles date and time, sorts. All rules about what a value means are here, none in the readers
/// (option_values.h has the rules for one row, snapshot_time.h those for the date).
///
/// Left out, each as a Reject: strike not in (0, 1e6] (bad_strike), expiry outside 1990 to 2100 (bad_date), open
/// interest negative (negative_value) or above 2^53 or infinite (bad_number), adjusted series unless asked for, rows of
/// another underlying, and duplicates: of rows equal in key and open interest the first stays, of rows that contradict
/// each other none does. Values that cannot be (negative prices, gamma below 0) become none and are counted in
/// `impossible_values`.
class ChainBuilder {
 public:
  explicit ChainBuilder(const ReadOptions& options);
  void reserve(std::size_t contracts);
  void add(const RawOption&);
  void reject(Reject);
  void flag(std::string code, std::string detail);
  [[nodiscard]] std::size_t contracts() const { return rows_.size(); }  ///< accepted so far

  /// Consumes the rows. Refuses (input_rejected) an empty chain, or one without date and `--as-of`.
  /// The refusal's message does not name the file: read_chain puts the name before it.
  [[nodiscard]] base::Result<LoadedChain, base::Refusal> finish(const RawHeader&);

 private:
  struct Root {
    std::string name;
    market::RootSpec spec;
    std::string underlying;  ///< adjusted roots: without the digits
  };
  struct Group {  ///< an expiry in the making
    const Root* root = nullptr;
    market::Date date;
    std::optional<market::Multiplier> multiplier;
    std::size_t rows = 0;
    bool left_out = false;
  };

  [[nodiscard]] std::uint32_t root_index(std::string_view name);
  [[nodiscard]] std::uint32_t group_index(const RawOption&);
  [[nodiscard]] std::string row_name(const market::OptionRow&) const;
  void reject_row(RejectReason, const market::OptionRow&);

  [[nodiscard]] std::optional<base::Refusal> nothing_usable() const;
  [[nodiscard]] std::optional<base::Refusal> settle_time(const RawHeader&);
  [[nodiscard]] bool has_rows_of(std::string_view underlying) const;
  [[nodiscard]] std::string commonest_underlying() const;
  [[nodiscard]] std::string settle_symbol(const RawHeader&);
  [[nodiscard]] std::string matching_symbol(const std::string& wanted);
  void leave_out_foreign_and_adjusted();
  [[nodiscard]] VolReading read_vols(VolUnit prescribed);
  [[nodiscard]] std::optional<base::Refusal> make_expiries();
  [[nodiscard]] std::optional<market::Multiplier> multiplier_of(const Group&) const;
  [[nodiscard]] base::Refusal multiplier_unknown(const Group&) const;
  void sort_rows();
  void drop_duplicates();
  void settle_spot(const RawHeader&);
  void flag_left_out();

  ReadOptions options_;
  LoadedChain loaded_;
  std::deque<Root> roots_;  // a deque: RootSpec looks into the names
  std::map<std::string, std::uint32_t, std::less<>> root_of_name_;
  std::vector<Group> groups_;
  std::unordered_map<std::uint64_t, std::uint32_t> group_of_key_;
  std::array<std::uint32_t, 2> recent_groups_{};  // vendors alternate between two roots at most
  std::vector<market::OptionRow> rows_;           // `expiry` counts groups_ until make_expiries
  std::vector<double> vols_;                      // as printed, beside rows_; 0 for none
  QuoteCount quotes_;
  std::size_t impossible_values_ = 0;
  std::size_t adjusted_ = 0;
  double adjusted_open_interest_ = 0;
  std::size_t rejects_dropped_ = 0;
};

}  // namespace gammafield::ingest
