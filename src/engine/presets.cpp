#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/settings.h"

namespace gammafield::engine {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 6> perfiliev{{{"iv_source", "vendor_as_printed"},
                                         {"iv_side", "own"},
                                         {"forward_source", "spot"},
                                         {"clock", "bus262"},
                                         {"exercise", "european"},
                                         {"flip_method", "grid60"}}};
constexpr std::array<Pair, 2> gross{{{"basis.call", "GROSS"}, {"put_wall_rule", "gross_put"}}};
constexpr std::array<Pair, 7> gexboard{{{"basis.call", "NET"},
                                        {"call_wall.side", "any"},
                                        {"put_wall_rule", "most_negative_net"},
                                        {"SPX:put_wall_rule", "gross_put"},
                                        {"SPY:put_wall_rule", "gross_put"},
                                        {"pin.expiry_set", "all"},
                                        {"unit", "raw"}}};
constexpr std::array<Pair, 4> gexlevels{{{"call_wall.side", "above"},
                                         {"put_wall_rule", "max_positive_below"},
                                         {"flip_method", "cumulative_strikes"},
                                         {"unit", "raw"}}};
constexpr std::array<Pair, 2> flowdesk{{{"otc.visible_share", "0.3"}, {"state.break_rule", "pct:1"}}};
constexpr std::array<Pair, 3> research{
    {{"bands", "on"}, {"uncertainty.prior", "wide"}, {"uncertainty.models", "naive:2,index_gpp:1"}}};

const std::array<Preset, 6> preset_table{{
    {"perfiliev", "the widespread public method: vendor IV, r = q = 0, business days/262, 60-point grid, first root",
     perfiliev},
    {"gross", "call wall from calls alone, put wall from puts alone", gross},
    {"gexboard", "NET walls on any side, put walls of SPX and SPY from puts alone, PIN over all expiries", gexboard},
    {"gexlevels", "put wall is the highest positive strike below spot, flip by the running sum over strikes",
     gexlevels},
    {"flowdesk", "listed options as 30 % of what dealers hold; a wall is broken 1 % beyond it", flowdesk},
    {"research", "bands in every Report, drawn around two models of who holds what", research},
}};

}  // namespace

std::span<const Preset> presets() { return preset_table; }

std::optional<base::Refusal> apply_preset(Settings& settings, std::string_view name) {
  const auto preset = std::ranges::find(preset_table, name, &Preset::name);
  if (preset == preset_table.end()) {
    std::vector<std::string_view> names;
    for (const auto& known : preset_table) names.push_back(known.name);
    return base::Refusal{base::RefusalKind::usage,
                         fmt::format("--preset {}: no such preset; known: {}", name, fmt::join(names, ", "))};
  }
  for (const auto& [key, value] : preset->options)
    if (auto refusal = apply_option(settings, fmt::format("{}={}", key, value))) return refusal;
  settings.preset = name;
  return std::nullopt;
}

}  // namespace gammafield::engine
