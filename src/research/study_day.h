#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/price_bars.h"
#include "ingest/price_point.h"
#include "market/calendar.h"
#include "research/sheet.h"
#include "research/volume_z.h"

/// One symbol's session with the levels known before it and the prices after (docs/methods.md 7.1).
namespace gammafield::research {

struct PriorSession {
  double high = 0, low = 0, close = 0;
};

/// Contracts of one strike that customers bought, less those they sold, in one trade; known from then on.
struct SignedTrade {
  market::Instant at;
  market::Strike strike;
  double contracts = 0;
};

struct StudyDay {
  std::string symbol;
  market::Date session;
  market::Instant open, close;
  market::Instant from;                    ///< the levels are followed from then on
  LevelSheet sheet;                        ///< the latest known at `from`
  double move = 0;                         ///< one standard deviation of the session's ln return
  bool move_is_implied = false;            ///< else realised, of the sessions before
  std::vector<ingest::PricePoint> prices;  ///< closes of bars after `from`, and the price at it; ascending, not empty
  std::optional<PriorSession> prior;
  std::vector<Reading> volume_z = {};  ///< research/volume_z.h, ascending; empty where bars bring no volumes
  /// Of options at the walls, calls and puts alike, from the open on; ascending. None: no file of trades has the
  /// session.
  std::optional<std::vector<SignedTrade>> option_trades = {};

  [[nodiscard]] double first_price() const { return prices.front().price.value(); }
  [[nodiscard]] double last_price() const { return prices.back().price.value(); }
};

struct JoinRule {
  std::chrono::minutes after_open{0};  ///< `StudyDay::from`: so long after the open
  int sheet_age_max = 1;               ///< in sessions; 0: levels of the same session only
  bool last_goes_on = false;           ///< the last session may be going on: its prices end before its close
};

struct LeftOut {
  market::Date session;
  std::string reason;
};

struct JoinedDays {
  std::vector<StudyDay> days;  ///< ascending
  std::vector<LeftOut> left_out;
};

/// Each session that has bars, with the sheet known at its start. Left out with a reason: no sheet, one too old, prices
/// missing for more than two bars, no expected move (neither implied nor five sessions of bars before).
[[nodiscard]] JoinedDays join_days(const std::string& symbol, const SheetHistory&, const ingest::PriceBars&,
                                   const JoinRule&, const market::Calendar&);

}  // namespace gammafield::research
