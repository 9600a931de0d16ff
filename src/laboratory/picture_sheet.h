#pragma once

#include <string>
#include <vector>

#include "chart/canvas.h"
#include "chart/chart.h"
#include "chart/geometry.h"
#include "chart/picture.h"

/// What the laboratory's pictures have in common: a title, sentences under it, footnotes, and room between them.
namespace gammafield::laboratory {

/// A picture's words.
struct SheetWords {
  std::string title;
  std::string what;                       ///< beside the title: what is shown of it
  std::vector<std::string> head;          ///< a paragraph each
  std::vector<std::string> notes;         ///< at the foot
  std::string spoken_title, spoken_text;  ///< for people who hear the picture
};

/// The style's size, held between 720 x 600 and 8192 x 8192.
[[nodiscard]] chart::PictureSize sheet_size(const chart::ChartStyle&);

/// One picture being drawn.
class Sheet {
 public:
  Sheet(const chart::ChartStyle&, const SheetWords&);

  [[nodiscard]] const chart::Palette& palette() const { return palette_; }
  [[nodiscard]] chart::SvgWriter& svg() { return svg_; }
  [[nodiscard]] const chart::Rect& body() const { return body_; }  ///< what lies between head and foot

  [[nodiscard]] std::string take();

 private:
  void write_head(const SheetWords&);
  void write_foot(const SheetWords&);

  const chart::Palette& palette_;
  chart::PictureSize size_;
  chart::SvgWriter svg_;
  chart::Rect body_;
};

}  // namespace gammafield::laboratory
