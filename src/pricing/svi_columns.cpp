#include "pricing/svi_columns.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::pricing {
namespace {

constexpr std::size_t lanes = 4;     // of the sums: fixed, so that every compiler and processor adds in one order
constexpr double inward = 1 - 1e-9;  // bounds keep off the edge by more than a rounding
constexpr double lee_bound = 2 * inward;
constexpr double rho_max = 1 - 1e-9;
constexpr double singular = 1e-13;  // of the product of the diagonal
using Lanes = std::array<double, lanes>;

double total(const Lanes& sums) { return (sums[0] + sums[1]) + (sums[2] + sums[3]); }

/// Weighted sums over the quotes of y, z, yy, yz, and of both with w less its mean.
struct Moments {
  double y = 0, z = 0, yy = 0, yz = 0, yw = 0, zw = 0;
};

Moments moments(std::span<const double> k, std::span<const double> w, std::span<const double> u, double m,
                double sigma) {
  Lanes y{}, z{}, yy{}, yz{}, yw{}, zw{};
  const double scale = 1 / sigma;
  for (std::size_t i = 0; i < k.size(); i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double here = (k[i + lane] - m) * scale, root = std::sqrt(here * here + 1);
      const double uy = u[i + lane] * here, uz = u[i + lane] * root;
      y[lane] += uy;
      z[lane] += uz;
      yy[lane] += uy * here;
      yz[lane] += uy * root;
      yw[lane] += uy * w[i + lane];
      zw[lane] += uz * w[i + lane];
    }
  return {total(y), total(z), total(yy), total(yz), total(yw), total(zw)};
}

/// A parabola over (d, c): cost = base - 2 (d yw + c zw) + d^2 yy + 2 d c yz + c^2 zz, all about the means.
struct Parabola {
  double yy = 0, yz = 0, zz = 0, yw = 0, zw = 0;
  struct Point {
    double d = 0, c = 0;
  };
  [[nodiscard]] double at(Point p) const {
    return p.d * (p.d * yy - 2 * yw) + p.c * (p.c * zz - 2 * zw) + 2 * p.d * p.c * yz;
  }
  /// The lowest point between two.
  [[nodiscard]] Point lowest_between(Point from, Point to) const {
    const double d = to.d - from.d, c = to.c - from.c;
    const double bend = d * d * yy + 2 * d * c * yz + c * c * zz;
    const double fall = d * (yw - from.d * yy - from.c * yz) + c * (zw - from.d * yz - from.c * zz);
    const double t = bend > 0 ? std::clamp(fall / bend, 0.0, 1.0) : (fall > 0 ? 1.0 : 0.0);
    return {from.d + t * d, from.c + t * c};
  }
  /// The lowest point with |d| <= c and c + |d| <= 2 sigma: a square on its corner.
  [[nodiscard]] Point lowest(double sigma) const {
    const double determinant = yy * zz - yz * yz;
    if (determinant > singular * yy * zz) {
      const Point free{(yw * zz - zw * yz) / determinant, (zw * yy - yw * yz) / determinant};
      if (std::abs(free.d) <= free.c && free.c + std::abs(free.d) <= lee_bound * sigma) return free;
    }
    const double half = 0.5 * lee_bound * sigma;
    const std::array<Point, 5> corners{{{0, 0}, {half, half}, {0, 2 * half}, {-half, half}, {0, 0}}};
    Point best{};
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
      const Point point = lowest_between(corners[i], corners[i + 1]);
      if (at(point) < at(best)) best = point;
    }
    return best;
  }
};

}  // namespace

SviColumns::SviColumns(std::span<const SmileQuote> quotes) : size_(quotes.size()) {
  for (const SmileQuote& quote : quotes) {
    k_.push_back(quote.k);
    w_.push_back(quote.w);
    tolerance_.push_back(quote.tolerance);
    weight_.push_back(1 / (tolerance_.back() * tolerance_.back()));
  }
  while (k_.size() % lanes != 0) {
    k_.push_back(0);
    w_.push_back(w_.front());
    tolerance_.push_back(1);
    weight_.push_back(0);
  }
  sum_up();
}

void SviColumns::sum_up() {
  sum_ = 0;
  double sum_w = 0;
  for (std::size_t i = 0; i < k_.size(); ++i) {
    sum_ += weight_[i];
    sum_w += weight_[i] * w_[i];
  }
  mean_ = sum_w / sum_;
  spread_ = 0;
  for (std::size_t i = 0; i < k_.size(); ++i) spread_ += weight_[i] * (w_[i] - mean_) * (w_[i] - mean_);
}

SviColumns::Solved SviColumns::solve(double m, double sigma) const {
  const Moments sums = moments(k_, w_, weight_, m, sigma);
  const double y = sums.y / sum_, z = sums.z / sum_;
  const Parabola parabola{sums.yy - sums.y * y, sums.yz - sums.y * z, sums.yy + sum_ - sums.z * z,
                          sums.yw - mean_ * sums.y, sums.zw - mean_ * sums.z};
  const auto [d, c] = parabola.lowest(sigma);
  const double rho = c > 0 ? std::clamp(d / c, -rho_max, rho_max) : 0;
  const double free = mean_ - d * y - c * z, lowest = -c * std::sqrt(1 - rho * rho) * inward;
  const double a = std::max(free, lowest);
  return {{a, c / sigma, rho, m, sigma}, spread_ + parabola.at({d, c}) + sum_ * (a - free) * (a - free)};
}

void SviColumns::weigh_down_outliers(const RawSvi& svi) {
  for (std::size_t i = 0; i < k_.size(); ++i) {
    if (weight_[i] == 0) continue;
    const double miss = std::abs(svi.variance(k_[i]) - w_[i]) / tolerance_[i];
    weight_[i] = 1 / (tolerance_[i] * tolerance_[i] * std::max(miss, 1.0));
  }
  sum_up();
}

}  // namespace gammafield::pricing
