#include "laboratory/policy_reader.h"

#include <array>
#include <utility>

namespace gammafield::laboratory {
namespace {

using hedging::BandTo;
using hedging::BandUnit;
using hedging::Minutes;
using hedging::Policy;
using hedging::RiskAversion;
using toml_file::TomlTable;
namespace policy = hedging::policy;

const std::array<std::pair<std::string_view, Policy>, 13> policies{{
    {"continuous", policy::Continuous{}},
    {"every", policy::EveryMinutes{}},
    {"band", policy::FixedBand{}},
    {"tight", hedging::tight_band()},
    {"normal", hedging::normal_band()},
    {"wide", hedging::wide_band()},
    {"whalley_wilmott", policy::WhalleyWilmott{}},
    {"zakamouline", policy::Zakamouline{}},
    {"break_even", policy::BreakEven{}},
    {"end_of_day", policy::EndOfDay{}},
    {"last_minutes", policy::LastMinutes{}},
    {"time_decay", policy::TimeDecay{}},
    {"never", policy::Never{}},
}};

std::optional<BandUnit> parse_unit(std::string_view text) {
  if (text == "shares") return BandUnit::shares;
  if (text == "per_100m") return BandUnit::per_100m;
  if (text == "per_option_share") return BandUnit::per_option_share;
  return std::nullopt;
}

std::optional<BandTo> parse_to(std::string_view text) {
  if (text == "edge") return BandTo::edge;
  if (text == "target") return BandTo::target;
  return std::nullopt;
}

void read_minutes(TomlTable& table, std::string_view key, Minutes& minutes) {
  if (const auto found = table.number(key, 0.01, 1e5)) minutes = Minutes{*found};
}

void read_aversion(TomlTable& table, RiskAversion& aversion) {
  if (const auto found = table.number("risk_aversion_per_usd", 1e-15, 1e6)) aversion = RiskAversion{*found};
}

void read_band(TomlTable& table, policy::FixedBand& band) {
  band.width = table.required_number("band_width", 0, 1e12);
  band.unit = table.parsed<BandUnit>("band_unit", parse_unit, "\"shares\", \"per_100m\" or \"per_option_share\"")
                  .value_or(BandUnit::shares);
  band.to = table.parsed<BandTo>("band_to", parse_to, "\"edge\" or \"target\"").value_or(BandTo::target);
}

}  // namespace

std::optional<PolicyChoice> policy_named(std::string_view name) {
  if (name == "by_tenor") return PolicyChoice{.by_tenor = ByTenor{}};
  for (const auto& [known, policy] : policies)
    if (known == name) return PolicyChoice{.policy = policy};
  return std::nullopt;
}

PolicyChoice read_policy(TomlTable& table) {
  const std::string write = "one of " + std::string{policy_names};
  auto choice = table.required("policy", policy_named, write, PolicyChoice{});
  if (choice.by_tenor) {
    read_minutes(table, "every_minutes", choice.by_tenor->near.minutes);
    read_minutes(table, "last_minutes", choice.by_tenor->far.minutes);
  }
  if (auto* every = std::get_if<policy::EveryMinutes>(&choice.policy))
    read_minutes(table, "every_minutes", every->minutes);
  if (auto* last = std::get_if<policy::LastMinutes>(&choice.policy)) read_minutes(table, "last_minutes", last->minutes);
  if (auto* band = std::get_if<policy::FixedBand>(&choice.policy); band != nullptr && band->width == 0)
    read_band(table, *band);  // the named bands have their widths
  if (auto* whalley = std::get_if<policy::WhalleyWilmott>(&choice.policy)) read_aversion(table, whalley->aversion);
  if (auto* zakamouline = std::get_if<policy::Zakamouline>(&choice.policy)) read_aversion(table, zakamouline->aversion);
  return choice;
}

}  // namespace gammafield::laboratory
