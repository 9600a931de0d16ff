#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/book.h"
#include "exposure/repriced_book.h"
#include "exposure/smile_dynamics.h"
#include "market/units.h"

namespace gammafield::exposure {

struct DynamicExpiry;  // exposure/dynamic_expiry.h

/// The book re-priced at other spots as RepricedBook does, but with volatilities that move with spot (docs/methods.md
/// 2.9). A contract's volatility changes by what its expiry's smile changes at its strike,
///   sigma_i(s) = sigma_i + smile(k - x) - smile(k) [+ ratio smile'(0) x],
/// so that the profile at the book's own spot does not depend on the dynamics (under GammaMode::bs). Never below a
/// tenth of its own; there it no longer moves. An expiry without a smile keeps its volatilities. GammaMode::total adds
/// what the moving volatility adds to gamma; then a long option's exposure can be negative, and `gross` is the sum of
/// absolute values still.
class DynamicBook {
 public:
  DynamicBook(const Book&, SmileDynamics, GammaMode);

  [[nodiscard]] market::Spot spot() const { return spot_; }
  [[nodiscard]] bool empty() const;
  [[nodiscard]] ProfilePoint at(market::Spot) const;
  [[nodiscard]] market::UsdPerPercent net_gex(market::Spot) const;
  [[nodiscard]] market::UsdPerPercent gross_gex(market::Spot) const;
  [[nodiscard]] std::vector<ProfilePoint> profile(std::span<const market::Spot>) const;
  /// 0.01 * d net_gex / d ln s, by a central difference of 1e-5.
  [[nodiscard]] market::UsdPerPercent slope(market::Spot) const;
  [[nodiscard]] SlopedPoint sloped(market::Spot) const;

 private:
  std::shared_ptr<const std::vector<DynamicExpiry>> expiries_;
  market::Spot spot_;
  GammaMode mode_;
};

}  // namespace gammafield::exposure
