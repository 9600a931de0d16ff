#include "laboratory/picture_sheet.h"

#include <algorithm>

#include "chart/frame.h"
#include "chart/header.h"
#include "chart/text_width.h"

namespace gammafield::laboratory {
namespace {

using chart::Pixels;

constexpr double margin = 24;  // pixels left and right of everything
constexpr chart::Font what_font{14}, head_font{12};
constexpr double title_baseline = 38, head_line = 16.5, under_head = 12, over_foot = 10, under_foot = 14;

/// As large as the room allows.
chart::Font title_font(const std::string& title, double room) {
  chart::Font font{22, true};
  while (font.size > 15 && chart::text_width(title, font) > room) --font.size;
  return font;
}

}  // namespace

chart::PictureSize sheet_size(const chart::ChartStyle& style) {
  return {static_cast<double>(std::clamp(style.width, 720, 8192)),
          static_cast<double>(std::clamp(style.height, 600, 8192))};
}

Sheet::Sheet(const chart::ChartStyle& style, const SheetWords& words)
    : palette_(chart::palette(style.theme)), size_(sheet_size(style)) {
  chart::open_picture(svg_, size_, words.spoken_title, words.spoken_text);
  svg_.rect({0, 0, size_.width, size_.height}, {{"fill", palette_.background}});
  body_ = {margin, 0, size_.width - margin, size_.height};
  write_head(words);
  write_foot(words);
}

void Sheet::write_head(const SheetWords& words) {
  const double room = body_.width();
  const double for_what = chart::text_width(words.what, what_font) + 12;
  const auto font = title_font(words.title, room - for_what);
  const auto title = chart::fitted(words.title, font, Pixels{room - for_what});
  chart::write_text(svg_, {margin, title_baseline}, title, font, palette_.ink);
  const double after = chart::text_width(title, font) + 12;
  chart::write_text(svg_, {margin + after, title_baseline}, chart::fitted(words.what, what_font, Pixels{room - after}),
                    what_font, palette_.muted);
  double y = title_baseline + 6;
  for (const auto& paragraph : words.head) {
    for (const auto& line : chart::wrapped(paragraph, head_font, Pixels{room})) {
      chart::write_text(svg_, {margin, y += head_line}, line, head_font, palette_.ink);
    }
  }
  body_.top = y + under_head;
}

void Sheet::write_foot(const SheetWords& words) {
  const auto lines = chart::footer_lines(words.notes, Pixels{body_.width()});
  chart::Frame frame;
  frame.size = size_;
  frame.margin = margin;
  frame.footer_top = size_.height - under_foot - chart::footer_line * static_cast<double>(lines.size());
  chart::draw_footer({svg_, palette_, chart::PriceAxis{{0, 1}, body_}}, frame, lines);
  body_.bottom = frame.footer_top - over_foot;
}

std::string Sheet::take() {
  svg_.close();
  return svg_.take();
}

}  // namespace gammafield::laboratory
