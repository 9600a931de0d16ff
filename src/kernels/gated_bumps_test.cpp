#include "kernels/gated_bumps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "kernels/american_nodes.h"
#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

/// Three options of two bumps each, filled up.
struct Columns {
  static constexpr std::size_t n = gated_lanes, rows = 2;
  std::vector<double> center = filled({0.1, -0.2, 0.0}, {0.12, -0.21, 0.3}), scale = filled({3, 10, 0.5}, {9, 4, 2}, 1),
                      height = filled({2, -1, 4}, {1, 1, -2}), tilt = filled({0.5, 0.0, -0.3}, {0, 0.2, 0.1});
  std::vector<double> low = filled({-2.2, -0.15, 0.05}), high = filled({2.4, 0.48, 0.4}), net = filled({1, -2, 3}),
                      gross = filled({1, 2, 3});

  [[nodiscard]] GatedBumps bumps() const {
    return {n,           rows,       center.data(), scale.data(), height.data(),
            tilt.data(), low.data(), high.data(),   net.data(),   gross.data(),
            {}};
  }
  [[nodiscard]] double sum(const std::vector<double>& weight, double x) const {
    double total = 0;
    for (const double bump : bumps_at(weight, x)) total += bump;
    return total;
  }
  /// Of the bumps' sizes, which say how far a sum may be off.
  [[nodiscard]] double sum_of_sizes(double x) const {
    double total = 0;
    for (const double bump : bumps_at(gross, x)) total += std::abs(bump);
    return total;
  }

 private:
  [[nodiscard]] std::vector<double> bumps_at(const std::vector<double>& weight, double x) const {
    std::vector<double> found;
    for (std::size_t at = 0; at < n * rows; ++at) {
      const std::size_t i = at % n;
      const double y = (x - center[at]) * scale[at];
      if (x > low[i] && x <= high[i]) found.push_back(weight[i] * (height[at] + tilt[at] * y) * std::exp2(-y * y));
    }
    return found;
  }
  static std::vector<double> filled(std::vector<double> first, const std::vector<double>& second = {},
                                    double with = 0) {
    first.resize(n, with);
    first.insert(first.end(), second.begin(), second.end());
    if (!second.empty()) first.resize(2 * n, with);
    return first;
  }
};

std::vector<double> places(std::size_t n) {
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(-0.5 + 1.1 * double(i) / double(n));
  return x;
}

TEST(GatedBumps, AreSummedAsWritten) {
  const Columns columns;
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    const auto x = places(201);
    std::vector<double> net(x.size(), 1.0), gross(x.size());
    add_gated_bumps(columns.bumps(), x.size(), x.data(), {net.data(), gross.data(), nullptr});
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double most = 1.2e-12 * columns.sum_of_sizes(x[i]) + 1e-14;
      EXPECT_NEAR(net[i] - 1, columns.sum(columns.net, x[i]), most) << to_string(target);
      EXPECT_NEAR(gross[i], columns.sum(columns.gross, x[i]), most) << to_string(target);
    }
  }
}

TEST(GatedBumps, ASlopeIsTheDifferenceQuotientAwayFromGates) {
  const Columns columns;
  for (const double x : {-0.3, -0.1, 0.0, 0.2, 0.45}) {
    double slope = 0;
    add_gated_bumps(columns.bumps(), 1, &x, {nullptr, nullptr, &slope});
    const double h = 1e-6;
    EXPECT_NEAR(slope, (columns.sum(columns.net, x + h) - columns.sum(columns.net, x - h)) / (2 * h), 1e-6);
  }
}

/// The rest of two puts and a call, without bumps: edge, inverse, interest, carry.
struct RestOnly {
  struct Option {
    double edge = 0, inverse = 0, interest = 0, carry = 0;
  };
  static constexpr Option options[] = {{-0.3, 3, 0.05, 0.01}, {0.3, -2, -0.02, -0.06}, {0.06, 5, 0.08, 0}};
  static constexpr std::size_t n = gated_lanes;
  const AmericanNodes& nodes = AmericanNodes::of(AmericanAccuracy::fast);
  std::vector<double> low, high, weight, edge, inverse, interest, carry;

