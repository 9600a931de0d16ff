#include "pricing/smile_spline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "pricing/natural_spline.h"
#include "pricing/smile_arbitrage.h"

namespace gammafield::pricing {
namespace {

constexpr std::size_t knots_max = spline_knots_max, knots_min = 4, quotes_a_knot = 5;
constexpr double stiffness_first = 1e-2, stiffness_factor = 8, stiffness_last = 1e9;
constexpr double lee_slope_max = 2;
constexpr double floor_weight = 1e6;  // of a place on the floor: a thousandth of its w counts as one tolerance
constexpr double floor_margin = 1e-4;

std::vector<double> knots_of(std::span<const SmileQuote> quotes, double width) {
  const std::size_t count = std::clamp(quotes.size() / quotes_a_knot, knots_min, knots_max);
  std::vector<double> knots;
  for (std::size_t i = 0; i < count; ++i) {
    const double k = quotes[i * (quotes.size() - 1) / (count - 1)].k / width;
    if (knots.empty() || k > knots.back()) knots.push_back(k);
  }
  return knots;
}

/// Back from units of the smile's size; the lines beyond the ends never fall outward, nor rise faster than Lee allows.
CubicCurve curve_of(const NaturalSpline& spline, const KnotVector& values, double width) {
  const double size = width * width;
  const KnotVector curvature = spline.curvature() * values;
  CubicCurve curve;
  for (Eigen::Index i = 0; i < spline.size(); ++i)
    curve.knots.push_back({spline.knot(i) * width, values[i] * size, curvature[i]});
  curve.left_slope = std::clamp(curve.slope_at_first(), -lee_slope_max, 0.0);
  curve.right_slope = std::clamp(curve.slope_at_last(), 0.0, lee_slope_max);
  return curve;
}

/// Weighted squares in the values at the knots, gathered piece by piece: a quote counts through four numbers only.
class Squares {
 public:
  void add(const SplinePlace& place, double value, double weight) {
    Piece& piece = pieces_[static_cast<std::size_t>(place.piece)];
    const Eigen::Vector4d weighed = weight * place.weights;
    piece.normal += weighed * place.weights.transpose();
    piece.right += value * weighed;
  }
  /// The normal equations in the values alone: curvatures are linear in them.
  struct Equations {
    KnotMatrix normal;
    KnotVector right;
    [[nodiscard]] KnotVector lowest(const KnotMatrix& stiff) const {
      const KnotMatrix all = normal + stiff;
      return all.ldlt().solve(right);
    }
  };
  [[nodiscard]] Equations equations(const NaturalSpline& spline) const {
    const Eigen::Index n = spline.size();
    KnotMatrix values = KnotMatrix::Zero(n, n), mixed = KnotMatrix::Zero(n, n), bends = KnotMatrix::Zero(n, n);
    KnotVector right = KnotVector::Zero(n), right_of_bends = KnotVector::Zero(n);
    for (Eigen::Index j = 0; j + 1 < n; ++j) {
      const Piece& piece = pieces_[static_cast<std::size_t>(j)];
      values.block<2, 2>(j, j) += piece.normal.topLeftCorner<2, 2>();
      mixed.block<2, 2>(j, j) += piece.normal.topRightCorner<2, 2>();
      bends.block<2, 2>(j, j) += piece.normal.bottomRightCorner<2, 2>();
      right.segment<2>(j) += piece.right.head<2>();
      right_of_bends.segment<2>(j) += piece.right.tail<2>();
    }
    const KnotMatrix& curvature = spline.curvature();
    const KnotMatrix crossed = mixed * curvature, bent = bends * curvature;
    values += crossed + crossed.transpose();
    values += curvature.transpose() * bent;
    right += curvature.transpose() * right_of_bends;
    return {values, right};
  }

