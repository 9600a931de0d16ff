#pragma once

#include <span>
#include <vector>

#include "ingest/price_bars.h"
#include "market/date.h"

/// How lively trading is, beside the same minutes of other days (docs/methods.md 1.4.13).
namespace gammafield::research {

/// A figure, and the moment from which on it is known.
struct Reading {
  market::Instant at;
  double value = 0;
};

/// The bars between a session's open and its close, ascending.
struct TradedSession {
  market::Instant open;
  std::span<const ingest::PriceBar> bars;
};

/// At the end of a session's bars the underlying's volume of the ten minutes to it, V, beside the volumes of the same
/// minutes since the open in up to twenty sessions before: (V - mean) / (their standard deviation, by n - 1). Made of
/// the bars up to then and of nothing later. No reading in the first ten minutes, where a stretch has a bar without a
/// volume or bars for half of it at most, of fewer than five sessions before, or of volumes that are all the same.
[[nodiscard]] std::vector<Reading> volume_z(const TradedSession&, std::span<const TradedSession> before);

}  // namespace gammafield::research
