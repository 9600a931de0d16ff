#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/loaded_chain.h"

/// A snapshot as bytes: what it lists, and what it says of that as changes since the snapshot before.
namespace gammafield::store {

/// The expiries and contracts of a snapshot, in its order; many snapshots of a day have the same.
[[nodiscard]] std::string packed_listing(const market::ChainSnapshot&);

/// All the rest of the snapshot. With `before`, a snapshot of the same listing, only what changed: shorter, and read
/// back with the same `before`.
[[nodiscard]] std::string packed_values(const ingest::LoadedChain&, const ingest::LoadedChain* before);

/// Of a listing the empty chain with its expiries and contracts; none of damaged bytes.
[[nodiscard]] std::optional<market::ChainSnapshot> unpacked_listing(std::string_view);

/// The snapshot itself, equal in every bit, with its exchange's built-in calendar: single days that a user changed are
/// not kept, but the settlements that followed from them are. `listed`: of its listing. None of damaged bytes, or of a
/// `before` that is not of this listing.
[[nodiscard]] std::optional<ingest::LoadedChain> unpacked_values(std::string_view, const market::ChainSnapshot& listed,
                                                                 const ingest::LoadedChain* before);

}  // namespace gammafield::store
