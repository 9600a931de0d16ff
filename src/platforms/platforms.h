#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/analysis.h"
#include "platforms/conversion.h"

/// A Report as text that charting platforms read (docs/platforms.md). Pure: the same Report gives the same bytes.
/// A level that does not exist is left out, never 0; formats with comments say what is missing, and why.
namespace gammafield::platforms {

enum class Format : std::uint8_t {
  tv,            ///< TradingView, pasted: label, value pairs under MenthorQ's names
  tv_columns,    ///< TradingView, pasted: ticker, price, colour r/g/y
  tv_table,      ///< TradingView, pasted: price <TAB> name
  tv_own,        ///< TradingView, pasted: everything, for docs/tradingview/gammafield.pine
  pine,          ///< TradingView: a Pine v6 script with the levels, and up to 90 sessions of them, inside
  ninjatrader,   ///< CSV Instrument,Label,Price,Color
  sierra,        ///< Sierra Chart: tab separated, a level a row
  tos,           ///< thinkorswim: a thinkScript study
  quantower,     ///< JSON for indicators that ask by HTTP
  bookmap,       ///< Bookmap's cloud notes, CSV
  jigsaw,        ///< Jigsaw daytradr's levels file: price, text, background, text colour
  gex_terminal,  ///< gex-terminal's overlay, JSON
};

struct FormatInfo {
  Format format;
  std::string_view name;          ///< of `--format` and `?format=`: `tv-columns`
  std::string_view platform;      ///< `TradingView`
  std::string_view content_type;  ///< `text/plain; charset=utf-8`
  std::string_view extension;     ///< of a file's name, with its dot
  bool pasted = false;            ///< into a text field: stays under pasted_bytes_max
};

/// A text field of TradingView takes about 4,000 characters. Levels that would not fit are left out, the least
/// important first.
inline constexpr std::size_t pasted_bytes_max = 3999;

[[nodiscard]] std::span<const FormatInfo> formats();  ///< every one, in the order of Format
[[nodiscard]] const FormatInfo& info(Format);
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);

/// How levels are to be told, beside the format.
struct Target {
  std::optional<Conversion> conversion = {};  ///< prices on another instrument's chart
  std::string instrument = {};  ///< what the platform calls it; empty: the symbol, or what it is converted to
  const engine::Report* zero_dte = nullptr;  ///< the same snapshot with expiry_filter=0dte: its walls get lines too
};

/// A text, ended by a line end.
[[nodiscard]] std::string text(const engine::Report&, Format, const Target& = {});

/// The `pine` script over several sessions: each Report's levels from its own moment to the next one's, so that nothing
/// is drawn before it was known. In any order, all of one symbol; of a session the last counts, of more than
/// history_sessions_max the latest. Requires one at least. A conversion is the last one's for all.
inline constexpr std::size_t history_sessions_max = 90;
[[nodiscard]] std::string pine_history(std::span<const engine::Report>, const Target& = {});

/// What some formats have no room for, in lines for a person: the basis of a conversion, what levels are missing and
/// why. Empty when there is nothing to say.
[[nodiscard]] std::string remarks(const engine::Report&, Format, const Target& = {});

}  // namespace gammafield::platforms
