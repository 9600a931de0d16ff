#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <vector>

#include "kernels/gated_bumps.h"

namespace gammafield::kernels {

/// Ascending places, and a way to find among them.
class AscendingPlaces {
 public:
  /// Requires at least one place.
  AscendingPlaces(std::size_t n, const double* x);

  [[nodiscard]] std::size_t size() const { return n_; }
  /// A vector can be read from any: beyond the last there are more of it.
  [[nodiscard]] const double* x() const { return x_.data(); }
  [[nodiscard]] double low() const { return x_.front(); }
  [[nodiscard]] double high() const { return x_[n_ - 1]; }
  /// How many are not beyond x.
  [[nodiscard]] std::size_t up_to(double x) const {
    if (!(x >= low())) return 0;
    if (x >= high()) return n_;
    std::size_t i = first_[bucket(x)];
    while (x_[i] <= x) ++i;
    return i;
  }

 private:
  static constexpr std::size_t buckets = 1024;
  [[nodiscard]] std::size_t bucket(double x) const { return static_cast<std::size_t>((x - low()) * scale_); }

  std::size_t n_;
  std::vector<double> x_;
  double scale_ = 0;
  std::vector<std::uint32_t> first_;  ///< the first place in a bucket or beyond
};

/// Options of strike 1 at the Chebyshev points of some stretch of ln(volatility), over and over, `gated_lanes` in all;
/// their edges and signed lengths.
struct GatedAtPoints {
  GatedBumps bumps;
  const double *edge = nullptr, *unit = nullptr;
};

/// Options that differ in volatility, strike and place alone, as the members of kernels/american_bumps.h do: in lengths
/// of its own from its edge each is, over its strike, one function of place and volatility. Between edge and reach that
/// is a chain of polynomials in place, through eight values each, finer towards the edge; their coefficients are a
/// Chebyshev series in ln(volatility), of few terms: made for stretches as narrow as those that share boundaries.
class GatedPieces {
 public:
  static constexpr std::size_t vols = 4;

  explicit GatedPieces(const GatedAtPoints&);
  /// Where in the stretch, -1 to 1, the k-th point lies.
  [[nodiscard]] static double point(std::size_t k);

  static constexpr std::size_t values = 8;  ///< of a piece
  /// Where pieces meet, in units from the edge. Beside it the bumps are narrow, but with their rest the sum is not.
  static constexpr double meets[] = {0, 0.1, 0.5, 1.4, 3, 6.2, 14};
  static constexpr std::size_t pieces = std::size(meets) - 1;
  /// One coefficient after the other: full vectors of them.
  static constexpr std::size_t entries = pieces * values;
  static_assert(entries % gated_lanes == 0 && gated_lanes % vols == 0);
  /// Terms of the series, `entries` each.
  [[nodiscard]] const double* term(std::size_t k) const { return &series_[k * entries]; }
  /// What a piece is off: the last three terms in place, the last one in volatility, and half of that.
  [[nodiscard]] double error(std::size_t piece) const { return error_[piece]; }

 private:
  std::unique_ptr<double[]> series_;
  std::array<double, pieces> error_{};
};

/// What of a group is tabulated: n each. Null pieces: options are summed exactly.
struct GatedEdges {
  const GatedPieces* pieces = nullptr;
  const double* edge = nullptr;
  const double* unit = nullptr;       ///< signed, not 0
  const double* strike = nullptr;     ///< factor of the pieces
  const double* vol_place = nullptr;  ///< in the stretch of volatilities, -1 to 1
};

/// What to add to, none null, with room for `gated_lanes` more than there are places. `error`: its running sum over the
/// places bounds what net and gross are off at each.
struct TabulatedSums {
  double *net = nullptr, *gross = nullptr, *error = nullptr;
};

/// add_gated_bumps at many places, for a twentieth of its cost where there are pieces. Options that meet few of the
/// places are summed exactly.
void add_tabulated_bumps(const GatedBumps&, const GatedEdges&, const AscendingPlaces&, const TabulatedSums&);

}  // namespace gammafield::kernels
