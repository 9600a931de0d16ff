#include "bands/draws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gammafield::bands {
namespace {

using exposure::DealerFraction;
using exposure::PositioningModel;

std::vector<WeightedModel> one_model() { return {{exposure::Positioning{PositioningModel::naive}, 1}}; }

/// A cell of each bucket, calls +1, puts -1.
std::vector<Cell> naive_cells() {
  std::vector<Cell> cells;
  for (std::uint8_t i = 0; i < Bucket::count; ++i)
    cells.push_back({Bucket{i}, {DealerFraction{i < Bucket::a_right ? 1.0 : -1.0}}, {}, {}});
  return cells;
}

// By Python: its own integers for the streams, statistics.NormalDist for the normals.
TEST(Draws, ShiftsArePinnedUnderSeedDrawAndBucket) {
  struct Row {
    std::uint64_t draw;
    std::size_t bucket;
    double shift;
  };
  const Row rows[] = {{0, 0, -0.08275265375188806},   {0, 7, -0.8687428496054351},     {0, 29, 0.018247546422169136},
                      {1, 0, 0.45910658398309956},    {1, 7, 0.3591941044956808},      {1, 29, 0.10996067478448782},
                      {3999, 0, 0.08681983418075861}, {3999, 7, -0.26282137619084933}, {3999, 29, 0.19240930745116328}};
  for (const Row& row : rows)
    EXPECT_NEAR(shifts_of_draw({0, 0.3, 0.4}, 1, row.draw)[row.bucket], row.shift, 1e-14)
        << row.draw << ", bucket " << row.bucket;
}

TEST(Draws, AreTheHyperbolicTangentOfTheModelAndTheShift) {
  const Prior prior{0.6, 0.1, 0.1};
  const auto cells = naive_cells();
  const Draws draws{cells, one_model(), prior, 1, 50};
  ASSERT_EQ(draws.count(), 50U);
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    const auto shifts = shifts_of_draw(prior, 1, draw);
    for (std::size_t i = 0; i < Bucket::count; ++i)
      EXPECT_EQ(draws.of(draw)[i], std::tanh((i < 15 ? 0.6 : -0.6) + shifts[i]));
  }
}

TEST(Draws, OfABucketDoNotDependOnHowManyThereAreNorOnWhatElseIsInTheBook) {
  const auto all = naive_cells();
  const std::vector<Cell> some{all[22], all[3]};
  const Draws many{all, one_model(), prior_of(PriorName::wide), 9, 400};
  const Draws few{some, one_model(), prior_of(PriorName::wide), 9, 100};
  for (std::size_t draw = 0; draw < few.count(); ++draw) {
    EXPECT_EQ(few.of(draw)[0], many.of(draw)[22]);
    EXPECT_EQ(few.of(draw)[1], many.of(draw)[3]);
  }
}

TEST(Draws, HaveThePriorsMomentsAndCorrelations) {
  constexpr std::size_t n = 20'000;
  double same_bucket = 0, same_right = 0, other_right = 0, mean = 0;
  for (std::size_t draw = 0; draw < n; ++draw) {
    const auto shift = shifts_of_draw({0, 0.3, 0.4}, 1, draw);
    mean += shift[2] / n;
    same_bucket += shift[2] * shift[2] / n;
    same_right += shift[2] * shift[9] / n;
    other_right += shift[2] * shift[17] / n;
  }
  const double error = 4 * 0.25 / std::sqrt(n);
  EXPECT_NEAR(mean, 0, 4 * 0.5 / std::sqrt(n));
  EXPECT_NEAR(same_bucket, 0.25, error * std::sqrt(2.0));
  EXPECT_NEAR(same_right, 0.09, error);
  EXPECT_NEAR(other_right, 0, error);
}

TEST(Draws, FollowTheModelsByTheirWeights) {
  const std::vector<Cell> cells{{Bucket{2}, {DealerFraction{1}, DealerFraction{0}, DealerFraction{-1}}, {}, {}}};
  std::vector<WeightedModel> models;
  for (const double weight : {1.0, 2.0, 5.0})
    models.push_back({exposure::Positioning{PositioningModel::naive}, weight});
  const Draws draws{cells, models, std::nullopt, 1, 8000};
  double times[3] = {};
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    const double x = draws.of(draw)[0];
    ++times[x == 1 ? 0 : x == 0 ? 1 : 2];
  }
  EXPECT_NEAR(times[0] / 8000, 1.0 / 8, 0.015);
  EXPECT_NEAR(times[1] / 8000, 2.0 / 8, 0.02);
  EXPECT_NEAR(times[2] / 8000, 5.0 / 8, 0.022);
}

TEST(Prior, OffIsTheModelItself) {
  EXPECT_FALSE(prior_of(PriorName::off).has_value());
  EXPECT_EQ(drawn_fraction(std::nullopt, DealerFraction{-1}, 0.7).value(), -1);
}

TEST(Prior, WideningMultipliesTheSpreadsAlone) {
  const auto wide = *prior_of(PriorName::wide), wider = *prior_of(PriorName::wide, 2);
  EXPECT_EQ(wider.conviction, wide.conviction);
  EXPECT_EQ(wider.right_spread, 2 * wide.right_spread);
  EXPECT_EQ(wider.bucket_spread, 2 * wide.bucket_spread);
}

}  // namespace
}  // namespace gammafield::bands
