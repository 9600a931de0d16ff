#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What volatilities do when spot moves (docs/methods.md 2.9).
namespace gammafield::exposure {

/// With k = ln(K/F) and x = ln(s/S):
///   sticky_strike     every contract keeps its volatility
///   sticky_moneyness  the smile moves with spot: sigma(k - x)
///   ssr               sigma(k - x) + ratio * sigma'(0) * x, the skew-stickiness ratio: 0 is sticky moneyness, 1 near
///   the
///                     money sticky strike, 2 what short-dated local volatility tends to
struct SmileDynamics {
  enum class Kind : std::uint8_t { sticky_strike, sticky_moneyness, ssr };
  Kind kind = Kind::sticky_strike;
  double ratio = 0;  ///< of ssr, -10 to 10

  friend bool operator==(const SmileDynamics&, const SmileDynamics&) = default;
};
[[nodiscard]] std::string to_string(const SmileDynamics&);  ///< `sticky_strike`, `sticky_moneyness`, `ssr:1.5`
[[nodiscard]] std::optional<SmileDynamics> parse_smile_dynamics(std::string_view);

/// bs: gamma at fixed volatility. total: with what the dynamics' change of volatility adds,
///   gamma + 2 vanna sigma_S + volga sigma_S^2 + vega sigma_SS
enum class GammaMode : std::uint8_t { bs, total };

}  // namespace gammafield::exposure
