#pragma once

#include <string>

#include "engine/replay.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// The day table, what happened below it, and what was left out.
[[nodiscard]] std::string replay_text(const engine::Replayed&, const TextStyle&);

/// A day a row: `date,close,snapshots,call_wall,call_state,call_oi_arrow,call_total_arrow,put_wall,...`, header first;
/// without bands the last two cells are empty.
[[nodiscard]] std::string replay_csv(const engine::Replayed&);

}  // namespace gammafield::exports
