#include "laboratory/market_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::laboratory {
namespace {

using hedging::Minutes;
using hedging::Scenario;
using hedging::UsdPerMinute;
using market::ImpliedVol;
using toml_file::TomlTable;

constexpr std::size_t shifts_max = 100, flows_max = 100;
constexpr double minutes_max = 1e5, usd_max = 1e13;
constexpr double bp_per_1bn = 1e-4 / 1e9;  // log return a dollar

/// The table of this name, if it is there; every key of it must be read by `read`.
template <class Read>
void with_table(TomlTable& file, std::string_view key, Read read) {
  const std::string header = fmt::format("[{}]", key);
  const toml::table* found = file.table(key, header);
  if (found == nullptr) return;
  TomlTable table{*found, header, file.complaint()};
  read(table);
  table.finish();
}

void read_noise(TomlTable& table, hedging::Noise& noise) {
  noise.volatility = ImpliedVol{table.required_number("volatility_pct", 0, 500) / 100};
  noise.drift = hedging::ContinuousRate{table.number("drift_pct", -10'000, 10'000).value_or(0) / 100};
  const auto shape = [](std::string_view text) -> std::optional<bool> {
    if (text != "flat" && text != "u") return std::nullopt;
    return text == "u";
  };
  noise.u_shaped = table.parsed<bool>("shape", shape, "\"flat\" or \"u\"").value_or(false);
}

void read_impact(TomlTable& table, hedging::Impact& impact) {
  impact.permanent = hedging::PerUsd{table.number("permanent_bp_per_1bn", 0, 1e4).value_or(0) * bp_per_1bn};
  impact.transient = hedging::PerUsd{table.number("transient_bp_per_1bn", 0, 1e4).value_or(0) * bp_per_1bn};
  if (const auto half_life = table.number("half_life_minutes", 0.01, minutes_max))
    impact.half_life = Minutes{*half_life};
  impact.daily_volume = market::Shares{table.number("daily_volume_shares", 0, 1e13).value_or(0)};
  impact.daily_volatility = ImpliedVol{table.number("daily_volatility_pct", 0, 100).value_or(0) / 100};
}

hedging::Regime read_regime(TomlTable& table) {
  hedging::Regime regime;
  regime.a_session = table.required_number("times_a_session", 0, 100);
  if (const auto lasts = table.number("lasts_minutes", 0.01, minutes_max)) regime.lasts = Minutes{*lasts};
  regime.noise_factor = table.number("noise_factor", 0, 100).value_or(regime.noise_factor);
  if (const auto marks = table.number("marks_vol_points", -100, 200)) regime.marks = hedging::VolPoints{*marks};
  regime.band_factor = table.number("band_factor", 0, 1000).value_or(regime.band_factor);
  return regime;
}

void read_shifts(TomlTable& file, Scenario& scenario) {
  for (const toml::table* each : file.tables("shift", shifts_max, "[[shift]]")) {
    TomlTable table{*each, "[[shift]]", file.complaint()};
    hedging::VolShift shift;
    shift.at = Minutes{table.required_number("at_minute", 0, minutes_max)};
    shift.noise_factor = table.number("noise_factor", 0, 100).value_or(1);
    shift.marks = hedging::VolPoints{table.number("marks_vol_points", -100, 200).value_or(0)};
    shift.band_factor = table.number("band_factor", 0, 1000).value_or(1);
    table.finish();
    scenario.shifts.push_back(shift);
  }
  std::ranges::sort(scenario.shifts, {}, &hedging::VolShift::at);
}

void read_flows(TomlTable& file, Scenario& scenario) {
  for (const toml::table* each : file.tables("flow", flows_max, "[[flow]]")) {
    const auto* name = each->get_as<std::string>("name");
    TomlTable table{*each, fmt::format("[[flow]] \"{}\"", name != nullptr ? base::shown(name->get()) : ""),
                    file.complaint()};
    hedging::ScheduledFlow flow{.name = table.required_text("name"),
                                .from = Minutes{table.required_number("from_minute", 0, minutes_max)},
                                .to = Minutes{table.required_number("to_minute", 0, minutes_max)},
                                .total = market::Usd{table.required_number("total_usd", -usd_max, usd_max)}};
    if (flow.to <= flow.from) table.wrong("to_minute", "a minute after from_minute");
    table.finish();
    scenario.flows.push_back(std::move(flow));
  }
}

}  // namespace

void read_market(TomlTable& file, Scenario& scenario) {
  with_table(file, "noise", [&](TomlTable& table) { read_noise(table, scenario.noise); });
  with_table(file, "impact", [&](TomlTable& table) { read_impact(table, scenario.impact); });
  with_table(file, "regime", [&](TomlTable& table) { scenario.regime = read_regime(table); });
  read_shifts(file, scenario);
  with_table(file, "momentum", [&](TomlTable& table) {
    hedging::Momentum momentum{.flow =
                                   UsdPerMinute{table.required_number("usd_per_minute_per_1pct", -usd_max, usd_max)}};
    if (const auto window = table.number("window_minutes", 0.01, minutes_max)) momentum.window = Minutes{*window};
    scenario.momentum = momentum;
  });
  with_table(file, "fundamental", [&](TomlTable& table) {
    scenario.fundamental =
        hedging::Fundamental{.value = market::Spot{table.required_number("value", 0.01, 1e7)},
                             .flow = UsdPerMinute{table.required_number("usd_per_minute_per_1pct", -usd_max, usd_max)}};
  });
  read_flows(file, scenario);
  with_table(file, "noise_flow", [&](TomlTable& table) {
    scenario.noise_flow.a_minute = market::Usd{table.required_number("usd_a_minute", 0, usd_max)};
  });
}

}  // namespace gammafield::laboratory
