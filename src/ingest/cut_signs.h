#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/snapshot_draft.h"

namespace gammafield::ingest {

/// Why rows that came in this order look cut at their end; none when nothing speaks for it. For forms without an end
/// mark.
///   - rows come as a call and a put of one strike, nearly all of them, and the last row stands alone;
///   - the strikes of the last expiry rise and stop below spot, or below 0.8 of the median of the highest strikes of
///   the
///     other expiries of its root.
/// A cut between two expiries, or near the top of the last one, leaves no trace.
[[nodiscard]] std::optional<std::string> sign_of_cut(const std::vector<SnapshotDraft::Held>& rows,
                                                     std::optional<market::Spot> spot);

}  // namespace gammafield::ingest
