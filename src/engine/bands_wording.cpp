#include "engine/bands_wording.h"

#include <fmt/format.h>

namespace gammafield::engine {
namespace {

/// What the draws are around.
std::string models_text(const Settings& settings) {
  std::string text;
  for (const auto& each : settings.band_models) {
    const auto model = each.model.value_or(settings.positioning.model());
    if (!text.empty()) text += " or ";
    text += to_string(model);
  }
  return text;
}

}  // namespace

std::string prior_sentence(const Settings& settings, const bands::Bands& bands) {
  const auto models = models_text(settings);
  const auto widened = bands.widening == 1 ? std::string{} : fmt::format(", spreads times {:g}", bands.widening);
  switch (bands.prior) {
    case bands::PriorName::off:
      return fmt::format("Prior off: in every draw dealers hold exactly what {} says.", models);
    case bands::PriorName::tight:
      return fmt::format(
          "Prior tight{}: the sides that {} assumes are right, and dealers are net on about half of the open "
          "interest they name.",
          widened, models);
    case bands::PriorName::wide:
      return fmt::format(
          "Prior wide{}: the sides that {} assumes lean the right way, dealers net on some 30 % of the open "
          "interest, but any group of contracts may be held the other way round.",
          widened, models);
    case bands::PriorName::agnostic:
      return fmt::format(
          "Prior agnostic{}: nothing is known of the dealers' sides; every group of contracts is as "
          "likely held long as short.",
          widened);
  }
  return "";
}

}  // namespace gammafield::engine