  RestOnly() : low(n), high(n), weight(n), edge(n), inverse(n), interest(n), carry(n) {
    for (std::size_t i = 0; i < std::size(options); ++i) {
      low[i] = -2;
      high[i] = 2;
      weight[i] = 1 + double(i);
      edge[i] = options[i].edge;
      inverse[i] = options[i].inverse;
      interest[i] = options[i].interest;
      carry[i] = options[i].carry;
    }
  }
  [[nodiscard]] GatedBumps bumps() const {
    return {n,
            0,
            nullptr,
            nullptr,
            nullptr,
            nullptr,
            low.data(),
            high.data(),
            weight.data(),
            weight.data(),
            {&nodes.premium_rest(), edge.data(), inverse.data(), interest.data(), carry.data()}};
  }
  [[nodiscard]] double sum(double x) const {
    std::vector<double> roots, weights;
    for (std::size_t k = 0; k < nodes.scheme().premium; ++k) {
      roots.push_back(nodes.premium_point(k).root);
      weights.push_back(nodes.premium_point(k).weight);
    }
    double total = 0;
    for (std::size_t i = 0; i < std::size(options); ++i) {
      const double a = (x - edge[i]) * inverse[i], carried = carry[i] * std::exp(x);
      if (a <= 0 || a >= QuadratureRest::end) continue;
      const auto e = QuadratureRest::exact(a, roots, weights);
      total += weight[i] * ((interest[i] - carried) * e.curvature * inverse[i] * inverse[i] -
                            (interest[i] + carried) * e.slope * inverse[i]);
    }
    return total;
  }
};

TEST(GatedBumps, TheirRestIsSummedAsWritten) {
  const RestOnly options;
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    const auto x = places(401);
    std::vector<double> net(x.size());
    add_gated_bumps(options.bumps(), x.size(), x.data(), {net.data(), nullptr, nullptr});
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(net[i], options.sum(x[i]), 2e-6) << to_string(target);
  }
}

TEST(GatedBumps, TheSlopeOfTheirRestIsTheDifferenceQuotient) {
  const RestOnly options;
  for (const double x : {-0.29, -0.1, 0.0, 0.1, 0.25}) {
    const double h = 1e-6, beside[] = {x - h, x + h};
    double slope = 0, values[2] = {};
    add_gated_bumps(options.bumps(), 1, &x, {nullptr, nullptr, &slope});
    add_gated_bumps(options.bumps(), 2, beside, {values, nullptr, nullptr});
    EXPECT_NEAR(slope, (values[1] - values[0]) / (2 * h), 1e-5 * std::max(1.0, std::abs(slope))) << x;
  }
}

TEST(GatedBumps, APlaceIsTheSameWhateverIsAskedBesideIt) {
  const Columns columns;
  const auto x = places(131);
  std::vector<double> together(x.size());
  add_gated_bumps(columns.bumps(), x.size(), x.data(), {together.data(), nullptr, nullptr});
  for (std::size_t i = 0; i + 10 <= x.size(); ++i) {
    double alone = 0;
    std::vector<double> some(10);
    add_gated_bumps(columns.bumps(), 1, &x[i], {&alone, nullptr, nullptr});
    add_gated_bumps(columns.bumps(), 10, &x[i], {some.data(), nullptr, nullptr});
    EXPECT_NEAR(alone, together[i], 1e-13) << "in another order";
    EXPECT_EQ(some[0], together[i]);
  }
}

TEST(GatedBumps, AreOpenAboveTheirLowEndAndClosedAtTheirHighEnd) {
  Columns columns;
  columns.low.assign(Columns::n, 1);
  columns.high.assign(Columns::n, 1);
  columns.low[0] = 0.1;
  columns.high[0] = 0.3;
  const double x[] = {0.1, 0.3, 0.30000001};
  double net[3] = {};
  add_gated_bumps(columns.bumps(), 3, x, {net, nullptr, nullptr});
  EXPECT_EQ(net[0], 0);
  EXPECT_GT(net[1], 0);
  EXPECT_EQ(net[2], 0);
}

}  // namespace
}  // namespace gammafield::kernels
