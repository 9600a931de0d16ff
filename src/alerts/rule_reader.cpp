#include "alerts/rule_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::alerts {
namespace {

using toml_file::Complaint;
using toml_file::TomlTable;

using namespace std::chrono_literals;
using levels::Side;

constexpr std::string_view conditions =
    "flip_crossed, wall_moved, wall_state, spot_near, regime_changed, tier_passed, data_stale, data_flag, end_of_day "
    "or "
    "pre_market";

enum class Sides : std::uint8_t { call, put, both };
std::optional<Sides> parse_sides(std::string_view text) {
  if (text == "both") return Sides::both;
  if (text == "call") return Sides::call;
  if (text == "put") return Sides::put;
  return std::nullopt;
}

/// None: of both.
std::optional<Side> side_of(TomlTable& table) {
  switch (table.parsed<Sides>("side", parse_sides, "\"call\", \"put\" or \"both\"").value_or(Sides::both)) {
    case Sides::call: return Side::call;
    case Sides::put: return Side::put;
    case Sides::both: break;
  }
  return std::nullopt;
}

FlipCrossed flip_crossed(TomlTable& table) { return {table.number("hysteresis_percent", 0, 10).value_or(0)}; }

WallMoved wall_moved(TomlTable& table) { return {side_of(table), table.number("min_points", 0, 1e6).value_or(0)}; }

WallState wall_state(TomlTable& table) {
  WallState condition{side_of(table), {}};
  for (const std::string& state :
       table.texts("states").value_or(std::vector<std::string>{"tested", "held", "broken", "reclaimed"})) {
    const auto kind = parse_alert_kind("wall_" + state);
    const bool known = state == "tested" || state == "held" || state == "broken" || state == "reclaimed";
    if (known && kind)
      condition.states.push_back(*kind);
    else
      table.wrong("states", "a list of \"tested\", \"held\", \"broken\", \"reclaimed\"");
  }
  return condition;
}

SpotNear spot_near(TomlTable& table) {
  SpotNear condition;
  const toml::node* level = table.node("level");
  constexpr std::string_view write =
      "\"call_wall\", \"put_wall\", \"gamma_flip\", \"max_pain\", \"absolute_gamma\", \"pin\", or a price";
  if (level == nullptr || level->is_string()) {
    const auto named = table.parsed<WatchedLevel>("level", parse_watched_level, write);
    if (named) condition.level = *named;
    if (level == nullptr) table.wrong("level", write);
  } else {
    condition.level = table.number("level", 1e-6, 1e9).value_or(1);
  }
  condition.within_percent = table.number("within_percent", 0, 50).value_or(condition.within_percent);
  condition.rearm_percent = table.number("rearm_percent", 0, 100).value_or(2 * condition.within_percent);
  if (condition.rearm_percent < condition.within_percent)
    table.wrong("rearm_percent", "at least within_percent: farther away than that it is armed again");
  return condition;
}

std::optional<levels::RegimeLabel> parse_regime(std::string_view text) {
  for (const auto label :
       {levels::RegimeLabel::positive, levels::RegimeLabel::negative, levels::RegimeLabel::transition})
    if (to_string(label) == text) return label;
  return std::nullopt;
}

RegimeChanged regime_changed(TomlTable& table) {
  return {table.parsed<levels::RegimeLabel>("to", parse_regime, "\"POSITIVE\", \"NEGATIVE\" or \"TRANSITION\"")};
}

TierPassed tier_passed(TomlTable& table) {
  TierPassed condition;
  condition.percentile = table.number("percentile", 0, 100).value_or(condition.percentile);
  condition.above = table
                        .parsed<bool>(
                            "direction",
                            [](std::string_view text) -> std::optional<bool> {
                              if (text != "above" && text != "below") return std::nullopt;
                              return text == "above";
                            },
                            "\"above\" or \"below\"")
                        .value_or(true);
  condition.rearm_points = table.number("rearm_points", 0, 100).value_or(condition.rearm_points);
  return condition;
}

DataStale data_stale(TomlTable& table) {
  const auto when = table.texts("on");
  if (!when) return {};
  DataStale condition{false, false};
  for (const std::string& each : *when) {
    condition.stale = condition.stale || each == "stale";
    condition.fresh = condition.fresh || each == "fresh";
    if (each != "stale" && each != "fresh") table.wrong("on", "a list of \"stale\", \"fresh\"");
  }
  return condition;
}

EndOfDay end_of_day(TomlTable& table) {
  const auto after = table.duration("after_close", 0s, 12h);
  return after ? EndOfDay{std::chrono::duration_cast<std::chrono::minutes>(*after)} : EndOfDay{};
}

PreMarket pre_market(TomlTable& table) {
  const auto at = table.parsed<std::chrono::minutes>("at", parse_clock, "\"09:00\", by the exchange's clock");
  return at ? PreMarket{*at} : PreMarket{};
}

Condition condition_of(TomlTable& table) {
  const std::string when = table.required_text("when");
  if (when == "flip_crossed") return flip_crossed(table);
  if (when == "wall_moved") return wall_moved(table);
  if (when == "wall_state") return wall_state(table);
  if (when == "spot_near") return spot_near(table);
  if (when == "regime_changed") return regime_changed(table);
  if (when == "tier_passed") return tier_passed(table);
  if (when == "data_stale") return data_stale(table);
  if (when == "data_flag") return DataFlagged{table.texts("flags").value_or(std::vector<std::string>{})};
  if (when == "end_of_day") return end_of_day(table);
  if (when == "pre_market") return pre_market(table);
  if (!when.empty()) table.wrong("when", conditions);
  return FlipCrossed{};
}

std::optional<QuietHours> quiet_of(TomlTable& table) {
  auto quiet = table.parsed<QuietHours>("quiet_hours", parse_quiet_hours,
                                        "\"22:00-07:30\", by the exchange's clock, two different times");
  const auto then = table.parsed<InQuiet>(
      "quiet",
      [](std::string_view text) -> std::optional<InQuiet> {
        if (text != "drop" && text != "hold") return std::nullopt;
        return text == "drop" ? InQuiet::drop : InQuiet::hold;
      },
      "\"drop\" or \"hold\" (until the quiet hours end)");
  if (quiet && then) quiet->then = *then;
  return quiet;
}

constexpr std::size_t name_length_max = 64;

bool is_symbol(std::string_view text) {
  return text.size() <= 32 && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '^' ||
                  c == '/';
         });
}

}  // namespace

Rule read_rule(const toml::table& of, Complaint& complaint) {
  const auto* name = of.get_as<std::string>("name");
  TomlTable table{of, name != nullptr ? fmt::format("rule `{}`", base::shown(name->get())) : "rule", complaint};
  Rule rule;
  rule.name = table.required_text("name");
  if (rule.name.size() > name_length_max) table.wrong("name", "at most 64 bytes");
  rule.when = condition_of(table);
  rule.symbols = table.texts("symbols").value_or(std::vector<std::string>{});
  if (!std::ranges::all_of(rule.symbols, is_symbol)) table.wrong("symbols", "as [\"SPX\", \"SPY\"]");
  rule.sinks = table.texts("sinks").value_or(std::vector<std::string>{});
  if (!table.has("sinks"))
    complaint.say(of.source(), fmt::format("rule `{}`: sinks is missing: name one at least", base::shown(rule.name)));
  rule.cool_down = table.duration("cool_down", 0s, 30 * 24h).value_or(0s);
  rule.quiet = quiet_of(table);
  table.finish();
  return rule;
}

}  // namespace gammafield::alerts
