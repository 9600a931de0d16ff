#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chart/chart.h"
#include "chart/profile_curve.h"
#include "engine/analysis.h"
#include "engine/comparison.h"
#include "engine/replay.h"
#include "market/calendar.h"
#include "session/rolls.h"

/// The page a trader reads before the open, and the summary of what the levels did after the close (docs/brief.md).
/// It tells what the Report tells, in words; it never says what to trade. Pure: time is passed in.
namespace gammafield::brief {

/// How a piece of text reads. Colour is never the only sign.
enum class Tone : std::uint8_t { plain, strong, dampening, amplifying, warning, quiet };

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

/// The first column is a name, the others are numbers or words.
struct Table {
  std::vector<std::string> heads;
  std::vector<std::vector<Cell>> rows;  ///< each as long as the heads
};

struct Section {
  std::string key;  ///< `levels`, `changes` ...: stable
  std::string heading;
  std::vector<std::string> lines = {};  ///< sentences
  std::optional<Table> table = {};
  std::vector<std::string> items = {};     ///< a list under the table
  std::vector<std::string> in_short = {};  ///< the same for a message; empty: the lines
};

/// What every renderer writes: plain UTF-8 text without control characters or marks of reading direction, not yet
/// escaped for any of them.
struct Brief {
  std::string title;                  ///< `SPX: before the open of Wed 2026-08-19`
  std::string when;                   ///< of the data
  std::vector<std::string> warnings;  ///< first of all: old data, gaps in it
  std::vector<Section> sections;
  std::string convention;
  std::string picture_light = {}, picture_dark = {};  ///< SVG; empty: none
  std::shared_ptr<const market::Calendar> calendar;   ///< whose money and clock
};

/// Of the picture in the page; its theme is the reader's.
inline constexpr chart::ChartStyle picture_style{.width = 1100, .height = 720};

/// What a pre-market page is made from. All but the Report may be missing, and the page then says what it lacks.
struct Morning {
  const engine::Report& report;
  const engine::Report* previous = nullptr;         ///< of the session before
  const engine::Comparison* comparison = nullptr;   ///< from `previous` to the report
  std::optional<session::AfterMap> after = {};      ///< none: that of the Report's session, if it has one
  std::span<const chart::CurvePoint> profile = {};  ///< for the picture; empty: no picture
  std::optional<market::Instant> now = {};          ///< what age is told by; none: not told
};
[[nodiscard]] Brief morning(const Morning&);

/// What the levels did: one session of a replay or of a live record, with its last Report.
struct Evening {
  const engine::Report& report;
  const engine::ReplayDay& day;
  std::optional<market::Instant> now = {};
  std::optional<market::Instant> seen_from = {};  ///< what came before in the session was not watched; none: all was
};
[[nodiscard]] Brief evening(const Evening&);

/// The map once expiries have settled, of an analysis by itself.
[[nodiscard]] session::AfterMap after_of(const engine::Analysis&);

/// One page without script and without anything loaded from elsewhere; light and dark by the reader's setting, fit for
/// phones and for paper.
[[nodiscard]] std::string html(const Brief&);
[[nodiscard]] std::string markdown(const Brief&);

/// Plain text of at most so many bytes (and so characters) for a message: warnings and the shortest form of each
/// section, whole lines only; what does not fit is named at the end. `bytes_max`: 200 at least.
inline constexpr std::size_t discord_bytes = 2000, telegram_bytes = 4096;
[[nodiscard]] std::string message(const Brief&, std::size_t bytes_max);

}  // namespace gammafield::brief
