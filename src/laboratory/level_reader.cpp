#include "laboratory/level_reader.h"

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::laboratory {
namespace {

using toml_file::TomlTable;

constexpr std::size_t levels_max = 50;
constexpr double price_max = 1e7;

std::optional<bool> parse_below(std::string_view text) {
  if (text != "below" && text != "above") return std::nullopt;
  return text == "below";
}

LevelPlan read_level(TomlTable& table) {
  LevelPlan plan;
  plan.level.name = table.required_text("name");
  plan.level.price = market::Spot{table.required_number("price", 0.01, price_max)};
  const auto from_below = table.parsed<bool>("from", parse_below, "\"below\" or \"above\": where spot comes from");
  plan.side_known = from_below.has_value();
  plan.level.from_below = from_below.value_or(true);
  table.finish();
  return plan;
}

void read_race(TomlTable& table, hedging::LevelRace& race) {
  race.touch = table.number("touch", 0, 10).value_or(race.touch);
  race.away = table.number("away", 0, 10).value_or(race.away);
  race.race = table.number("decided", 1e-6, 10).value_or(race.race);
  if (const auto horizon = table.number("horizon_minutes", 0.01, 1e5)) race.horizon = hedging::Minutes{*horizon};
  if (race.away <= race.touch) table.wrong("away", "more than touch: it comes from farther off");
  table.finish();
}

}  // namespace

void read_levels(TomlTable& file, ScenarioPlan& plan) {
  for (const toml::table* each : file.tables("level", levels_max, "[[level]]")) {
    const auto* name = each->get_as<std::string>("name");
    TomlTable table{*each, fmt::format("[[level]] \"{}\"", name != nullptr ? base::shown(name->get()) : ""),
                    file.complaint()};
    plan.levels.push_back(read_level(table));
  }
  if (const toml::table* found = file.table("race", "[race]")) {
    TomlTable table{*found, "[race]", file.complaint()};
    read_race(table, plan.scenario.race);
  }
  if (const toml::table* found = file.table("pin", "[pin]")) {
    TomlTable table{*found, "[pin]", file.complaint()};
    const market::Strike strike{table.required_number("strike", 0.01, price_max)};
    plan.scenario.pin = {strike, market::Usd{table.required_number("tolerance_usd", 0.01, price_max)}};
    table.finish();
  }
}

}  // namespace gammafield::laboratory
