#include "laboratory/outcome_picture.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "laboratory/outcome_panels.h"
#include "laboratory/picture_sheet.h"
#include "laboratory/picture_words.h"

namespace gammafield::laboratory {
namespace {

using chart::Rect;
using hedging::Outcome;
using hedging::Scenario;
using statistics::Estimate;

constexpr double value_labels = 58, side_labels = 168, between = 20;  // pixels of width
constexpr double caption = 26, axis_labels = 40;                      // pixels of height
constexpr double fan_part = 0.64;                                     // of the width that fan and trades share
constexpr double forest_part = 0.56;                                  // of the width, beside the gains
constexpr double side_by_side = 1150;                                 // pixels of the picture from which they stand so

std::string what_came_out(const Outcome& outcome) {
  const Estimate& ratio = outcome.realised_volatility.change;
  const auto paths = chart::whole_number(market::Contracts{static_cast<double>(outcome.paths)});
  if (!std::isfinite(ratio.value)) return fmt::format("{} paths; nothing moves without dealers.", paths);
  const bool clear = ratio.low > 1 || ratio.high < 1;
  return fmt::format("{} paths, each with and without dealers: hedging {} (×{:.3f}, 95 % interval {:.3f} to {:.3f}).",
                     paths,
                     !clear            ? "does not change the volatility of steps beyond what chance would"
                     : ratio.value < 1 ? "makes steps smaller"
                                       : "makes steps larger",
                     ratio.value, ratio.low, ratio.high);
}

SheetWords words_of(const Scenario& scenario, const Outcome& outcome) {
  SheetWords words{.title = title_of(scenario),
                   .what = "many paths",
                   .head = {feedback_sentence(scenario) + " " + dealers_sentence(scenario), what_came_out(outcome)},
                   .notes = convention_notes(),
                   .spoken_title = title_of(scenario) + ", many simulated paths",
                   .spoken_text = {}};
  words.notes.insert(words.notes.begin(),
                     "Fans: half and nine tenths of the paths, and the median. Filled marks: an interval that keeps "
                     "away from no effect; hollow: one that does not. Theory: docs/methods.md 5.3, gamma as at the "
                     "start. A level holds or "
                     "breaks by the race of its first touch; how often it holds at all is that rule's doing.");
  words.spoken_text = words.head[0] + " " + words.head[1] + " " + words.notes.back();
  return words;
}

/// Fan, trades by price and the labels of both, from left to right.
void draw_upper(const OutcomeView& view, const Rect& area) {
  const double panels = area.width() - value_labels - between - side_labels;
  const double middle = area.left + value_labels + fan_part * panels;
  const Rect fan{area.left + value_labels, area.top, middle, area.bottom};
  const Rect flow{middle + between, area.top, area.right - side_labels, area.bottom};
  draw_flow_panel(view, flow);
  draw_fan_panel(view, fan, flow.right, {flow.right + 10, area.top - 12, area.right, area.bottom + 12});
}

/// Where one panel stands under another there must be room for their rows.
chart::ChartStyle tall_enough(chart::ChartStyle style) {
  constexpr int least = 880;  // pixels
  if (style.width < side_by_side) style.height = std::max(style.height, least);
  return style;
}

}  // namespace

std::string outcome_svg(const Scenario& scenario, const Outcome& outcome, const chart::ChartStyle& style) {
  Sheet sheet{tall_enough(style), words_of(scenario, outcome)};
  const auto& body = sheet.body();
  const OutcomeView view{scenario, outcome, sheet.svg(), sheet.palette()};
  if (style.width >= side_by_side) {
    const double height = body.height() - 2 * caption - axis_labels, split = body.top + caption + 0.52 * height;
    draw_upper(view, {body.left, body.top + caption, body.right, split});
    const double top = split + axis_labels + caption, middle = body.left + forest_part * body.width();
    draw_forest_panel(view, {body.left, top, middle, body.bottom});
    draw_gains_panel(view, {middle + between, top, body.right, body.bottom});
  } else {
    const double height = body.height() - 3 * caption - axis_labels;
    const double upper = body.top + caption + 0.33 * height;
    draw_upper(view, {body.left, body.top + caption, body.right, upper});
    const double forest = upper + axis_labels + caption, gains = forest + 0.40 * height;
    draw_forest_panel(view, {body.left, forest, body.right, gains});
    draw_gains_panel(view, {body.left, gains + caption, body.right, body.bottom});
  }
  return sheet.take();
}

}  // namespace gammafield::laboratory