 private:
  struct Piece {
    Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
    Eigen::Vector4d right = Eigen::Vector4d::Zero();
  };
  std::array<Piece, knots_max> pieces_;
};

/// Places on a floor that the curve must not sink below.
struct Pushed {
  std::vector<double> k, w;
};

/// A curve and the stiffness that it took.
struct Settled {
  CubicCurve curve;
  double stiffness = 0;
};

}  // namespace

/// The quotes, ready to be fitted to.
class SplineFit::Squarer {
 public:
  explicit Squarer(std::span<const SmileQuote> quotes)
      : quotes_(quotes),
        width_(smile_width(quotes)),
        size_(width_ * width_),
        spline_(knots_of(quotes, width_)),
        places_(check_places(width_)) {
    rows_.reserve(quotes.size());
    for (const SmileQuote& quote : quotes) rows_.push_back(spline_.place_at(quote.k / width_));
  }

  /// Every quote counting alike.
  [[nodiscard]] std::optional<Settled> first() const { return settled(nullptr, {}, stiffness_first); }
  /// Huber's weights by the curve before; from its stiffness up.
  [[nodiscard]] std::optional<CubicCurve> next(const CubicCurve& last, double stiffness, const Pushed& pushed) const {
    const auto found = settled(&last, pushed, stiffness);
    return found ? std::optional(found->curve) : std::nullopt;
  }

 private:
  /// The least stiffness from `from` up that leaves no butterfly; where none will do the least.
  [[nodiscard]] std::optional<Settled> settled(const CubicCurve* last, const Pushed& pushed, double from) const {
    const Squares::Equations equations = squares_at(last, pushed).equations(spline_);
    std::optional<Settled> least;
    for (double stiffness = from; stiffness <= stiffness_last; stiffness *= stiffness_factor) {
      const KnotVector values = equations.lowest(stiffness * spline_.stiffness());
      if (!values.allFinite()) break;
      const CubicCurve curve = curve_of(spline_, values, width_);
      if (!least) least = Settled{curve, from};
      if (is_butterfly_free(curve, places_)) return Settled{curve, stiffness};
    }
    return least;
  }

  [[nodiscard]] Squares squares_at(const CubicCurve* last, const Pushed& pushed) const {
    static const CubicCurve none;
    Squares squares;
    AscendingReader curve{last != nullptr ? *last : none};
    for (std::size_t i = 0; i < quotes_.size(); ++i) {
      const SmileQuote& quote = quotes_[i];
      const double miss = last == nullptr ? 0 : std::abs(curve.at(quote.k).w - quote.w) / quote.tolerance;
      const double scale = size_ / quote.tolerance;
      squares.add(rows_[i], quote.w / size_, scale * scale / std::max(miss, 1.0));
    }
    for (std::size_t i = 0; i < pushed.k.size(); ++i)
      squares.add(spline_.place_at(pushed.k[i] / width_), pushed.w[i] / size_ * (1 + floor_margin),
                  floor_weight * size_ * size_ / (pushed.w[i] * pushed.w[i]));
    return squares;
  }

  std::span<const SmileQuote> quotes_;
  double width_, size_;
  NaturalSpline spline_;
  std::vector<double> places_;
  std::vector<SplinePlace> rows_;
};

SplineFit::SplineFit(std::shared_ptr<const Squarer> squarer) : squarer_(std::move(squarer)) {}

std::optional<SplineFit> SplineFit::of(std::span<const SmileQuote> quotes) {
  if (quotes.size() < spline_quotes_min || knots_of(quotes, smile_width(quotes)).size() < 3) return std::nullopt;
  SplineFit fit{std::make_shared<const Squarer>(quotes)};
  const auto first = fit.squarer_->first();
  if (!first) return std::nullopt;
  fit.first_ = first->curve;
  fit.stiffness_ = first->stiffness;
  return fit;
}

CubicCurve SplineFit::free() const { return squarer_->next(first_, stiffness_, {}).value_or(first_); }

std::optional<CubicCurve> SplineFit::above(const SmileFloor& floor) const {
  Pushed pushed;
  AscendingReader curve{first_};
  for (std::size_t i = 0; i < floor.k.size(); ++i) {
    if (!(curve.at(floor.k[i]).w < floor.w[i])) continue;
    pushed.k.push_back(floor.k[i]);
    pushed.w.push_back(floor.w[i]);
  }
  if (pushed.k.empty()) return std::nullopt;
  return squarer_->next(first_, stiffness_, pushed).value_or(first_);
}

}  // namespace gammafield::pricing
