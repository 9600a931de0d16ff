#include "levels/curve_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

namespace gammafield::levels {
namespace {

using market::Spot;

/// A curve that counts how often it is asked.
struct Counted {
  double (*of)(double);
  int evaluations = 0;

  Curve curve() {
    return [this](Spot spot) {
      ++evaluations;
      return of(spot.value());
    };
  }
  [[nodiscard]] CurvePoint at(double spot) const { return {Spot{spot}, of(spot)}; }
};

double bump(double s) {
  return std::exp(-0.5 * std::pow((s - 104) / 3, 2)) - 0.8 * std::exp(-0.5 * std::pow((s - 98) / 2, 2));
}
double cube(double s) { return std::pow(s - 100.03, 3); }
double steep(double s) { return std::atan(40 * (s - 100.1)); }

TEST(Crossing, IsFoundFromEitherEnd) {
  struct Row {
    std::string_view why;
    double (*of)(double);
    double root, precision;
    int evaluations_max;
  };
  for (const Row& row : {Row{"bumps", bump, 100.17328709154265, 2e-11, 5},
                         Row{"a triple root has a third of the digits", cube, 100.03, 1e-5, 200},
                         Row{"a steep step", steep, 100.1, 2e-11, 20}}) {
    SCOPED_TRACE(row.why);
    Counted up{row.of}, down{row.of};
    const CurvePoint low = up.at(row.root - 0.41), high = up.at(row.root + 0.49);
    EXPECT_NEAR(crossing(up.curve(), low, high).value(), row.root, row.precision);
    EXPECT_NEAR(crossing(down.curve(), high, low).value(), row.root, row.precision);
    EXPECT_LE(up.evaluations, row.evaluations_max);
  }
}

TEST(Crossing, OfZeroAtTheStartIsTheStart) {
  Counted none{bump};
  EXPECT_EQ(crossing(none.curve(), {Spot{99}, 0}, {Spot{101}, 1}), Spot{99});
  EXPECT_EQ(none.evaluations, 0);
}

constexpr double first_jump = 100.02, second_jump = 100.11;
/// Jumps down at both; `height` is where the first lands.
template <int height_in_tenths>
double jumping(double s) {
  const double rest = 0.3 * (s - 100);
  return s <= first_jump ? 1 + rest : s <= second_jump ? 0.1 * height_in_tenths + rest : -3 + rest;
}

TEST(Crossing, OfAJumpIsFoundAtOnceAndIsItsNearerSide) {
  const auto jumps = [](Spot low, Spot high) {
    std::vector<Spot> found;
    for (const double at : {first_jump, second_jump})
      if (at > low.value() && at < high.value()) found.push_back(Spot{at});
    return found;
  };
  struct Row {
    std::string_view why;
    double (*of)(double);
    double root;
    bool above;
  };
  for (const Row& row : {Row{"across zero at the first, to the nearer side", jumping<-5>, first_jump, true},
                         Row{"at the first, from the nearer side", jumping<-20>, first_jump, false},
                         Row{"at the second", jumping<5>, second_jump, false}}) {
    SCOPED_TRACE(row.why);
    Counted plain{row.of}, known{row.of};
    const double without = crossing(plain.curve(), plain.at(99.9), plain.at(100.2)).value();
    const double with = crossing(known.curve(), known.at(99.9), known.at(100.2), jumps).value();
    EXPECT_NEAR(with, row.root, 2e-11);
    EXPECT_NEAR(without, row.root, 2e-11);
    EXPECT_EQ(with > row.root, row.above);
    EXPECT_LE(known.evaluations, 10);
    EXPECT_GT(plain.evaluations, 2 * known.evaluations);
  }
}

double between_jumps(double s) { return s <= first_jump ? 2 : s <= second_jump ? 10 * std::pow(100.07 - s, 3) : -5; }

TEST(Crossing, BetweenJumpsIsARoot) {
  const auto jumps = [](Spot, Spot) { return std::vector<Spot>{Spot{first_jump}, Spot{second_jump}}; };
  Counted known{between_jumps};
  EXPECT_NEAR(crossing(known.curve(), known.at(99.9), known.at(100.2), jumps).value(), 100.07, 1e-4);
}

}  // namespace
}  // namespace gammafield::levels
