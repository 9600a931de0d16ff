#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/aligned_column.h"

namespace gammafield::kernels {

/// What the points of the premium's integral miss of its near end (docs/methods.md 2.11). Close above the boundary, at
/// a = ln(S/B)/(sigma sqrt T), the integral of what flows runs like
///   I(a) = integral of N(-a/sqrt u) du over (0, 1) = (1 + a^2) N(-a) - a n(a)
/// whose second derivative begins with a jump that no quadrature follows: its sum, weight N(-a/root) over the points,
/// is smooth at 0. E(a), the integral less the sum, is one function of a scheme. It is tabulated for a from 0 to `end`,
/// beyond which it is taken as nothing (below 1e-7, its second derivative below 3e-6; of six points ten times that), as
/// polynomials of a less the middle of their piece. Pieces are half octaves, as the bits of a double cut them; the
/// first reaches from 0 to where those bits begin to count.
class QuadratureRest {
 public:
  static constexpr double end = 3;
  static constexpr std::size_t terms = 10;   ///< of a polynomial: its second derivative goes through eight values
  static constexpr std::size_t stride = 32;  ///< room for the pieces of any scheme

  /// Empty: nothing anywhere.
  QuadratureRest() = default;
  /// sqrt(u) and weights of the points, u from 0 to 1.
  QuadratureRest(std::span<const double> roots, std::span<const double> weights);

  /// E, E' and E'' by their definition. Requires a >= 0.
  struct Exact {
    double value = 0, slope = 0, curvature = 0;
  };
  [[nodiscard]] static Exact exact(double a, std::span<const double> roots, std::span<const double> weights);

  /// a double's bits without the last 51 of them: exponent and half octave.
  static constexpr int dropped_bits = 51;
  /// A place within the first piece that has its bits: smaller ones are cut with it.
  [[nodiscard]] double first_place() const { return first_place_; }
  [[nodiscard]] std::uint64_t first_bits() const { return first_bits_; }
  /// Of every piece the k-th coefficient, 0 beyond the last: `stride` of them.
  [[nodiscard]] const double* term(std::size_t k) const { return &coefficients_[k * stride]; }

 private:
  double first_place_ = 0;
  std::uint64_t first_bits_ = 0;
  AlignedColumn coefficients_;
};

}  // namespace gammafield::kernels
