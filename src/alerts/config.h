#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "alerts/rule.h"
#include "alerts/sink.h"
#include "base/refusal.h"
#include "base/result.h"

namespace gammafield::alerts {

/// How long and how much the outbox keeps.
struct OutboxLimits {
  std::chrono::hours give_up_after{72};  ///< after which what could not be delivered is given up
  std::size_t tries_max = 1'000;         ///< of one message
  std::size_t waiting_max = 10'000;      ///< messages; beyond it the oldest is given up
  std::chrono::hours keep_done{7 * 24};  ///< what was delivered or given up, to know it again
};

struct Config {
  std::vector<Rule> rules;  ///< names differ; every sink they name is there
  std::vector<Sink> sinks;  ///< names differ
  OutboxLimits outbox = {};
};

/// Whether the file holds other programs' tables too, which are passed over.
enum class OtherTables : bool { refused, passed_over };

/// `[alerts]`, `[[alerts.rule]]` and `[alerts.sink.NAME]` of a TOML file (docs/alerts.md). Refuses (usage) in one line,
/// with the file's name and the line, whatever it does not know: `alerts.toml: line 7: ...`, with what to write.
[[nodiscard]] base::Result<Config, base::Refusal> read_config(std::string_view text, std::string_view name,
                                                              OtherTables = OtherTables::refused);

}  // namespace gammafield::alerts
