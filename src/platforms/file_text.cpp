#include <fmt/format.h>

#include "platforms/names.h"
#include "platforms/safe_text.h"
#include "platforms/tick.h"
#include "platforms/writers.h"

/// Files that desktop platforms read, a level a row.
namespace gammafield::platforms {
namespace {

std::string label(const PricePoint& point) { return name_and_state(*point.line) + std::string{point.edge}; }

}  // namespace

std::string ninjatrader_text(const LevelList& list) {
  std::string text = "Instrument,Label,Price,Color\n";
  for (const auto& point : price_points(list)) {
    text +=
        csv_line({list.instrument, label(point), price_text(point.price), std::string{colour_of(*point.line).dot_net}});
  }
  if (list.basis) text += csv_line({list.instrument, *list.basis, price_text(list.spot), "Gray"});
  return text;
}

std::string sierra_text(const LevelList& list) {
  std::string text = "Price\tLabel\tColor\n";
  for (const auto& point : price_points(list))
    text += fmt::format("{}\t{}\t{}\n", price_text(point.price), label(point), colour_of(*point.line).hex);
  if (list.basis) text += fmt::format("{}\t{}\t#77767b\n", price_text(list.spot), *list.basis);
  return text;
}

std::string bookmap_text(const LevelList& list) {
  std::string text =
      "Symbol,Price Level,Note,Foreground Color,Background Color,Text Alignment,Diameter,Draw Note Price Horizontal "
      "Line\n";
  const auto row = [&](market::Spot price, const std::string& note, std::string_view background) {
    text +=
        csv_line({list.instrument, price_text(price), note, "#ffffff", std::string{background}, "left", "1", "TRUE"});
  };
  for (const auto& point : distinct_prices(list)) row(point.price, label(point), colour_of(*point.line).hex);
  if (list.basis) row(list.spot, *list.basis, "#3d3846");
  return text;
}

std::string jigsaw_text(const LevelList& list) {
  std::string text;
  for (const auto& point : distinct_prices(list)) {
    const std::string_view edge = point.edge == " low" ? " lo" : point.edge == " high" ? " hi" : "";
    text += csv_line({price_text(point.price), brief(*point.line) + std::string{edge},
                      std::string{colour_of(*point.line).dot_net}, "Black"});
  }
  return text;
}

}  // namespace gammafield::platforms
