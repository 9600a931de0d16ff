#pragma once

#include <string>
#include <string_view>

#include "platforms/level_list.h"

/// One table of what levels are called: ours, and what each platform's users know them by (GLOSSARY.md).
namespace gammafield::platforms {

/// What a line's colour says.
enum class ColourClass : std::uint8_t { call, put, flip, magnet, day_range, zone, open_interest, rank };

struct LineNames {
  LineKind kind;
  std::string_view key;         ///< `call_wall`, as in every other output
  std::string_view name;        ///< `Call Wall`
  std::string_view menthorq;    ///< `Call Resistance`; empty: it has none
  std::string_view brief;       ///< at most seven characters, nine with a number: `CW`
  std::string_view identifier;  ///< of a variable in a script: `CallWall`
  ColourClass colour;
};
[[nodiscard]] const LineNames& names_of(LineKind);

[[nodiscard]] std::string key(const Line&);             ///< `call_wall`, `focus_1`
[[nodiscard]] std::string name(const Line&);            ///< `Call Wall`, `Focus 1`
[[nodiscard]] std::string name_and_state(const Line&);  ///< `Call Wall (TESTED)`
[[nodiscard]] std::string brief(const Line&);           ///< `CW`, `GEX 10`
[[nodiscard]] std::string identifier(const Line&);      ///< `CallWall`, `Focus1`

/// One colour in each of the languages that platforms ask for.
struct Colour {
  std::string_view hex;           ///< `#26a269`
  std::string_view dot_net;       ///< a known name of .NET: `LimeGreen`
  std::string_view think_script;  ///< `Color.GREEN`
  char letter;                    ///< r, g or y
};
[[nodiscard]] const Colour& colour_of(ColourClass);
[[nodiscard]] inline const Colour& colour_of(const Line& line) { return colour_of(names_of(line.kind).colour); }

}  // namespace gammafield::platforms
