#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/flip.h"
#include "levels/testing_strikes.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;
using exposure::testing_book;
using exposure::TestingOption;
using market::Right;
using market::Spot;

constexpr Right call = Right::call, put = Right::put;
constexpr double minute = 1.0 / 525600;

/// The public script, written out: GEX on linspace(0.8 S, 1.2 S, 60), the first change of sign, its line.
std::optional<double> public_script(const std::vector<TestingOption>& options) {
  std::vector<double> levels, gex;
  for (int i = 0; i < 60; ++i) {
    const double s = 80 + i * 40.0 / 59;
    double sum = 0;
    for (const TestingOption& one : options) {
      const double v = one.vol * std::sqrt(one.years), d1 = std::log(s / one.strike) / v + v / 2;
      const double gamma = std::exp(-d1 * d1 / 2) / std::sqrt(2 * std::acos(-1.0)) / (s * v);
      sum += (one.right == call ? 1 : -1) * one.open_interest * 100 * s * s * 0.01 * gamma;
    }
    levels.push_back(s);
    gex.push_back(sum);
  }
  for (std::size_t i = 0; i + 1 < gex.size(); ++i)
    if ((gex[i] < 0) != (gex[i + 1] < 0))
      return levels[i + 1] - (levels[i + 1] - levels[i]) * gex[i + 1] / (gex[i + 1] - gex[i]);
  return std::nullopt;
}

TEST(Grid60Flip, IsThePublicScripts) {
  struct Row {
    std::string_view why;
    std::vector<TestingOption> options;
    FlipKind kind;
  };
  const Row rows[] = {
      {"one root", {{0.1, call, 105, 0.2, 3000}, {0.1, put, 95, 0.2, 2000}}, FlipKind::regular},
      {"two roots: the first from below, not the nearest to spot",
       {{0.05, call, 85, 0.2, 1000}, {0.05, put, 95, 0.2, 1500}, {0.05, call, 104, 0.2, 1000}},
       FlipKind::inverted},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = grid60_flip(RepricedBook{testing_book(row.options)});
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->price.value(), public_script(row.options).value(), 1e-9);
    EXPECT_EQ(found->kind, row.kind);
    EXPECT_EQ(found->method, FlipMethod::grid60);
  }
}

TEST(Grid60Flip, MissesWhatLiesBetweenItsSpots) {
  // A put spike of 0.06 % around 100.037: two roots by re-pricing, none on 60 spots.
  const RepricedBook book{testing_book({{0.2, call, 101, 0.2, 1000}, {5 * minute, put, 100.037, 0.2, 100}})};
  EXPECT_EQ(repriced_flips(book, {}).roots.size(), 2u);
  EXPECT_EQ(grid60_flip(book).error(), NoLevel::no_sign_change);
}

TEST(Grid60Flip, IsNoneForAReason) {
  EXPECT_EQ(grid60_flip(RepricedBook{testing_book({})}).error(), NoLevel::empty_book);
  EXPECT_EQ(grid60_flip(RepricedBook{testing_book({{0.1, call, 100, 0.2, 10}})}).error(), NoLevel::no_sign_change);
  const RepricedBook spikes{testing_book({{minute, call, 110, 0.2, 1000}, {minute, put, 90, 0.2, 1000}})};
  EXPECT_EQ(grid60_flip(spikes).error(), NoLevel::no_sign_change) << "the sign changes across nothing";
}

