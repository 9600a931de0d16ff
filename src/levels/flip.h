#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exposure/by_strike.h"
#include "exposure/repriced_book.h"
#include "levels/no_level.h"
#include "market/units.h"

/// Gamma flip: spots at which the re-priced book's net GEX is zero (docs/methods.md 1.4.5).
namespace gammafield::levels {

enum class FlipMethod : std::uint8_t { reprice, grid60, cumulative_strikes, nearest_sign_change, analytic_local };
[[nodiscard]] std::string_view to_string(FlipMethod);
[[nodiscard]] std::optional<FlipMethod> parse_flip_method(std::string_view);

/// regular: negative below and positive above. tangent: touches zero without crossing; never the primary flip.
enum class FlipKind : std::uint8_t { regular, inverted, tangent };
[[nodiscard]] std::string_view to_string(FlipKind);

struct FlipRoot {
  market::Spot price;
  FlipKind kind = FlipKind::regular;
  market::UsdPerPercent slope;   ///< change of net GEX, a 1 % rise
  double residual_to_gross = 0;  ///< |GEX(root)| / gross, by an independent re-pricing; <= 1e-8
};

struct GammaFlip {
  market::Spot price;
  FlipKind kind = FlipKind::regular;
  FlipMethod method = FlipMethod::reprice;
  market::UsdPerPercent slope;  ///< zero for methods that do not re-price
  bool shallow = false;         ///< |GEX| 1 % either side is below 2 % of gross: a small error moves the flip far
};

struct FlipDomain {
  double low = 0.70, high = 1.30;  ///< times spot
};

/// Every root in the domain, ascending, each verified by re-pricing. A root that fails verification is left out, and counted.
struct FlipRoots {
  std::vector<FlipRoot> roots;
  std::size_t unverified = 0;
  Level<GammaFlip> primary = base::failure(NoLevel::empty_book);  ///< the crossing nearest to spot in log distance
};
[[nodiscard]] FlipRoots repriced_flips(const exposure::RepricedBook&, FlipDomain);

/// The four labelled alternatives; never the default.
[[nodiscard]] Level<GammaFlip> grid60_flip(const exposure::RepricedBook&);  ///< 60 spots on 0.8..1.2 S, linear, the first crossing
[[nodiscard]] Level<GammaFlip> cumulative_strikes_flip(std::span<const exposure::StrikeExposure>);
[[nodiscard]] Level<GammaFlip> nearest_sign_change_flip(std::span<const exposure::StrikeExposure>, market::Spot);
[[nodiscard]] Level<GammaFlip> analytic_local_flip(const exposure::RepricedBook&);  ///< one Newton step from spot

}  // namespace gammafield::levels
