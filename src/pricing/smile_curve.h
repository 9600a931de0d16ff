#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Internal to pricing/: the curves a smile can be (docs/methods.md 2.9). k = ln(K/F), w = sigma^2 T total variance.
namespace gammafield::pricing {

/// Total variance with its derivatives over k.
struct VarianceAt {
  double w = 0, slope = 0, curvature = 0;
};

/// Raw SVI (Gatheral): w = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)). An SSVI slice is one, too.
struct RawSvi {
  double a = 0, b = 0, rho = 0, m = 0, sigma = 1;

  [[nodiscard]] VarianceAt at(double k) const;
  [[nodiscard]] double variance(double k) const;
  [[nodiscard]] double minimum() const;    ///< a + b sigma sqrt(1 - rho^2)
  [[nodiscard]] double lee_slope() const;  ///< b (1 + |rho|), the steeper wing's slope; at most 2
  /// b >= 0, |rho| < 1, sigma > 0, minimum >= 0, lee_slope <= 2, all finite.
  [[nodiscard]] bool in_domain() const;
};

/// Cubic between knots, a straight line beyond them, nowhere below `floor`. One knot: a constant.
struct CubicCurve {
  struct Knot {
    double k = 0, w = 0;
    double curvature = 0;  ///< w'' there, linear between knots
  };
  std::vector<Knot> knots;  ///< ascending, distinct
  double left_slope = 0, right_slope = 0;
  double floor = 0;

  [[nodiscard]] VarianceAt at(double k) const;
  /// The same for a caller who knows that `piece` knots lie below k.
  [[nodiscard]] VarianceAt at_piece(std::size_t piece, double k) const;
  /// w' at the ends of the cubic itself: what a smooth continuation would have.
  [[nodiscard]] double slope_at_first() const;
  [[nodiscard]] double slope_at_last() const;
};

/// Reads a curve at places that mostly ascend: no search there.
template <class Curve>
class AscendingReader {
 public:
  explicit AscendingReader(const Curve& curve) : curve_(curve) {}
  [[nodiscard]] VarianceAt at(double k) { return curve_.at(k); }

 private:
  const Curve& curve_;
};
template <>
class AscendingReader<CubicCurve> {
 public:
  explicit AscendingReader(const CubicCurve& curve) : curve_(curve) {}
  [[nodiscard]] VarianceAt at(double k) {
    if (piece_ > 0 && curve_.knots[piece_ - 1].k >= k) piece_ = 0;
    while (piece_ < curve_.knots.size() && curve_.knots[piece_].k < k) ++piece_;
    return curve_.at_piece(piece_, k);
  }

 private:
  const CubicCurve& curve_;
  std::size_t piece_ = 0;  ///< knots below the last place
};

/// Straight lines through points (k ascending and distinct, w > 0), constant beyond the ends.
[[nodiscard]] CubicCurve broken_line(std::span<const double> k, std::span<const double> w);

}  // namespace gammafield::pricing
