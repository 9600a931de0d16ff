#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

#include <gtest/gtest.h>

#include "base/random.h"
#include "base/sanitized.h"
#include "statistics/bootstrap.h"
#include "statistics/proportion.h"

// How often the bootstrap rejects at 5 % what is true, over 500 replicates of made-up days.
// Under the sanitizers, which look for other faults, over so few that less than half is all that can be asked.

namespace gammafield::statistics {
namespace {

constexpr std::size_t replicates = base::sanitized ? 20 : 500;

/// How many of them may be rejected where so many are on average.
CountBand allowed(double share) {
  return base::sanitized ? CountBand{0, replicates / 2} : binomial_band(replicates, share, 0.99);
}

/// Days of a column whose figure is 0 in truth.
using Maker = std::function<Column(base::RandomStream&, std::size_t days)>;

Column one_a_day(std::size_t days, auto&& value) {
  Column column{{}, std::vector<double>(days, 1)};
  for (std::size_t d = 0; d < days; ++d) column.sum.push_back(value());
  return column;
}

Column normal(base::RandomStream& random, std::size_t days) {
  return one_a_day(days, [&] { return random.normal(); });
}

/// Hits less half, of none to six events a day.
Column binary(base::RandomStream& random, std::size_t days) {
  Column column;
  for (std::size_t d = 0; d < days; ++d) {
    const std::uint64_t events = random.below(7);
    double hits = 0;
    for (std::uint64_t i = 0; i < events; ++i) hits += random.uniform() < 0.5;
    column.weight.push_back(static_cast<double>(events));
    column.sum.push_back(hits - 0.5 * static_cast<double>(events));
  }
  return column;
}

Column skewed(base::RandomStream& random, std::size_t days) {
  return one_a_day(days, [&] { return -1 - std::log(random.uniform()); });
}

Maker autoregressive(double memory) {
  return [memory](base::RandomStream& random, std::size_t days) {
    double value = random.normal() / std::sqrt(1 - memory * memory);
    return one_a_day(days, [&] { return value = memory * value + random.normal(); });
  };
}

/// Rejections; the replicates share the resamples' days, which a test of one column does not see.
std::uint64_t rejections(const Maker& made, std::size_t days, double mean_block = 5) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < replicates; ++i) {
    base::RandomStream random{2026, i};
    columns.push_back(made(random, days));
  }
  const auto results = tested(columns, 0, {.mean_block = mean_block, .threads = 2});
  return static_cast<std::uint64_t>(
      std::ranges::count_if(results, [](const auto& result) { return result && result->p <= 0.05; }));
}

TEST(BootstrapSize, IsNominalOfIndependentDays) {
  struct Row {
    std::string_view why;
    Maker made;
    std::vector<std::size_t> days;
  };
  const Row rows[] = {
      {"normal", normal, {20, 30, 60}},
      {"hits of few events", binary, {20, 30, 60}},
      {"exponential: of 20 days 9 % are rejected, and 7 % by single days", skewed, {30, 60}},
  };
  const CountBand band = allowed(0.05);
  for (const auto& [why, made, lengths] : rows) {
    for (const std::size_t days : lengths) {
      const auto rejected = rejections(made, days);
      EXPECT_GE(rejected, band.low) << why << ", " << days;
      EXPECT_LE(rejected, band.high) << why << ", " << days;
    }
  }
}

/// What blocks are for. Sixty days are too few to put it right altogether: 8 %, where single days give 16.
TEST(BootstrapSize, StandsDaysThatRememberTheOneBefore) {
  const auto blocks = rejections(autoregressive(0.3), 60), single = rejections(autoregressive(0.3), 60, 1);
  EXPECT_LE(blocks, allowed(0.08).high);
  if (!base::sanitized) {
    EXPECT_GT(single, allowed(0.08).high);
  }
}

/// Any false rejection among twenty columns that share a part of each day.
TEST(BootstrapSize, IsNominalOfTheMostExtremeOfMany) {
  const CountBand band = allowed(0.05);
  for (const std::size_t days : {20U, 60U}) {
    std::uint64_t rejected = 0;
    for (std::size_t i = 0; i < replicates; ++i) {
      base::RandomStream random{11, i};
      const Column shared = normal(random, days);
      std::vector<Column> columns;
      for (int k = 0; k < 20; ++k) {
        columns.push_back(normal(random, days));
        for (std::size_t d = 0; d < days; ++d) columns.back().sum[d] += shared.sum[d];
      }
      const auto results = tested(columns, 0, {.resamples = 999, .seed = i, .threads = 2});
      rejected += std::ranges::any_of(results, [](const auto& result) { return result && result->p_max <= 0.05; });
    }
    EXPECT_GE(rejected, band.low) << days;
    EXPECT_LE(rejected, band.high) << days;
  }
}

}  // namespace
}  // namespace gammafield::statistics
