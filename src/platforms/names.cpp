#include "platforms/names.h"

#include <array>

#include <fmt/format.h>

namespace gammafield::platforms {
namespace {

using enum LineKind;
using C = ColourClass;

constexpr std::array<LineNames, 20> table{{
    {call_wall, "call_wall", "Call Wall", "Call Resistance", "CW", "CallWall", C::call},
    {put_wall, "put_wall", "Put Wall", "Put Support", "PW", "PutWall", C::put},
    {gamma_flip, "gamma_flip", "Gamma Flip", "HVL", "FLIP", "GammaFlip", C::flip},
    {day_min, "day_min", "1D Min", "1D Min", "1DMIN", "DayMin", C::day_range},
    {day_max, "day_max", "1D Max", "1D Max", "1DMAX", "DayMax", C::day_range},
    {call_wall_0dte, "call_wall_0dte", "Call Wall 0DTE", "Call Resistance 0DTE", "CW0", "CallWall0dte", C::call},
    {put_wall_0dte, "put_wall_0dte", "Put Wall 0DTE", "Put Support 0DTE", "PW0", "PutWall0dte", C::put},
    {gamma_flip_0dte, "gamma_flip_0dte", "Gamma Flip 0DTE", "HVL 0DTE", "FLIP0", "GammaFlip0dte", C::flip},
    {absolute_gamma_0dte, "absolute_gamma_0dte", "Abs Gamma 0DTE", "Gamma Wall 0DTE", "ABS0", "AbsGamma0dte",
     C::magnet},
    {absolute_gamma, "absolute_gamma", "Abs Gamma", "", "ABS", "AbsGamma", C::magnet},
    {battle_zone, "battle_zone", "Battle Zone", "", "BZ", "BattleZone", C::zone},
    {max_pain, "max_pain", "Max Pain", "", "MAXPAIN", "MaxPain", C::open_interest},
    {pin, "pin", "PIN", "", "PIN", "Pin", C::open_interest},
    {cluster, "cluster", "Cluster", "", "CL", "Cluster", C::zone},
    {focus, "focus", "Focus", "", "FOCUS", "Focus", C::rank},
    {contested, "contested", "Contested", "", "CT", "Contested", C::zone},
    {trigger, "trigger", "Trigger", "", "TRIG", "Trigger", C::rank},
    {oi_call_wall, "oi_call_wall", "OI Call Wall", "", "OICW", "OiCallWall", C::open_interest},
    {oi_put_wall, "oi_put_wall", "OI Put Wall", "", "OIPW", "OiPutWall", C::open_interest},
    {gex, "gex", "GEX", "GEX", "GEX", "Gex", C::rank},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].kind != static_cast<LineKind>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "names_of takes the kind for the row");

constexpr std::array<Colour, 8> colours{{
    {"#26a269", "LimeGreen", "Color.GREEN", 'g'},
    {"#e01b24", "Red", "Color.RED", 'r'},
    {"#e5a50a", "Gold", "Color.YELLOW", 'y'},
    {"#9141ac", "MediumOrchid", "Color.MAGENTA", 'y'},
    {"#1c71d8", "DodgerBlue", "Color.CYAN", 'y'},
    {"#77767b", "Gray", "Color.GRAY", 'y'},
    {"#c64600", "Orange", "Color.ORANGE", 'y'},
    {"#99c1f1", "SkyBlue", "Color.LIGHT_GRAY", 'y'},
}};

std::string ranked(std::string_view name, std::string_view between, const Line& line) {
  return line.rank ? fmt::format("{}{}{}", name, between, *line.rank) : std::string{name};
}

}  // namespace

const LineNames& names_of(LineKind kind) { return table[static_cast<std::size_t>(kind)]; }

std::string key(const Line& line) { return ranked(names_of(line.kind).key, "_", line); }
std::string name(const Line& line) { return ranked(names_of(line.kind).name, " ", line); }
std::string brief(const Line& line) { return ranked(names_of(line.kind).brief, "", line); }
std::string identifier(const Line& line) { return ranked(names_of(line.kind).identifier, "", line); }

std::string name_and_state(const Line& line) {
  return line.state ? fmt::format("{} ({})", name(line), to_string(*line.state)) : name(line);
}

const Colour& colour_of(ColourClass colour) { return colours[static_cast<std::size_t>(colour)]; }

}  // namespace gammafield::platforms
