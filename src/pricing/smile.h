#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "pricing/smile_curve.h"

namespace gammafield::pricing {

/// What a smile was fitted with, in the order of the attempts; line: straight between the strikes, no fit at all.
enum class SmileKind : std::uint8_t { svi, ssvi, spline, quadratic, line };
inline constexpr std::size_t smile_kind_count = 5;
[[nodiscard]] std::string_view to_string(SmileKind);

/// A fit is as good as it should be with this share of its quotes inside their spreads.
inline constexpr double inside_wanted = 0.9;

/// An expiry's total variance over k = ln(K/F), and how good it is (docs/methods.md 2.9).
struct Smile {
  std::variant<RawSvi, CubicCurve> curve = RawSvi{};
  SmileKind kind = SmileKind::line;
  std::size_t quotes = 0;        ///< out-of-the-money quotes it was fitted to; 0 for a line
  double k_low = 0, k_high = 0;  ///< the outermost of them
  double inside = 0;             ///< share of them priced within their spreads, 0 to 1
  double rmse = 0;               ///< root mean square error of sigma sqrt(T)
  bool butterfly_free = false;   ///< Durrleman's g >= 0 at every check place
  bool calendar_free = false;    ///< not below the expiry before it where both have quotes

  [[nodiscard]] VarianceAt at(double k) const {
    return std::visit([k](const auto& one) { return one.at(k); }, curve);
  }
  [[nodiscard]] double variance(double k) const { return at(k).w; }
  [[nodiscard]] bool arbitrage_free() const { return butterfly_free && calendar_free; }
};

}  // namespace gammafield::pricing
