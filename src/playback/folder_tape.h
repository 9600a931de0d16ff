#pragma once

#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/loaded_chain.h"
#include "playback/tape.h"

/// A session that was recorded or made up before, from a folder of chain files, as a vendor has it.
namespace gammafield::playback {

/// Every chain file of the folder (names that begin with a dot and files of bars are passed over), each read again when
/// its turn comes; a file that is damaged by then leaves the chain before it. Refuses (usage) an empty folder, more
/// than one symbol or session, what is no index, and a chain without a price of it; and what its reader refuses.
[[nodiscard]] base::Result<Tape, base::Refusal> tape_of_folder(const std::string& folder, const ingest::ReadOptions&);

/// A chain that was read, as vendors' writers take it. What the file does not say is 0, as vendors print it; forwards
/// are the spot. Requires a spot.
[[nodiscard]] simulate::SimulatedChain to_played(const market::ChainSnapshot&);

}  // namespace gammafield::playback
