#include "alerts/rule.h"

#include <algorithm>
#include <array>

namespace gammafield::alerts {
namespace {

constexpr std::array<std::string_view, 6> level_names{"call_wall", "put_wall",       "gamma_flip",
                                                      "max_pain",  "absolute_gamma", "pin"};
constexpr std::array<std::string_view, std::variant_size_v<Condition>> condition_names{
    "flip_crossed", "wall_moved", "wall_state", "spot_near",  "regime_changed",
    "tier_passed",  "data_stale", "data_flag",  "end_of_day", "pre_market"};

}  // namespace

std::string_view to_string(WatchedLevel level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<WatchedLevel> parse_watched_level(std::string_view text) {
  const auto found = std::ranges::find(level_names, text);
  if (found == level_names.end()) return std::nullopt;
  return static_cast<WatchedLevel>(found - level_names.begin());
}

std::string_view name_of(const Condition& condition) { return condition_names[condition.index()]; }

bool watches(const Rule& rule, std::string_view symbol) {
  return rule.symbols.empty() || std::ranges::find(rule.symbols, symbol) != rule.symbols.end();
}

}  // namespace gammafield::alerts