TEST(CumulativeStrikesFlip, IsTheLowestStrikeWhereTheRunningSumHasChangedSign) {
  struct Row {
    std::string_view why;
    std::vector<double> net;  // at 90, 95, 100, ...
    std::optional<double> price;
    FlipKind kind;
  };
  const Row rows[] = {
      {"-1, -3, +2: positive from 100", {-1, -2, 5, 1}, 100, FlipKind::regular},
      {"positive, then negative from 95", {2, -5, 1}, 95, FlipKind::inverted},
      {"sums to exactly zero and turns back: no change of sign", {-2, 2, -1}, std::nullopt, {}},
      {"sums to exactly zero and goes on: the strike beyond", {-2, 2, 1}, 100, FlipKind::regular},
      {"strikes change sign, the running sum does not", {-5, 1, -2, 3}, std::nullopt, {}},
      {"noise of 1e-5 of gross at the far puts changes sign without meaning",
       {1e-5, -2e-5, 1e-4, -5, 2},
       std::nullopt,
       {}},
      {"after the noise the real change counts", {1e-5, -5, 3, 4}, 105, FlipKind::regular},
      {"all positive", {1, 2, 3}, std::nullopt, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = cumulative_strikes_flip(testing_net_strikes(90, 5, row.net));
    ASSERT_EQ(found.has_value(), row.price.has_value());
    if (!found) {
      EXPECT_EQ(found.error(), NoLevel::no_sign_change);
      continue;
    }
    EXPECT_EQ(found->price.value(), *row.price);
    EXPECT_EQ(found->kind, row.kind);
    EXPECT_EQ(found->method, FlipMethod::cumulative_strikes);
  }
  EXPECT_EQ(cumulative_strikes_flip({}).error(), NoLevel::empty_book);
}

TEST(NearestSignChangeFlip, InterpolatesBetweenNeighbours) {
  struct Row {
    std::string_view why;
    std::vector<double> net;  // at 90, 95, 100, ...; spot 100
    std::optional<double> price;
    FlipKind kind;
  };
  const Row rows[] = {
      {"a third of the way from 95 to 100", {-3, -1, 2, 4}, 95 + 5.0 / 3, FlipKind::regular},
      {"of several the nearest to spot", {-1, 1, 3, -3, -4}, 102.5, FlipKind::inverted},
      {"a strike of exactly zero is passed over", {-1, 0, 1}, 95, FlipKind::regular},
      {"all positive", {1, 2, 3}, std::nullopt, {}},
      {"one strike", {-1}, std::nullopt, {}},
      {"a sign of 1e-13 of gross is rounding", {2, -1e-13, 3}, std::nullopt, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = nearest_sign_change_flip(testing_net_strikes(90, 5, row.net), Spot{100});
    ASSERT_EQ(found.has_value(), row.price.has_value());
    if (!found) {
      EXPECT_EQ(found.error(), NoLevel::no_sign_change);
      continue;
    }
    EXPECT_NEAR(found->price.value(), *row.price, 1e-12);
    EXPECT_EQ(found->kind, row.kind);
  }
  EXPECT_EQ(nearest_sign_change_flip({}, Spot{100}).error(), NoLevel::empty_book);
}

TEST(AnalyticLocalFlip, IsOneNewtonStep) {
  const std::vector<TestingOption> options{{0.1, call, 105, 0.2, 3000}, {0.1, put, 95, 0.2, 2000}};
  const double root = 98.0731413968;
  double error_before = 0;
  for (const double away : {0.1, 0.05, 0.025}) {  // the error of a Newton step is quadratic in the distance
    exposure::TestingMarket market;
    market.spot = root + away;
    const auto found = analytic_local_flip(RepricedBook{testing_book(options, market)});
    ASSERT_TRUE(found);
    const double error = std::abs(found->price.value() - root);
    EXPECT_LT(error, 0.2 * away);
    if (error_before > 0) {
      EXPECT_NEAR(error_before / error, 4, 0.4);
    }
    error_before = error;
    EXPECT_EQ(found->kind, FlipKind::regular);
    EXPECT_EQ(found->method, FlipMethod::analytic_local);
  }
}

TEST(AnalyticLocalFlip, IsNoneWhereTheStepLeadsAway) {
  const auto local = [](const std::vector<TestingOption>& options) {
    return analytic_local_flip(RepricedBook{testing_book(options)});
  };
  EXPECT_EQ(local({}).error(), NoLevel::empty_book);
  const double v = 0.2 * std::sqrt(0.1);
  EXPECT_EQ(local({{0.1, call, 100 * std::exp(-v * v / 2), 0.2, 1000}}).error(), NoLevel::no_sign_change)
      << "spot at the peak: slope zero, no step";
  EXPECT_EQ(local({{0.1, call, 50000, 0.2, 1000}}).error(), NoLevel::no_sign_change) << "nothing exposed here: 0/0";
}

}  // namespace
}  // namespace gammafield::levels
