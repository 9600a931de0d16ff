#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/price_point.h"
#include "market/calendar.h"
#include "market/chain.h"
#include "market/date.h"
#include "market/units.h"

/// Prices of the underlying from a file: bars, or single prices (docs/methods.md 1.4.12).
namespace gammafield::ingest {

/// One bar. Of a single price all four are the same, and `from` is `until`.
struct PriceBar {
  market::Instant from, until;  ///< the close is known from `until` on
  market::Spot open, high, low, close;
  std::optional<double> volume = {};  ///< traded from one to the other, in the file's unit; none where it says none
};

/// A stretch of a session in which more than one bar is missing.
struct PriceGap {
  market::Instant from, to;  ///< the end of the last bar before, the start of the first after
};

/// What a file of prices says. Bars ascend by `until` and are unique in it.
struct PriceBars {
  std::vector<PriceBar> bars;
  std::chrono::seconds length{0};              ///< between one and the next, as most of them are apart; of one bar 0
  std::vector<PriceGap> gaps;                  ///< inside sessions that have bars
  std::vector<market::Date> missing_sessions;  ///< trading days between the first and the last bar without any
  std::size_t rejected = 0;                    ///< rows that are no bar: bad time, bad price, high below low ...
  std::uint32_t first_rejected_line = 0;       ///< 0: none
  std::vector<market::DataFlag> flags;         ///< `bars_stamped_at_end`, `rows_without_price`, `rows_rejected`, ...
};

/// Reads CSV with a header: a time (`time`, `datetime`, `timestamp`, `ts_et` ..., or `date` and `time`) and a price
/// (`close`, or `spot`, `price`, `last` where there are no bars), `open`, `high` and `low` where it has them, and a
/// bar's `volume`. A clock without a zone is the exchange's; epoch seconds and offsets are taken at their word. A bar's
/// stamp is its start, unless no session has a bar at its open and some bar with a range is stamped at a close: then it
/// is its end. A bar without range that starts at a session's close is the closing print, known at once, and stands for
/// the price of that instant. A volume that is no number from 0 on is none. Of several rows of one instant the last
/// stands. Refuses (one line, exit 6) what has no such header or no row that can be used.
[[nodiscard]] base::Result<PriceBars, base::Refusal> read_price_bars(std::string_view bytes, std::string_view name,
                                                                     const market::Calendar& = market::Calendar::us());

/// Of a bar the price its close is known with; of a session's first bar its open too. In time order.
[[nodiscard]] std::vector<PricePoint> known_prices(const PriceBars&, const market::Calendar&);

}  // namespace gammafield::ingest
