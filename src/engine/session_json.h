#pragma once

#include <optional>

#include "base/json_writer.h"
#include "session/report.h"

namespace gammafield::engine {

/// The Report's `session`: null of a snapshot by itself. Names and units: docs/report.md.
void write_session(base::JsonWriter&, const std::optional<session::SessionReport>&);

void write_migration(base::JsonWriter&, const session::Migration&);
void write_attempt(base::JsonWriter&, const session::EndedAttempt&);
void write_event(base::JsonWriter&, const session::Event&);

/// A wall against the session before, as `gammafield compare` tells it too.
void write_strength_change(base::JsonWriter&, const session::StrengthChange&);

}  // namespace gammafield::engine
