#pragma once

// For tests of the profile's kernels only: bumps of every kind, and their sums the plain way.

#include <cmath>
#include <random>
#include <vector>

#include "kernels/profile_bumps.h"

namespace gammafield::kernels {

/// Columns of bumps that own their memory.
struct BumpTable {
  std::vector<double> center, scale, net, gross;

  void add(double at, double width, double height) {
    center.push_back(at);
    scale.push_back(bump_scale / width);
    net.push_back(height);
    gross.push_back(std::abs(height));
  }
  [[nodiscard]] Bumps view() const { return {center.size(), center.data(), scale.data(), net.data(), gross.data()}; }
};

/// Expiries from hours to years with strikes from half to one and a half times spot, like an index chain.
[[nodiscard]] inline BumpTable chain_like(std::size_t expiries, std::size_t strikes, double narrowest = 0.003) {
  BumpTable table;
  std::mt19937_64 bits(3);
  std::uniform_real_distribution<double> height(-1, 1);
  for (std::size_t e = 0; e < expiries; ++e) {
    const double part = expiries == 1 ? 0 : static_cast<double>(e) / static_cast<double>(expiries - 1);
    for (std::size_t k = 0; k < strikes; ++k) {
      const double strike = std::log(0.5 + (static_cast<double>(k) + 0.5) / static_cast<double>(strikes));
      const double width = narrowest * std::pow(0.35 / narrowest, part) * (1 + 2 * strike * strike);
      table.add(strike + 0.5 * width * width, width, height(bits) / width);
    }
  }
  return table;
}

struct ExactSums {
  long double net = 0, gross = 0, slope = 0;
};

[[nodiscard]] inline ExactSums exactly(const BumpTable& table, double x) {
  ExactSums sums;
  for (std::size_t i = 0; i < table.center.size(); ++i) {
    const long double width = static_cast<long double>(bump_scale) / table.scale[i];
    const long double z = (static_cast<long double>(x) - table.center[i]) / width;
    const long double shape = std::exp(-z * z / 2);
    sums.net += table.net[i] * shape;
    sums.gross += table.gross[i] * shape;
    sums.slope -= table.net[i] * shape * z / width;
  }
  return sums;
}

[[nodiscard]] inline std::vector<double> evenly(double low, double high, std::size_t count) {
  std::vector<double> places;
  for (std::size_t i = 0; i < count; ++i)
    places.push_back(std::lerp(low, high, static_cast<double>(i) / static_cast<double>(count - 1)));
  return places;
}

}  // namespace gammafield::kernels
