#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "session/wall_watch.h"
#include "store/folder.h"

/// The price of a session as bars.
namespace gammafield::desk {

struct Bar {
  market::Instant from;
  market::Spot open, high, low, close;
};

/// Bars of `step` from `start` on, of prices in time order: each of what lies after its beginning up to its end, and of
/// the price that stood when it began, where one was told within the bar before. A price of `start` itself is in the
/// first. No bar where nothing was told.
[[nodiscard]] std::vector<Bar> bars_of(std::span<const session::PriceSample>, market::Instant start,
                                       std::chrono::seconds step);

/// Of a session, out of what is recorded of it and the newest prices, which are not yet: those that were watched, and
/// the snapshots' own. None: nothing is known of that session.
[[nodiscard]] base::Result<std::optional<std::vector<Bar>>, base::Refusal> bars(
    const store::Folder&, std::string_view symbol, market::Date session, std::chrono::seconds step,
    std::span<const session::PriceSample> newest);

}  // namespace gammafield::desk
