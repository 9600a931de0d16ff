#include "chart/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart/bars_panel.h"
#include "chart/frame.h"
#include "chart/header.h"
#include "chart/label_column.h"
#include "chart/level_lines.h"
#include "chart/picture.h"
#include "chart/profile_panel.h"
#include "chart/window.h"
#include "chart/wording.h"

namespace gammafield::chart {
namespace {

constexpr double pixels_per_price_tick = 46;
constexpr double pixels_per_profile_point = 1.5;

struct Picture {
  const engine::Report& report;
  std::span<const CurvePoint> profile;
  const ChartStyle& style;
  Frame frame;
  PriceAxis prices;
  BarSet bars;
  std::vector<std::string> footer;
};

Picture laid_out(const engine::Report& report, std::span<const CurvePoint> profile, const ChartStyle& style) {
  const auto size = size_of(style);
  const auto window = visible_prices(report);
  // The footer says what the bars leave out, and takes height from them: a first layout finds its length.
  auto frame = frame_for(size, 4);
  auto bars = bars_in_view(report.levels.strikes, PriceAxis{window, frame.bars});
  auto footer = footer_lines(footer_paragraphs(report, bars), Pixels{size.width - 2 * frame.margin});
  frame = frame_for(size, footer.size());
  bars = bars_in_view(report.levels.strikes, PriceAxis{window, frame.bars});
  return {report, profile, style, frame, PriceAxis{window, frame.bars}, std::move(bars), std::move(footer)};
}

std::vector<CurvePoint> in_view(std::span<const CurvePoint> profile, Interval prices) {
  std::vector<CurvePoint> seen;
  for (const auto& point : profile) {
    if (prices.contains(point.spot.value()) && std::isfinite(point.net.value())) seen.push_back(point);
  }
  return seen;
}

void draw(const Canvas& canvas, const Picture& picture) {
  const auto& [report, profile, style, frame, prices, bars, footer] = picture;
  const auto ticks = nice_ticks(prices.prices(), static_cast<std::size_t>(frame.bars.height() / pixels_per_price_tick));
  const auto marks = level_marks(report);
  const auto curve = in_view(profile, prices.prices());
  const auto bars_usd = exposure_of(bars, style.bars), profile_usd = exposure_of(curve);
  canvas.svg.rect({0, 0, frame.size.width, frame.size.height}, {{"fill", canvas.palette.background}});
  draw_header(canvas, frame, report);
  draw_ground(canvas, frame.bars, ticks, bars_usd, bars_words(report, style.bars));
  draw_ground(canvas, frame.profile, ticks, profile_usd, profile_words);
  draw_level_lines(canvas, frame, report, marks);
  draw_bars(canvas, frame.bars, bars_usd, bars, report, style.bars);
  draw_profile(canvas, frame.profile, profile_usd, curve, report);
  draw_ranges(canvas, frame, report);
  draw_price_axis(canvas, frame, ticks, report.spot);
  draw_labels(canvas, frame, marks, missing_levels(report));
  draw_footer(canvas, frame, footer);
}

}  // namespace

std::string svg(const engine::Report& report, std::span<const CurvePoint> profile, const ChartStyle& style) {
  const auto picture = laid_out(report, profile, style);
  SvgWriter writer;
  open_picture(writer, picture.frame.size, title_text(report), description_text(report));
  draw({writer, palette(style.theme), picture.prices}, picture);
  writer.close();
  return market::in_money_of(report.calendar->rules(), writer.take());
}

std::vector<CurvePoint> picture_profile(const engine::Analysis& analysis, const ChartStyle& style) {
  const auto& report = analysis.report;
  if (!(report.levels.totals.gross_gex.value() > 0)) return {};
  const auto points = static_cast<std::size_t>(size_of(style).height / pixels_per_profile_point);
  const Interval window = visible_prices(report);
  return profile_curve(analysis.curve(market::Spot{window.low}, market::Spot{window.high}, points), window,
                       report.levels.flips.roots);
}

std::string svg(const engine::Analysis& analysis, const ChartStyle& style) {
  return svg(analysis.report, picture_profile(analysis, style), style);
}

}  // namespace gammafield::chart
