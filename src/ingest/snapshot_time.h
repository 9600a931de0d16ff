#pragma once

#include <optional>
#include <vector>

#include "ingest/chain_builder.h"
#include "ingest/loaded_chain.h"
#include "market/chain.h"

namespace gammafield::ingest {

/// When a snapshot was taken and which trading day its quotes belong to.
struct SnapshotTime {
  market::Instant as_of;
  market::AsOfSource source = market::AsOfSource::file;
  market::Date session;
  std::vector<market::DataFlag> flags;
};

/// In this order: the user's time; the file's time; the session close of the day that the file is labelled with (flag
/// `as_of_is_session_close`), unless its last trades are of another day, which then counts
/// (`label_is_not_the_session`); the session close of the last trade's day (`as_of_from_last_trade`). With a time, the
/// session is the last one begun by then: a weekend download holds Friday's quotes, and so does one of Monday before
/// 09:30. Nothing is invented: without any of them the answer is a refusal that asks for `--as-of`; `earliest_expiry`
/// is named in it as the bound that the file itself gives.
[[nodiscard]] base::Result<SnapshotTime, base::Refusal> snapshot_time(const RawHeader&, const ReadOptions&,
                                                                      std::optional<market::Date> earliest_expiry);

}  // namespace gammafield::ingest
