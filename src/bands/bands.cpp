#include "bands/bands.h"

#include "bands/worlds.h"

namespace gammafield::bands {
namespace {

constexpr double sure_enough = 0.80;  // of the draws, docs/methods.md 1.4.14

}  // namespace

RegimeOdds regime_odds(double p_positive) {
  if (p_positive >= sure_enough) return RegimeOdds::positive;
  return 1 - p_positive >= sure_enough ? RegimeOdds::negative : RegimeOdds::uncertain;
}

std::string_view to_string(RegimeOdds odds) {
  switch (odds) {
    case RegimeOdds::positive: return "POSITIVE";
    case RegimeOdds::negative: return "NEGATIVE";
    case RegimeOdds::uncertain: return "UNCERTAIN";
  }
  return "";
}

levels::Level<Bands> find_bands(const exposure::Book& book, std::span<const WeightedModel> models,
                                const BandSettings& settings, const levels::LevelSettings& level_settings) {
  const auto worlds = Worlds::of(book, models, settings, level_settings);
  return worlds ? levels::Level<Bands>{(*worlds)->bands()} : base::failure(worlds.error());
}

}  // namespace gammafield::bands
