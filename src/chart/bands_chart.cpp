#include "chart/bands_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart/fan_panel.h"
#include "chart/frame.h"
#include "chart/header.h"
#include "chart/label_column.h"
#include "chart/level_lines.h"
#include "chart/number_text.h"
#include "chart/odds_panel.h"
#include "chart/picture.h"
#include "chart/window.h"
#include "chart/wording.h"
#include "engine/bands_wording.h"

namespace gammafield::chart {
namespace {

using bands::Bands;
using market::UsdPerPercent;

constexpr double pixels_per_price_tick = 46;
constexpr double odds_part = 0.36;     // of the panels' width
constexpr double between_panels = 20;  // pixels
constexpr double flip_margin = 0.03;   // of spot, beyond the flip's band

struct BandsPicture {
  const engine::Report& report;
  const Bands& bands;
  Frame frame;
  Interval window;
  std::vector<std::string> footer;
};

/// What the levels' picture shows, and the flip's band where the fan goes so far.
Interval window_of(const engine::Report& report, const Bands& bands) {
  Interval window = visible_prices(report);
  const double margin = flip_margin * report.spot.value();
  if (bands.flip.price) {
    window.low = std::min(window.low, bands.flip.price->q05.value() - margin);
    window.high = std::max(window.high, bands.flip.price->q95.value() + margin);
  }
  const auto seen = in_view(bands.fan, window);
  if (seen.size() < 2) return window;
  return {seen.front().spot.value(), seen.back().spot.value()};
}

/// A level with how sure it is.
struct SureLevel {
  LevelMark mark;
  bool solid = false;
};

std::string of_the_draws(double share) { return percent({share}) + " of the draws"; }

std::vector<SureLevel> sure_levels(const engine::Report& report, const Bands& bands) {
  std::vector<SureLevel> levels;
  for (auto mark : level_marks(report)) {
    const market::Strike strike{mark.price.value()};
    switch (mark.kind) {
      case LevelKind::spot: levels.push_back({std::move(mark), true}); break;
      case LevelKind::call_wall:
      case LevelKind::put_wall: {
        const double p = (mark.kind == LevelKind::call_wall ? bands.call_wall : bands.put_wall).p_of(strike);
        mark.detail = "as assumed; the wall in " + of_the_draws(p);
        levels.push_back({std::move(mark), p >= 0.5});
        break;
      }
      case LevelKind::gamma_flip:
        mark.detail = fmt::format("as assumed; {} agree on it", of_the_draws(bands.flip.p_near_median));
        levels.push_back({std::move(mark), bands.flip.solid()});
        break;
      default: break;
    }
  }
  return levels;
}

void draw_line(const Canvas& canvas, const Frame& frame, const SureLevel& level) {
  if (!canvas.prices.shows(level.mark.price)) return;
  const double y = canvas.prices.y(level.mark.price);
  Attributes attributes{{"stroke", colour_of(level.mark.kind, canvas.palette)},
                        {"stroke-width", 1.6},
                        {"data-level", to_string(level.mark.kind)},
                        {"data-price", fmt::format("{}", level.mark.price.value())}};
  if (!level.solid) attributes.emplace_back("stroke-dasharray", "7 5");
  canvas.svg.line({frame.bars.left, y}, {frame.profile.right + cluster_room, y}, attributes);
}

std::string wall_sentence(std::string_view name, const bands::WallOdds& odds) {
  if (odds.strikes.empty()) return fmt::format("{}: none in any draw.", name);
  std::string text = fmt::format("{}:", name);
  for (std::size_t i = 0; i < std::min<std::size_t>(3, odds.strikes.size()); ++i)
    text +=
        fmt::format("{} {} {:.0f} %", i == 0 ? "" : ",", price_text(odds.strikes[i].strike), 100 * odds.strikes[i].p);
  return text + ".";
}

/// To the dollar: a band is no sharper than that.
std::string whole(market::Spot price) { return price_text(market::Spot{std::round(price.value())}); }

std::vector<std::string> sentences(const engine::Report& report, const Bands& bands) {
  std::vector<std::string> said = missing_levels(report);
  said.push_back(wall_sentence("Call Wall", bands.call_wall));
  said.push_back(wall_sentence("Put Wall", bands.put_wall));
  if (bands.flip.price) {
    const auto& flip = *bands.flip.price;
    said.push_back(fmt::format("Gamma Flip: half of those drawn from {} to {},", whole(flip.q25), whole(flip.q75)));
    said.push_back(fmt::format("nine tenths from {} to {}.", whole(flip.q05), whole(flip.q95)));
  }
  said.emplace_back("Solid: at least half of the draws agree.");
  said.emplace_back("Dashed: they do not.");
  return said;
}

std::vector<Figure> figures(const Palette& palette, const Bands& bands) {
  const auto regime_colour = bands.regime == bands::RegimeOdds::positive   ? palette.positive
                             : bands.regime == bands::RegimeOdds::negative ? palette.negative
                                                                           : palette.ink;
  return {{"NET GEX, 5 TO 95 % OF THE DRAWS", signed_money(bands.net_gex.q05) + " … " + signed_money(bands.net_gex.q95),
           palette.ink},
          {"NET GEX ABOVE ZERO", percent({bands.p_positive}), palette.ink},
          {"NO FLIP", percent({bands.flip.p_none}), palette.ink},
          {"REGIME", std::string{to_string(bands.regime)}, regime_colour}};
}

Frame frame_of(const ChartStyle& style, std::size_t footer_lines) {
  Frame frame = frame_for(size_of(style), footer_lines);
  const double width = frame.profile.right - frame.bars.left - between_panels;
  frame.bars.right = frame.bars.left + odds_part * width;
  frame.profile.left = frame.bars.right + between_panels;
  return frame;
}

BandsPicture laid_out(const engine::Report& report, const Bands& bands, const ChartStyle& style) {
  const std::vector<std::string> paragraphs{
      engine::prior_sentence(report.settings, bands) + " Positions are inferred, never observed.",
      fmt::format("{} draws; flips looked for from {:g} to {:g} times spot; volatilities stay with the strike.",
                  whole_number(market::Contracts{static_cast<double>(bands.draws)}), report.settings.bands.domain.low,
                  report.settings.bands.domain.high)};
  const Frame first = frame_for(size_of(style), 4);
  auto footer = footer_lines(paragraphs, Pixels{first.size.width - 2 * first.margin});
  const Frame frame = frame_of(style, footer.size());
  return {report, bands, frame, window_of(report, bands), std::move(footer)};
}

void draw(const Canvas& canvas, const BandsPicture& picture) {
  const auto& [report, bands, frame, window, footer] = picture;
  const auto ticks = nice_ticks(window, static_cast<std::size_t>(frame.bars.height() / pixels_per_price_tick));
  const auto fan = in_view(bands.fan, window);
  const auto usd = exposure_of(fan);
  const auto levels = sure_levels(report, bands);
  std::vector<LevelMark> marks;
  for (const auto& level : levels) marks.push_back(level.mark);
  draw_heading(canvas, frame, report, "levels under uncertain positioning", figures(canvas.palette, bands));
  draw_ground(canvas, frame.bars, ticks, std::nullopt, {});
  draw_ground(canvas, frame.profile, ticks, usd, fan_words);
  draw_odds(canvas, frame.bars, bands);
  if (usd) draw_fan(canvas, frame.profile, *usd, fan, bands.flip);
  for (const auto& level : levels) draw_line(canvas, frame, level);
  draw_price_axis(canvas, frame, ticks, report.spot);
  draw_labels(canvas, frame, marks, sentences(report, bands));
  draw_footer(canvas, frame, footer);
}

std::string description(const engine::Report& report, const Bands& bands) {
  std::string text = fmt::format("Net GEX from {} to {} in nine tenths of the draws, above zero in {}: {}.",
                                 signed_money(bands.net_gex.q05), signed_money(bands.net_gex.q95),
                                 percent({bands.p_positive}), to_string(bands.regime));
  for (const auto& sentence : sentences(report, bands)) text += " " + sentence;
  return text + " Context, not a signal.";
}

}  // namespace

std::string bands_svg(const engine::Report& report, const ChartStyle& style) {
  const auto size = size_of(style);
  const bool found = report.bands && *report.bands;
  SvgWriter writer;
  open_picture(writer, size, title_text(report) + ", levels under uncertain positioning",
               found ? description(report, **report.bands) : "No bands: the book has no exposure.");
  const Rect everything{0, 0, size.width, size.height};
  const auto& colours = palette(style.theme);
  writer.rect(everything, {{"fill", colours.background}});
  if (found) {
    const auto picture = laid_out(report, **report.bands, style);
    draw({writer, colours, PriceAxis{picture.window, picture.frame.bars}}, picture);
  } else {
    draw_message({writer, colours, PriceAxis{{0, 1}, everything}}, everything, "No bands: the book has no exposure.");
  }
  writer.close();
  return market::in_money_of(report.calendar->rules(), writer.take());
}

}  // namespace gammafield::chart
