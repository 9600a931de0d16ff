#include "chart/header.h"

#include <fmt/format.h>

#include <cmath>

#include "chart/number_text.h"
#include "chart/wording.h"
#include "engine/report_json.h"

namespace gammafield::chart {
namespace {

constexpr Font symbol_font{26, true}, title_font{16}, subtitle_font{12.5};
constexpr Font caption_font{10}, figure_font{17, true};

std::string_view sign_colour(const Palette& palette, double value) {
  return value < 0 ? palette.negative : value > 0 ? palette.positive : palette.ink;
}

std::string_view regime_colour(const Palette& palette, const engine::Report& report) {
  if (!(report.levels.totals.gross_gex.value() > 0)) return palette.muted;
  switch (report.levels.regime.label) {
    case levels::RegimeLabel::positive: return palette.positive;
    case levels::RegimeLabel::negative: return palette.negative;
    case levels::RegimeLabel::transition: return palette.ink;
  }
  return palette.ink;
}

std::vector<Figure> figures(const Palette& palette, const engine::Report& report) {
  const auto& totals = report.levels.totals;
  const double net = totals.net_gex.value();
  return {{"NET GEX PER 1 % MOVE", signed_money(totals.net_gex), sign_colour(palette, net)},
          {"GROSS", money(totals.gross_gex), palette.ink},
          {"NET / GROSS", signed_percent({100 * totals.net_to_gross()}), sign_colour(palette, net)},
          {"REGIME", regime_text(report), regime_colour(palette, report)}};
}

/// Right-aligned, the last figure outermost.
void draw_figures(const Canvas& canvas, const Frame& frame, const std::vector<Figure>& figures) {
  double right = frame.size.width - frame.margin;
  for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
    const double width = std::max(text_width(figure->text, figure_font), text_width(figure->caption, caption_font));
    write_text(canvas.svg, {right - width, 27}, figure->caption, caption_font, canvas.palette.muted);
    write_text(canvas.svg, {right - width, 48}, figure->text, figure_font, figure->colour);
    right -= width + 30;
  }
}

}  // namespace

void draw_heading(const Canvas& canvas, const Frame& frame, const engine::Report& report, std::string_view what,
                  const std::vector<Figure>& figures) {
  const auto symbol = fitted(report.symbol, symbol_font, Pixels{220});
  write_text(canvas.svg, {frame.margin, 45}, symbol, symbol_font, canvas.palette.ink);
  const double after = frame.margin + text_width(symbol, symbol_font) + 12;
  write_text(canvas.svg, {after, 45}, what, title_font, canvas.palette.muted);
  write_text(canvas.svg, {frame.margin, 72},
             fitted(subtitle_text(report), subtitle_font, Pixels{frame.size.width - 2 * frame.margin}), subtitle_font,
             canvas.palette.ink);
  draw_figures(canvas, frame, figures);
}

void draw_header(const Canvas& canvas, const Frame& frame, const engine::Report& report) {
  draw_heading(canvas, frame, report, "dealer gamma exposure", figures(canvas.palette, report));
}

void draw_price_axis(const Canvas& canvas, const Frame& frame, const std::vector<double>& ticks, market::Spot spot) {
  const double right = frame.bars.left - 10, spot_y = canvas.prices.y(spot);
  constexpr double half_tag = 9.5;
  for (const double tick : ticks) {
    const double y = canvas.prices.y(market::Spot{tick});
    if (std::abs(y - spot_y) < half_tag + 6) continue;  // the tag covers it
    write_text(canvas.svg, {right, y + 4}, price_text(market::Spot{tick}), {11}, canvas.palette.muted, Anchor::end);
  }
  const auto text = price_text(spot);
  const double width = text_width(text, {11, true}) + 12;
  canvas.svg.rect({right + 4 - width, spot_y - half_tag, right + 4, spot_y + half_tag},
                  {{"fill", canvas.palette.ink}, {"rx", 3}});
  write_text(canvas.svg, {right - 2, spot_y + 4}, text, {11, true}, canvas.palette.background, Anchor::end);
}

void draw_footer(const Canvas& canvas, const Frame& frame, const std::vector<std::string>& lines) {
  double y = frame.footer_top + footer_size;
  for (const auto& line : lines) {
    write_text(canvas.svg, {frame.margin, y}, line, {footer_size}, canvas.palette.muted);
    y += footer_line;
  }
  write_text(canvas.svg, {frame.size.width - frame.margin, y - footer_line},
             fmt::format("Context, not a signal.  gammafield {}", engine::version()), {footer_size, true},
             canvas.palette.ink, Anchor::end);
}

}  // namespace gammafield::chart
