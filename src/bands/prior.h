#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "exposure/positioning.h"

/// What is taken for granted about the dealers' side, and how far it may be wrong (docs/methods.md 4.2).
namespace gammafield::bands {

/// A contract whose model says m (-1 short all, +1 long all) is held by the dealers, net, to
///   x = tanh(conviction * m + u + v),  u ~ N(0, right_spread^2), v ~ N(0, bucket_spread^2)
/// u is common to all calls and to all puts, v to a bucket. With a conviction of zero the model does not matter.
struct Prior {
  double conviction = 0;
  double right_spread = 0, bucket_spread = 0;
};

/// tight: conviction 0.6, spreads 0.1; wide: 0.3 and 0.3; agnostic: 0 and 0.4. off: the model is right, x = m.
enum class PriorName : std::uint8_t { off, tight, wide, agnostic };
[[nodiscard]] std::string_view to_string(PriorName);
/// None for `off`. `widening` multiplies both spreads.
[[nodiscard]] std::optional<Prior> prior_of(PriorName, double widening = 1);

/// x of a contract in a draw; `shift` is the draw's u + v there. None: the model itself.
[[nodiscard]] exposure::DealerFraction drawn_fraction(const std::optional<Prior>&, exposure::DealerFraction model,
                                                      double shift);

/// One of the models that a draw may follow. Weights are relative, above zero.
struct WeightedModel {
  exposure::Positioning positioning{exposure::PositioningModel::naive};
  double weight = 1;
};

}  // namespace gammafield::bands
