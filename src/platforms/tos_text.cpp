#include <fmt/format.h>

#include "platforms/names.h"
#include "platforms/safe_text.h"
#include "platforms/tick.h"
#include "platforms/writers.h"

/// A study in thinkScript: constants, for it has no network.
namespace gammafield::platforms {
namespace {

std::string plot(const std::string& identifier, market::Spot price, const Line& line) {
  const int weight = line.kind <= LineKind::gamma_flip ? 2 : 1;
  return fmt::format(
      "plot {0} = {1};\n{0}.SetDefaultColor({2});\n{0}.SetPaintingStrategy(PaintingStrategy.HORIZONTAL);\n"
      "{0}.SetLineWeight({3});\n",
      identifier, price_text(price), colour_of(line).think_script, weight);
}

std::string bubble(market::Spot price, const std::string& label, const Line& line) {
  return fmt::format("AddChartBubble(show_names and last_bar, {}, {}, {}, yes);\n", price_text(price),
                     script_string(label), colour_of(line).think_script);
}

std::string drawn(const Line& line) {
  const auto label = name_and_state(line);
  if (!line.high) return plot(identifier(line), line.price, line) + bubble(line.price, label, line);
  const auto low = identifier(line) + "Low", high = identifier(line) + "High";
  const auto colour = colour_of(line).think_script;
  return plot(low, line.price, line) + plot(high, *line.high, line) +
         fmt::format("AddCloud({}, {}, {}, {});\n", low, high, colour, colour) + bubble(*line.high, label, line);
}

}  // namespace

std::string tos_text(const LevelList& list) {
  const auto as_of = market::to_string(list.as_of);
  std::string text = fmt::format("# Levels of {} as of {}, {}. Context, not a signal and not advice.\n",
                                 list.instrument, as_of, list.convention);
  if (list.basis) text += fmt::format("# {}\n", *list.basis);
  if (const auto missing = missing_text(list); !missing.empty()) text += fmt::format("# Not there: {}\n", missing);
  text += "declare upper;\ninput show_names = yes;\ndef last_bar = !IsNaN(close) and IsNaN(close[-1]);\n";
  text += fmt::format("AddLabel(yes, {}, Color.GRAY);\n",
                      script_string(fmt::format("{} levels as of {}", list.instrument, as_of)));
  for (const Line& line : list.lines) text += drawn(line);
  return text;
}

}  // namespace gammafield::platforms
