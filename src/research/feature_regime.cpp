#include <algorithm>
#include <cmath>

#include "research/features.h"

namespace gammafield::research {

void add_regime_features(const KnownUntil& known, const Crossing& crossing, Features& features) {
  const auto& sheet = known.sheet();
  const double gross = sheet.gross_gex.value();
  std::optional<double> ratio, wall_share, flip_distance;
  if (gross > 0) ratio = sheet.net_gex.value() / gross;
  const auto wall =
      std::ranges::find(sheet.strikes, market::Strike{crossing.watched.level}, &exposure::StrikeExposure::strike);
  if (gross > 0 && wall != sheet.strikes.end()) wall_share = wall->net.value() / gross;
  if (sheet.flip) flip_distance = std::log(known.price() / sheet.flip->value()) / known.move();
  std::optional<double> there;
  const auto* detail = detail_of(sheet, crossing.watched.level);
  if (detail != nullptr && detail->gross_gex.value() > 0) there = detail->net_gex.value() / detail->gross_gex.value();
  features.push_back({"gex_to_gross", ratio});
  features.push_back({"wall_gex_to_gross", there});
  features.push_back({"wall_net_share", wall_share});
  features.push_back({"positive_gex_chance", sheet.positive_gex_chance});
  features.push_back({"flip_distance", flip_distance});
}

}  // namespace gammafield::research
