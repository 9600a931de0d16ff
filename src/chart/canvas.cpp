#include "chart/canvas.h"

#include <cmath>

#include "chart/number_text.h"

namespace gammafield::chart {
namespace {

/// Dollar ticks and labels under a panel, faint lines through it, a strong line at zero.
void draw_exposure_axis(const Canvas& canvas, const Rect& panel, const ExposureAxis& axis, bool unsigned_sides) {
  constexpr Font font{10.5};
  constexpr double widest_label = 72;  // pixels: `−$250m` and air
  constexpr double overhang = 8;       // pixels a label may reach over the panel's edge, short of the next panel's
  for (const double tick : nice_ticks(axis.usd(), static_cast<std::size_t>(panel.width() / widest_label))) {
    const double x = axis.x(market::UsdPerPercent{tick});
    const market::UsdPerPercent shown{unsigned_sides ? std::abs(tick) : tick};
    canvas.svg.line({x, panel.top}, {x, panel.bottom},
                    {{"stroke", tick == 0 ? canvas.palette.axis : canvas.palette.grid}, {"stroke-width", 1}});
    const auto text = unsigned_sides ? money(shown) : signed_money(shown);
    const double half = text_width(text, font) / 2;
    if (x - half < panel.left - overhang || x + half > panel.right + overhang) continue;
    write_text(canvas.svg, {x, panel.bottom + 15}, text, font, canvas.palette.muted, Anchor::middle);
  }
}

/// The sides at the panel's corners, where they fit wherever zero lies.
void draw_words(const Canvas& canvas, const Rect& panel, const PanelWords& words) {
  const double above = panel.top - 8;
  write_text(canvas.svg, {panel.left, above}, words.left, {11, true}, canvas.palette.negative);
  write_text(canvas.svg, {panel.right, above}, words.right, {11, true}, canvas.palette.positive, Anchor::end);
  write_text(canvas.svg, {panel.middle().x, panel.bottom + 31}, words.caption, {11}, canvas.palette.muted,
             Anchor::middle);
}

}  // namespace

void write_text(SvgWriter& svg, Point at, std::string_view text, Font font, std::string_view colour, Anchor anchor) {
  Attributes attributes{{"font-size", font.size}, {"fill", colour}};
  if (font.bold) attributes.emplace_back("font-weight", "bold");
  if (anchor != Anchor::start) attributes.emplace_back("text-anchor", anchor == Anchor::end ? "end" : "middle");
  svg.text(at, text, attributes);
}

void draw_ground(const Canvas& canvas, const Rect& panel, const std::vector<double>& price_ticks,
                 const std::optional<Interval>& usd, const PanelWords& words) {
  canvas.svg.rect(panel, {{"fill", canvas.palette.panel}});
  canvas.svg.open("g", {{"stroke", canvas.palette.grid}, {"stroke-width", 1}});
  for (const double tick : price_ticks) {
    const double y = canvas.prices.y(market::Spot{tick});
    canvas.svg.line({panel.left, y}, {panel.right, y});
  }
  canvas.svg.close();
  if (!usd) return;
  draw_exposure_axis(canvas, panel, ExposureAxis{*usd, panel}, words.unsigned_sides);
  draw_words(canvas, panel, words);
}

void draw_message(const Canvas& canvas, const Rect& panel, std::string_view sentence) {
  constexpr Font font{13};
  double y = panel.middle().y;
  for (const auto& line : wrapped(sentence, font, Pixels{panel.width() - 48})) {
    write_text(canvas.svg, {panel.middle().x, y}, line, font, canvas.palette.muted, Anchor::middle);
    y += 19;
  }
}

}  // namespace gammafield::chart
