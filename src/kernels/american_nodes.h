#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "kernels/quadrature_rest.h"

/// Nodes and weights of the Andersen-Lake-Offengenden method (docs/methods.md 2.11), the same for every option.
namespace gammafield::kernels {

/// How finely an exercise boundary is solved.
struct AmericanScheme {
  std::size_t boundary = 0;    ///< collocation times of the boundary, besides T = 0
  std::size_t quadrature = 0;  ///< Gauss-Legendre points of each of their integrals
  std::size_t iterations = 0;  ///< of the fixed point
  std::size_t premium = 0;     ///< Gauss-Legendre points of the premium's integral
  bool rough_premium = false;  ///< normal integrals of the premium's value to 6e-8
  std::size_t vols = 4;        ///< at which boundaries are solved that options share: 4 or 8
  std::size_t vol_steps = 2;   ///< sixth roots of 3 that such a range of volatilities is wide
  bool exact_normals = false;  ///< normal integrals at those points to rounding, not to 1e-7
  /// Iterations before those, at the same times, with no more points and all normal integrals to 1e-7: what they are
  /// off by, the others take away.
  struct Early {
    std::size_t quadrature = 0, iterations = 0;
  } early = {};
};

/// Error in price as a root mean square over the 1,564 rows of the golden table that early exercise touches (S = 100,
/// up to three years, up to 150 % volatility), and what a price with gamma costs with AVX-512.
///   coarse    1e-3, a quarter of fast: to begin searches with
///   fast      1e-4, about a microsecond; 6e-6 within three months
///   standard  4e-6, three microseconds
///   high      2e-7 (QuantLib's own accuracy there); 1e-8 on the seven options of docs/methods.md 8.2
enum class AmericanAccuracy : std::uint8_t { coarse, fast, standard, high };

/// Most collocation times, and points of the premium, of any scheme: sizes of arrays on the stack.
inline constexpr std::size_t boundary_nodes_max = 16, premium_points_max = 96;

/// Time runs as tau = T xi^2 from now back to expiry, so a boundary that starts like sqrt(tau) is smooth in xi.
/// Integrals over u in (0, tau) run in an angle: sqrt(u) = sqrt(tau) cos(theta), sqrt(tau - u) = sqrt(tau) sin(theta),
/// which takes the square roots at both ends away; a point of them has
///   depth    the squared depth ln(X/B)^2 at u as a sum over the collocation times (those of index 1 ... boundary; at T
///            = 0 it is 0)
///   elapsed  u/T
///   root     sqrt((tau - u)/T), and its inverse
///   weight   d(u)/T
class AmericanNodes {
 public:
  struct Point {
    double elapsed = 0, root = 0, inverse_root = 0, weight = 0;
  };

  /// What a round of the fixed point takes: rows of collocation times, and the points of their integrals, one row after
  /// the other.
  struct Rounds {
    std::size_t rows = 0;
    std::vector<double> square, inverse;                      ///< xi^2, 1/xi
    std::vector<double> time, inverse_root, weight, elapsed;  ///< of the points; time: root^2
    std::vector<double> depth;                                ///< scheme().boundary factors of each point
  };

  explicit AmericanNodes(AmericanScheme);
  /// Made once.
  [[nodiscard]] static const AmericanNodes& of(AmericanAccuracy);

  [[nodiscard]] const AmericanScheme& scheme() const { return scheme_; }
  /// For the early iterations; none: null.
  [[nodiscard]] const AmericanNodes* early() const { return early_.get(); }
  [[nodiscard]] double xi(std::size_t i) const { return xi_[i]; }  ///< sqrt(tau/T) of collocation time i; 1 at the last
  /// A number for each time or point; weight and elapsed are readable to the end of a vector.
  [[nodiscard]] const Rounds& whole() const { return whole_; }
  /// For vectors of four options twice: `half_lanes` numbers for a time of the first half, as many for one of the
  /// second (of an odd count the last stands in both). Made for schemes of four volatilities.
  [[nodiscard]] const Rounds& halves() const { return halves_; }
  static constexpr std::size_t half_lanes = 4;
  [[nodiscard]] const Point& premium_point(std::size_t k) const { return premium_points_[k]; }
  [[nodiscard]] const double* premium_depth(std::size_t k) const { return &premium_depths_[k * scheme_.boundary]; }
  /// What those points miss close above the boundary.
  [[nodiscard]] const QuadratureRest& premium_rest() const { return premium_rest_; }

 private:
  AmericanScheme scheme_;
  std::shared_ptr<const AmericanNodes> early_;
  std::vector<double> xi_;
  Rounds whole_, halves_;
  std::vector<Point> premium_points_;
  std::vector<double> premium_depths_;
  QuadratureRest premium_rest_;
};

}  // namespace gammafield::kernels
