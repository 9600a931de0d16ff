#include "laboratory/path_picture.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "laboratory/path_panels.h"
#include "laboratory/picture_sheet.h"
#include "laboratory/picture_words.h"

namespace gammafield::laboratory {
namespace {

using chart::Rect;
using hedging::Path;
using hedging::Scenario;

constexpr double value_labels = 58, side_labels = 172;  // pixels left and right of the panels
constexpr double caption = 24, clock_labels = 22;       // above each panel, and under the last

double moved_percent(const Scenario& scenario, market::Spot to) {
  return 100 * (to.value() / scenario.spot.value() - 1);
}

/// Root mean square of the whole path's returns, percent a year.
double realised(const Scenario& scenario, const Path& path, bool with_dealers) {
  double squares = 0;
  for (std::size_t i = 1; i < path.steps.size(); ++i) {
    const auto &now = path.steps[i], &before = path.steps[i - 1];
    const double r = with_dealers ? std::log(now.spot.value() / before.spot.value())
                                  : std::log(now.without_dealers.value() / before.without_dealers.value());
    squares += r * r;
  }
  return 100 * std::sqrt(squares / hedging::years_of(scenario.minutes).value());
}

std::string what_happened(const Scenario& scenario, const Path& path) {
  const auto &with = path.steps.back().spot, &without = path.steps.back().without_dealers;
  return fmt::format(
      "From {} to {} ({}), without dealers to {} ({}). Realised volatility {:.1f} % a year, without dealers {:.1f} %.",
      chart::price_text(scenario.spot), chart::price_text(with), chart::signed_percent({moved_percent(scenario, with)}),
      chart::price_text(without), chart::signed_percent({moved_percent(scenario, without)}),
      realised(scenario, path, true), realised(scenario, path, false));
}

SheetWords words_of(const Scenario& scenario, const Path& path) {
  SheetWords words{
      .title = title_of(scenario),
      .what = "one path",
      .head = {feedback_sentence(scenario) + " " + dealers_sentence(scenario), what_happened(scenario, path)},
      .notes = convention_notes(),
      .spoken_title = title_of(scenario) + ", one simulated path",
      .spoken_text = {}};
  words.spoken_text = words.head[0] + " " + words.head[1] + " " + words.notes.back();
  return words;
}

}  // namespace

std::string path_svg(const Scenario& scenario, const Path& path, const chart::ChartStyle& style) {
  Sheet sheet{style, words_of(scenario, path)};
  const auto& body = sheet.body();
  const PathView view{scenario, path, sheet.svg(), sheet.palette(), body.right};
  struct Part {
    void (*draw)(const PathView&, const Rect&);
    double share;  // of the height
  };
  constexpr std::array parts{Part{draw_price_panel, 0.40}, Part{draw_inventory_panel, 0.20},
                             Part{draw_hedging_panel, 0.18}, Part{draw_volatility_panel, 0.22}};
  const double height = body.height() - clock_labels - caption * parts.size();
  std::vector<Rect> panels;
  double y = body.top;
  for (const auto& part : parts) {
    const double top = y + caption;
    y = top + part.share * height;
    panels.push_back({body.left + value_labels, top, body.right - side_labels, y});
  }
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i].draw(view, panels[i]);
  draw_clock(view, panels.back());
  return sheet.take();
}

}  // namespace gammafield::laboratory
