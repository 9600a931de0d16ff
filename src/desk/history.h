#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "exports/rows_text.h"
#include "store/folder.h"
#include "store/report_reader.h"

/// What was: read from the recorded Reports.
namespace gammafield::desk {

struct Span {
  std::optional<market::Instant> from, to;  ///< both ends count; none: from the first, to the last
  std::chrono::seconds step{0};             ///< the first of each so many; 0: every one
};

/// Recorded Reports of a symbol in time order; `take` returns false to end. Refuses what the store does, but passes
/// over days in which nothing was acknowledged.
[[nodiscard]] base::Result<void, base::Refusal> each_report(const store::Folder&, std::string_view symbol, const Span&,
                                                            const std::function<bool(const store::KeptReport&)>& take);

/// One row a Report: as_of, spot, net and gross exposure, walls with their states, flip, absolute gamma, max pain,
/// expected move, regime, coverage. Empty cells where there was no level. Refuses (no_usable_data) more than `rows_max`
/// rows: a longer step is wanted.
inline constexpr std::size_t rows_max = 20'000;
[[nodiscard]] base::Result<exports::Rows, base::Refusal> history(const store::Folder&, std::string_view symbol,
                                                                 const Span&);
/// One row an event of the session: time, kind, text.
[[nodiscard]] base::Result<exports::Rows, base::Refusal> events(const store::Folder&, std::string_view symbol,
                                                                const Span&);
/// The moments recorded, one a row.
[[nodiscard]] base::Result<exports::Rows, base::Refusal> times(const store::Folder&, std::string_view symbol,
                                                               const Span&);
/// One row a recorded session: date, snapshots, and the first and the last of them. Passes over those in which nothing
/// was acknowledged.
[[nodiscard]] base::Result<exports::Rows, base::Refusal> sessions(const store::Folder&, std::string_view symbol);
/// The last Report that is not later.
[[nodiscard]] base::Result<std::optional<std::string>, base::Refusal> report_at(const store::Folder&,
                                                                                std::string_view symbol,
                                                                                market::Instant);
/// The chain of that moment's record or the last one before it.
[[nodiscard]] base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal> chain_at(const store::Folder&,
                                                                                               std::string_view symbol,
                                                                                               market::Instant);

}  // namespace gammafield::desk
