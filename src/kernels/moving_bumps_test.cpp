#include "kernels/moving_bumps.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

using Real = long double;

/// A smile with its derivatives, as the header has it.
struct At {
  Real w, slope, curvature;
};

At svi_at(const SmileShape::Svi& svi, Real k) {
  const Real y = k - svi.m, root = std::sqrt(y * y + Real{svi.sigma} * svi.sigma);
  return {svi.a + svi.b * (svi.rho * y + root), svi.b * (svi.rho + y / root),
          svi.b * svi.sigma * svi.sigma / (root * root * root)};
}

At cubic_at(const SmileShape& smile, Real k) {
  const SmileShape::Piece* piece = smile.pieces;
  for (std::size_t p = 0; p < smile.piece_count; ++p)
    if (smile.pieces[p].start < k) piece = smile.pieces + p;
  const auto& c = piece->c;
  const Real t = k - piece->start;
  const At at{c[0] + t * (c[1] + t * (c[2] + t * c[3])), c[1] + t * (2 * c[2] + 3 * t * c[3]), 2 * c[2] + 6 * t * c[3]};
  return at.w >= smile.floor ? at : At{smile.floor, 0, 0};
}

At root_at(const SmileShape& smile, Real k) {
  const At at = smile.piece_count == 0 ? svi_at(smile.svi, k) : cubic_at(smile, k);
  const Real v = std::sqrt(std::max(at.w, Real{1e-16L})), slope = at.slope / (2 * v);
  return {v, slope, (at.curvature / 2 - slope * slope) / v};
}

struct Sums {
  double net = 0, gross = 0;
};

Sums sums_by_definition(const MovingBumps& bumps, double x) {
  Real net = 0, gross = 0;
  for (std::size_t i = 0; i < bumps.count; ++i) {
    const At smile = root_at(bumps.smile, Real{bumps.k[i]} - x);
    const Real moved = bumps.v[i] + (smile.w - bumps.smile_v[i]) + Real{bumps.skew} * x, least = 0.1L * bumps.v[i];
    const bool free = moved > least;
    const Real v = free ? moved : least, slope = free ? bumps.skew - smile.slope : 0, bend = free ? smile.curvature : 0;
    const Real d2 = (x - bumps.k[i]) / v - v / 2, d1 = d2 + v;
    const Real moving = -2 * d2 * slope / v + d1 * d2 * slope * slope / v + bend - slope;
    const Real term = std::exp(-d2 * d2 / 2) * (1 / v + (bumps.total ? moving : 0));
    net += bumps.net[i] * term;
    gross += bumps.gross[i] * std::abs(term);
  }
  return {double(net), double(gross)};
}

/// 61 options a little off their smile; padded as the kernel wants.
struct Columns {
  std::vector<double> k, v, smile_v, net, gross;

  explicit Columns(const SmileShape& smile, std::size_t count = 61) {
    for (std::size_t i = 0; i < count; ++i) {
      const double place = -0.6 + 1.1 * double(i) / double(count), root = double(root_at(smile, place).w);
      append(place, root * (1 + 0.05 * std::sin(7.0 * double(i))), root, std::cos(3.0 * double(i)), 1 + double(i % 5));
    }
    for (std::size_t i = 0; i < moving_padding; ++i) append(k.back(), 1, 0, 0, 0);
  }
  void append(double at, double own, double of_smile, double one, double other) {
    k.push_back(at);
    v.push_back(own);
    smile_v.push_back(of_smile);
    net.push_back(one);
    gross.push_back(other);
  }
  [[nodiscard]] MovingBumps bumps(const SmileShape& smile, double skew, bool total) const {
    return {
        k.size() - moving_padding, k.data(), v.data(), smile_v.data(), net.data(), gross.data(), skew, smile, total};
  }
};

const std::array<SmileShape::Piece, 5> pieces{{{-0.4, {0.05, -0.1, 0, 0}},
                                               {-0.4, {0.05, -0.1, 0.02, 0.03}},
                                               {-0.1, {0.0225, -0.08, 0.3, -0.1}},
                                               {0.05, {0.016, 0.003, 0.1, 0}},
                                               {0.2, {0.0187, 0.05, 0, 0}}}};

std::vector<SmileShape> shapes() {
  SmileShape svi, cubic, floored;
  svi.svi = {0.002, 0.06, -0.6, 0.02, 0.08};
  cubic.pieces = floored.pieces = pieces.data();
  cubic.piece_count = floored.piece_count = pieces.size();
  floored.floor = 0.018;
  return {svi, cubic, floored};
}

const std::array places{-2.0, -0.5, -0.21, -0.1, -1e-3, 0.0, 1e-4, 0.05, 0.19, 0.5, 2.0};

TEST(MovingBumps, AreSummedByTheirDefinition) {
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    for (const SmileShape& smile : shapes())
      for (const std::size_t count : {1, 7, 8, 61}) {
        const Columns columns{smile, count};
        for (const bool total : {false, true})
          for (const double skew : {0.0, -0.3, 4.0}) {
            const MovingBumps bumps = columns.bumps(smile, skew, total);
            std::vector<double> net(places.size()), gross(places.size());
            moving_bump_sums(bumps, places.size(), places.data(), net.data(), gross.data());
            for (std::size_t i = 0; i < places.size(); ++i) {
              const Sums right = sums_by_definition(bumps, places[i]);
              const auto where = [&] {
                return std::string{to_string(target)} + " " + std::to_string(count) + " at " +
                       std::to_string(places[i]);
              };
              EXPECT_NEAR(gross[i], right.gross, 1e-12 * right.gross) << where();
              EXPECT_NEAR(net[i], right.net, 1e-12 * right.gross) << where();
            }
          }
      }
  }
}

TEST(MovingBumps, APlaceIsTheSameWhateverIsAskedBesideIt) {
  for (const SmileShape& smile : shapes()) {
    const Columns columns{smile};
    const MovingBumps bumps = columns.bumps(smile, -0.3, true);
    std::vector<double> net(places.size()), gross(places.size());
    moving_bump_sums(bumps, places.size(), places.data(), net.data(), gross.data());
    for (std::size_t i = 0; i < places.size(); ++i) {
      double one = 0, other = 0;
      moving_bump_sums(bumps, 1, &places[places.size() - 1 - i], &one, &other);
      EXPECT_EQ(one, net[places.size() - 1 - i]);
      EXPECT_EQ(other, gross[places.size() - 1 - i]);
    }
  }
}

TEST(MovingBumps, OfVolatilitiesThatWouldFallBelowATenthStopThere) {
  SmileShape flat;
  flat.svi = {0.01, 0, 0, 0, 1};
  const Columns columns{flat, 1};
  const double x = columns.k[0] + 0.01, least = 0.1 * columns.v[0];
  double net = 0, gross = 0;
  moving_bump_sums(columns.bumps(flat, 5.0, false), 1, &x, &net, &gross);
  const double d2 = (x - columns.k[0]) / least - least / 2;
  EXPECT_NEAR(net / (columns.net[0] * std::exp(-d2 * d2 / 2) / least), 1, 1e-12);
}

}  // namespace
}  // namespace gammafield::kernels
