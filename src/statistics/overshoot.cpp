#include "statistics/overshoot.h"

#include <cmath>
#include <cstddef>
#include <numbers>

#include <Eigen/Dense>
#include <boost/math/quadrature/gauss.hpp>

namespace gammafield::statistics {
namespace {

using std::numbers::sqrt2;

constexpr int settled = 12;  // here the density of records is sqrt2 to 1e-13: it gets there as exp(-sqrt(2 pi) height)
constexpr int highest = 45;  // ten deviations of twenty steps

double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }
double normal_tail(double x) { return std::erfc(x / sqrt2) / 2; }

/// Gauss-Legendre, ten nodes to each standard deviation.
Heights nodes_up_to(int end) {
  using Rule = boost::math::quadrature::gauss<double, 10>;
  Heights nodes;
  for (int panel = 0; panel < end; ++panel) {
    for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
      for (const double side : {-0.5, 0.5}) {
        nodes.height.push_back(panel + 0.5 + side * Rule::abscissa()[i]);
        nodes.weight.push_back(Rule::weights()[i] / 2);
      }
    }
  }
  nodes.density.resize(nodes.height.size());
  return nodes;
}

/// How many records fall in a height: u(y) = phi(y) + integral_0^inf u(x) phi(y - x) dx, a Wiener-Hopf equation, as a
/// linear system; beyond the nodes u is sqrt2, one record every E[H].
Heights records() {
  Heights u = nodes_up_to(settled);
  const auto n = static_cast<Eigen::Index>(u.height.size());
  Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd known(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double y = u.height[static_cast<std::size_t>(i)];
    known[i] = normal_density(y) + sqrt2 * normal_tail(settled - y);
    for (Eigen::Index j = 0; j < n; ++j) {
      const auto from = static_cast<std::size_t>(j);
      system(i, j) -= u.weight[from] * normal_density(y - u.height[from]);
    }
  }
  Eigen::VectorXd::Map(u.density.data(), n) = system.partialPivLu().solve(known);
  return u;
}

}  // namespace

Heights far_overshoot() {
  // by duality the walk visits depth x below its start, before it first rises above, as often as records fall on x
  const Heights u = records();
  Heights overshoot = nodes_up_to(highest);
  for (std::size_t i = 0; i < overshoot.height.size(); ++i) {
    const double r = overshoot.height[i];
    double beaten_by_more = normal_tail(r);
    for (std::size_t j = 0; j < u.height.size(); ++j)
      beaten_by_more += u.weight[j] * u.density[j] * normal_tail(r + u.height[j]);
    overshoot.density[i] = sqrt2 * beaten_by_more;
  }
  return overshoot;
}

Heights after_a_step(const Heights& before) {
  Heights after{before.height, before.weight, std::vector<double>(before.height.size())};
  for (std::size_t i = 0; i < after.height.size(); ++i) {
    for (std::size_t j = 0; j < before.height.size(); ++j)
      after.density[i] += before.weight[j] * before.density[j] * normal_density(after.height[i] - before.height[j]);
  }
  return after;
}

double mass(const Heights& heights) {
  double sum = 0;
  for (std::size_t i = 0; i < heights.height.size(); ++i) sum += heights.weight[i] * heights.density[i];
  return sum;
}

}  // namespace gammafield::statistics
