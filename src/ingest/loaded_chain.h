#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/calendar.h"
#include "market/chain.h"

namespace gammafield::ingest {

enum class RejectReason : std::uint8_t {
  unreadable_symbol,
  bad_date,
  bad_strike,
  bad_number,
  wrong_cell_count,
  negative_value,
  duplicate,
  conflicting_duplicate,
  adjusted_series,
  other_underlying,
  missing_field,
  truncated,
};
[[nodiscard]] std::string_view to_string(RejectReason);

/// A row that was left out, with everything needed to find it again.
struct Reject {
  RejectReason reason = RejectReason::bad_number;
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< cell number from 1; 0 for the whole row
  std::string text;          ///< the cell or symbol, at most 80 characters
};

/// A snapshot and what did not make it in.
struct LoadedChain {
  market::ChainSnapshot chain;
  std::vector<Reject> rejects;
  std::size_t contracts_read = 0;  ///< rows.size() + rejected contracts
};

/// How the numbers in an IV column are to be read. `automatic`: percent when their median is above 3, and said in a
/// flag. (Not "any above 10": deep 0DTE wings of real fraction files print 16.86.)
enum class VolUnit { automatic, fraction, percent };

struct OccOpenInterest;

/// What the user adds to the file.
struct ReadOptions {
  std::string feed = {};       ///< force a format; empty: recognise it from the content
  std::string file_name = {};  ///< a hint for forms that hold neither symbol nor date; flagged where it is used
  /// Bytes of the same allocation after the text: with enough of them JSON is parsed where it stands, not in a copy.
  std::size_t readable_after = 0;
  std::optional<std::string> symbol = {};
  std::optional<market::Spot> spot = {};
  std::optional<market::Instant> as_of = {};
  VolUnit vol_unit = VolUnit::automatic;
  bool include_adjusted = false;
  /// Of the US, or what the user made of it; a reader that meets another exchange takes that one's, changed alike.
  std::shared_ptr<const market::Calendar> calendar = market::Calendar::of(market::Exchange::us);
  std::optional<market::Multiplier> multiplier = {};  ///< of one contract, over what the file and the tables say
  std::shared_ptr<const OccOpenInterest> open_interest = {};  ///< in place of the file's own
  std::optional<market::Date> oi_date = {};                   ///< its close
};

/// One file may hold several snapshots (a month of days); they come in time order.
using LoadResult = base::Result<std::vector<LoadedChain>, base::Refusal>;

}  // namespace gammafield::ingest
