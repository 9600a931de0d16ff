#pragma once

#include <optional>
#include <string_view>

#include "laboratory/scenario_plan.h"
#include "toml_file/toml_table.h"

namespace gammafield::laboratory {

inline constexpr std::string_view policy_names =
    "continuous, every, band, tight, normal, wide, whalley_wilmott, zakamouline, break_even, end_of_day, last_minutes, "
    "time_decay, by_tenor or never";

/// A policy with the values it has when nothing more is said.
[[nodiscard]] std::optional<PolicyChoice> policy_named(std::string_view name);

/// `policy = "..."` and the keys of that policy; any other policy's key stays unknown.
[[nodiscard]] PolicyChoice read_policy(toml_file::TomlTable&);

}  // namespace gammafield::laboratory
