#include "kernels/gated_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "kernels/american_bumps.h"
#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

/// The premium's bumps of options, places 0 and strikes 1 unless told.
struct PremiumBumps {
  std::size_t n, rows;
  std::vector<double> center, scale, height, tilt, low, high, boundary, unit, inverse, interest, carry, unused;
  const QuadratureRest* rest;

  PremiumBumps(const SharedBoundary& shared, bool call, const std::vector<double>& sigma,
               std::vector<double> place = {}, std::vector<double> strike = {})
      : n(sigma.size()), rows(shared.nodes().scheme().premium), unused(n), rest(&shared.nodes().premium_rest()) {
    place.resize(n, 0);
    strike.resize(n, 1);
    for (auto* column : {&center, &scale, &height, &tilt}) column->resize(n * rows);
    for (auto* column : {&low, &high, &boundary, &unit, &inverse, &interest, &carry}) column->resize(n);
    double* none = unused.data();
    exercise_bumps(shared, {n, call, place.data(), strike.data(), sigma.data()},
                   {center.data(), scale.data(), height.data(), tilt.data(), low.data(), high.data(), boundary.data(),
                    unit.data(), inverse.data(), interest.data(), carry.data(), none, none, none, none, none});
  }
  [[nodiscard]] GatedBumps bumps(const double* net, const double* gross) const {
    return {n,
            rows,
            center.data(),
            scale.data(),
            height.data(),
            tilt.data(),
            low.data(),
            high.data(),
            net,
            gross,
            {rest, boundary.data(), inverse.data(), interest.data(), carry.data()}};
  }
};

/// American options of one expiry at random, and their pieces.
struct Group {
  static constexpr std::size_t n = 40;
  static constexpr double sigma_low = 0.208, sigma_high = 0.3;
  SharedBoundary shared;
  std::vector<double> place, strike, sigma, vol_place, net, gross;
  std::optional<PremiumBumps> premium;
  std::optional<GatedPieces> pieces;

  /// Between `lowest` and sigma_high.
  Group(bool call, double T, double r, double q, unsigned seed, double lowest = sigma_low)
      : shared(AmericanNodes::of(T < 0.25 ? AmericanAccuracy::fast : AmericanAccuracy::standard), r, q, T, sigma_low,
               sigma_high) {
    std::mt19937 random{seed};
    for (std::size_t i = 0; i < n; ++i) {
      const auto uniform = [&] { return std::uniform_real_distribution{}(random); };
      place.push_back(uniform() - 0.5);
      strike.push_back(std::exp(place.back()));
      sigma.push_back(lowest + (sigma_high - lowest) * uniform());
      vol_place.push_back(2 * std::log(sigma.back() / lowest) / std::log(sigma_high / lowest) - 1);
      net.push_back(2 * uniform() - 1);
      gross.push_back(std::abs(net.back()));
    }
    premium.emplace(shared, call, sigma, place, strike);
    std::vector<double> at_points;
    for (std::size_t k = 0; k < gated_lanes; ++k)
      at_points.push_back(lowest *
                          std::pow(sigma_high / lowest, 0.5 * (1 + GatedPieces::point(k % GatedPieces::vols))));
    const PremiumBumps strikes_of_one{shared, call, at_points};
    pieces.emplace(GatedAtPoints{strikes_of_one.bumps(nullptr, nullptr), strikes_of_one.boundary.data(),
                                 strikes_of_one.unit.data()});
  }
  [[nodiscard]] GatedBumps bumps() const { return premium->bumps(net.data(), gross.data()); }
  [[nodiscard]] GatedEdges edges() const {
    return {&*pieces, premium->boundary.data(), premium->unit.data(), strike.data(), vol_place.data()};
  }
};

std::vector<double> ascending(double low, double high, std::size_t n) {
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(std::log(low + (high - low) * double(i) / double(n - 1)));
  return x;
}

/// Of places that matter: where exposure is a far tail the pieces are wide.
struct Errors {
  double beyond = 0;  ///< the promise
  double off = 0;     ///< on average, of the largest gross
};

Errors errors_of(const Group& group, const std::vector<double>& x) {
  std::vector<double> net(x.size() + gated_lanes), gross = net, error = net, exact_net = net, exact_gross = net;
  add_tabulated_bumps(group.bumps(), group.edges(), {x.size(), x.data()}, {net.data(), gross.data(), error.data()});
  add_gated_bumps(group.bumps(), x.size(), x.data(), {exact_net.data(), exact_gross.data(), nullptr});
  std::partial_sum(error.begin(), error.end(), error.begin());
  const double largest = *std::max_element(exact_gross.begin(), exact_gross.end());
  Errors errors;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double off = std::max(std::abs(net[i] - exact_net[i]), std::abs(gross[i] - exact_gross[i]));
    errors.beyond = std::max(errors.beyond, off - error[i] - 1e-13 * largest);
    if (largest > 0) errors.off += off / largest / double(x.size());
  }
  return errors;
}

TEST(GatedTable, KeepsItsPromise) {
  struct Row {
    const char* why;
    bool call;
    double T, r, q;
  };
  const Row rows[] = {{"a week", false, 7 / 365.0, 0.05, 0.01},
                      {"a month", false, 1 / 12.0, 0.05, 0.01},
                      {"half a year, the finer scheme", false, 0.5, 0.04, 0.02},
                      {"years", false, 2.5, 0.04, 0.0},
                      {"hardly any interest: boundaries lie far away", false, 1 / 12.0, 1e-6, 0},
                      {"calls with a large dividend", true, 0.2, 0.08, 0.03},
                      {"calls with a smaller one", true, 0.5, 0.03, 0.045},
                      {"minutes", false, 1e-5, 0.05, 0.01}};
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    for (const Row& row : rows)
      for (const double lowest : {Group::sigma_low, 0.99 * Group::sigma_high}) {
        SCOPED_TRACE(fmt::format("{}, volatilities from {}", row.why, lowest));
        const unsigned seed = lowest == Group::sigma_low ? 0 : 1;
        const Group group{row.call, row.T, row.r, row.q, seed, lowest};
        for (const auto& x : {ascending(0.7, 1.3, 603), ascending(0.995, 1.005, 481), ascending(0.9, 1.1, 7)}) {
          const Errors errors = errors_of(group, x);
          EXPECT_LE(errors.beyond, 0);
          EXPECT_LE(errors.off, 1e-3);
        }
      }
  }
}

TEST(GatedTable, OfOnePlaceIsThatPlace) {
  const Group group{false, 0.5, 0.05, 0.01, 1};
  EXPECT_LE(errors_of(group, {-0.03}).off, 1e-13) << "summed exactly";
}

TEST(AscendingPlaces, AreCountedUpToAnyPlace) {
  const std::vector<double> x{-1, -0.5, -0.5, 0, 0.001, 0.0010001, 3};
  const AscendingPlaces places{x.size(), x.data()};
  for (const double at : {-2.0, -1.0, -0.7, -0.5, -1e-9, 0.0, 0.001, 0.00100005, 0.5, 3.0, 4.0})
    EXPECT_EQ(places.up_to(at), std::size_t(std::upper_bound(x.begin(), x.end(), at) - x.begin())) << at;
  const AscendingPlaces one{1, x.data()};
  EXPECT_EQ(one.up_to(-1), 1U);
  EXPECT_EQ(one.up_to(-1.1), 0U);
}

}  // namespace
}  // namespace gammafield::kernels
