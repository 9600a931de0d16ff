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
  double residual_to_gross = 0;  ///< |GEX(root)| / gross(root), by the exact re-pricing of that one spot; <= 1e-8
};

struct GammaFlip {
  market::Spot price;
  FlipKind kind = FlipKind::regular;
  FlipMethod method = FlipMethod::reprice;
  market::UsdPerPercent slope;  ///< zero for the two methods that do not re-price
  bool shallow =
      false;  ///< |GEX| 1 % below and 1 % above are both under 2 % of gross: a small error moves the flip far
};

/// Times spot. Requires 0.01 <= low < high <= 10.
struct FlipDomain {
  double low = 0.70, high = 1.30;
};
[[nodiscard]] bool is_usable(FlipDomain);

/// Every root in the domain, ascending, each verified. A root that fails verification is left out, and counted.
///
/// Where gross is below 1e-12 of its largest over the domain, or |GEX| below 1e-12 of the gross at that spot, GEX
/// counts as nil: neither positive nor negative. A change of sign across a stretch without exposure is no root: there
/// is nothing to re-price.
///
/// Found: every change of sign between neighbours of a grid of 0.1 % of spot and the spike spots of RepricedBook, and
/// every pair of roots, or touch, at a local minimum of |GEX| of that grid. Verified: |GEX| at the root at most 1e-8 of
/// gross; opposite signs at root*(1 +- 1e-4), or at a third of the way to the next root where that is nearer (two roots
/// can lie closer than 1e-4). Accuracy: a few units in the last place of the root of GEX as computed.
struct FlipRoots {
  std::vector<FlipRoot> roots;
  std::size_t unverified = 0;
  Level<GammaFlip> primary;  ///< the crossing nearest to spot in log distance
  std::vector<exposure::ProfilePoint>
      profile;  ///< what was searched: ascending, a grid step beyond the domain either way
};
[[nodiscard]] FlipRoots repriced_flips(const exposure::RepricedBook&, FlipDomain);

/// What is known of a book besides: gross where spot is, and a flip's profile of it, or none.
struct KnownExposure {
  market::UsdPerPercent gross;
  std::span<const exposure::ProfilePoint> profile = {};
};

/// GammaFlip::shallow of any price.
[[nodiscard]] bool is_shallow(const exposure::RepricedBook&, market::Spot flip);

// The four labelled alternatives; never the default.

/// The widespread public script: 60 spots on 0.8..1.2 S, linear interpolation, the first crossing from below:
///   zero = s+ - (s+ - s-) * g+ / (g+ - g-)
[[nodiscard]] Level<GammaFlip> grid60_flip(const exposure::RepricedBook&);
/// The same, with what is beyond doubt read off the profile.
[[nodiscard]] Level<GammaFlip> grid60_flip(const exposure::RepricedBook&, const KnownExposure&);
/// The lowest strike K at which sum_{k<=K} N_k has changed sign, once it has been 1e-4 of gross away from zero: far
/// below the money the running sum is noise of 1e-5 of gross, and changes sign without meaning.
[[nodiscard]] Level<GammaFlip> cumulative_strikes_flip(std::span<const exposure::StrikeExposure>);
/// Between neighbouring strikes of opposite N_K, interpolated linearly; of several the nearest to spot.
[[nodiscard]] Level<GammaFlip> nearest_sign_change_flip(std::span<const exposure::StrikeExposure>, market::Spot);
/// One Newton step from spot, S - GEX/(dGEX/dS): diagnostics only; none when it leads outside 0.70..1.30 S.
[[nodiscard]] Level<GammaFlip> analytic_local_flip(const exposure::RepricedBook&);

}  // namespace gammafield::levels
