#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gammafield::ingest {

/// What a column of a table, or a field of a JSON object, says about a contract or about the whole snapshot.
enum class Meaning : std::uint8_t {
  option_symbol,  ///< OSI
  any_symbol,  ///< `symbol`, `ticker`, `optionroot`: an OSI option symbol or the underlying's, to be told by its value
  root,        ///< `SPXW`; an OSI symbol in some vendors' files
  underlying,  ///< `SPX`, `_SPX`, `^SPX`
  expiry,
  days_to_expiry,  ///< calendar days from the snapshot's date
  right,
  strike,
  bid,
  ask,
  last,
  vol,
  gamma,
  delta,
  open_interest,
  volume,
  multiplier,
  spot,
  spot_bid,
  spot_ask,
  index_price,  ///< of a coin, where `spot` is the forward of the contract's expiry
  quote_date,   ///< the session or the instant of the snapshot
  quote_clock,  ///< a clock time beside quote_date
  trade_time,   ///< of this contract's last trade
  quote_time,   ///< of this contract's quote, or of its bid
  ask_time,     ///< where bid and ask have their own
  spot_time,
  exchange,
  premium_currency,  ///< ISO 4217, of bid, ask and last: of a coin's, that they have been converted
  oi_date,           ///< the close that open interest is of
  contracts_listed,  ///< document only: how many contracts the vendor saw when it made this file
};
inline constexpr std::size_t meaning_count = static_cast<std::size_t>(Meaning::contracts_listed) + 1;

/// Which contracts of a row a column speaks of. Wide tables have one row for the call and the put of a strike.
enum class Side : std::uint8_t { both, call, put };
inline constexpr std::size_t side_count = 3;

/// Where a name leads. A lower rank is a better source of the same meaning: `option_type` before `type`.
struct ColumnUse {
  Meaning meaning = Meaning::strike;
  Side side = Side::both;
  std::uint8_t rank = 0;
  bool utc = false;      ///< `snapshot_utc`: a clock without zone in it is UTC
  bool at_1545 = false;  ///< `bid_1545`: a quarter of an hour before the close (Cboe DataShop)
};

/// The name in lower case without blanks, underscores, dashes, brackets, quotes and byte-order mark; dots stay:
/// `[QUOTE_DATE]` and ` Quote Date` are `quotedate`.
[[nodiscard]] std::string plain_name(std::string_view);

/// The alias table: names of all vendors in docs/formats and their cousins. None: a column that is not used.
[[nodiscard]] std::optional<ColumnUse> column_use(std::string_view name);

/// The cells of one row by meaning; empty where the row has none. The views live as long as the source says.
struct RowCells {
  std::array<std::array<std::string_view, meaning_count>, side_count> by_side{};
  std::uint32_t line = 0;

  [[nodiscard]] std::string_view at(Meaning, Side = Side::both) const;  ///< the side's own cell, else the common one
  [[nodiscard]] std::string_view own(Meaning, Side) const;              ///< the side's own cell alone
  [[nodiscard]] bool wide() const;                                      ///< some cell belongs to one side
  [[nodiscard]] bool has(Side) const;                                   ///< some cell is that side's own
  void set(const ColumnUse& use, std::string_view cell);
  void clear() { by_side = {}; }
};

/// The columns of one table: for each its use, the best ranked where several mean the same.
class Columns {
 public:
  explicit Columns(const std::vector<std::string_view>& names);

  [[nodiscard]] bool has(Meaning meaning) const;  ///< on any side
  [[nodiscard]] bool has_name(std::string_view plain) const;
  [[nodiscard]] bool wide() const { return wide_; }  ///< calls and puts in one row
  [[nodiscard]] bool quotes_at_1545() const { return quotes_at_1545_; }
  [[nodiscard]] bool utc() const { return utc_; }  ///< the snapshot's clock is UTC
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// A strike, a right and an expiry, or an option symbol, which holds them: the least that a table of contracts has.
  [[nodiscard]] bool describes_contracts() const;

  /// The cell number, from 1, that a meaning is read from; 0 when there is none.
  [[nodiscard]] std::uint32_t cell_number(Meaning) const;

  /// Sorts the cells of a record into `row`. Requires cells.size() >= names().size().
  void sort_into(RowCells& row, const std::vector<std::string_view>& cells) const;

 private:
  [[nodiscard]] std::optional<ColumnUse> use_on_page(std::string_view plain) const;
  struct Used {
    std::size_t column;
    ColumnUse use;
  };
  std::vector<std::string> names_;  ///< plain
  std::vector<Used> used_;
  bool wide_ = false, quotes_at_1545_ = false, utc_ = false;
};

}  // namespace gammafield::ingest
