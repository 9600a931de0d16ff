#include "kernels/best_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

constexpr std::size_t columns_count = 5, length = 48, rows_count = 40;

/// Rows of one to three columns, the farthest reaching first; columns lie between -1 and 1.
struct Made {
  std::vector<double> columns, weight, reach;
  std::vector<std::uint32_t> begin{0}, of;

  explicit Made(double size_ratio) {
    for (std::size_t i = 0; i < columns_count * length; ++i)
      columns.push_back(std::sin(0.7 * static_cast<double>(i) + 1));
    double size = 1;
    for (std::uint32_t r = 0; r < rows_count; ++r, size *= size_ratio) {
      const std::uint32_t terms = 1 + r % 3;
      for (std::uint32_t t = 0; t < terms; ++t) {
        of.push_back((2 * r + t) % columns_count);
        weight.push_back((r + t) % 2 == 0 ? size / terms : -size / terms);
      }
      begin.push_back(static_cast<std::uint32_t>(of.size()));
      reach.push_back(size);
    }
  }
  [[nodiscard]] double value(std::size_t row, std::size_t at) const {
    double sum = 0;
    for (std::uint32_t t = begin[row]; t < begin[row + 1]; ++t) sum += weight[t] * columns[of[t] * length + at];
    return sum;
  }
};

TEST(BestRows, AreThoseThatAFullScanFindsOnEveryTarget) {
  struct Row {
    std::string_view why;
    double size_ratio;
  };
  const Row cases[] = {
      {"rows alike: none can be passed over", 0.999}, {"most rows never matter", 0.8}, {"the first decides", 0.1}};
  for (const auto& [why, size_ratio] : cases) {
    const Made made{size_ratio};
    for (const Target target : supported_targets()) {
      const ForcedTarget forced{target};
      std::vector<double> best(length), second(length), row(length);
      best_rows({columns_count, length, made.columns.data()},
                {rows_count, made.begin.data(), made.of.data(), made.weight.data(), made.reach.data()}, 0.5,
                {best.data(), second.data(), row.data()});
      for (std::size_t at = 0; at < length; ++at) {
        double highest = 0, next = 0;
        std::size_t which = 0;
        for (std::size_t r = 0; r < rows_count; ++r) {
          const double value = made.value(r, at);
          next = std::max(next, std::min(highest, value));
          if (value > highest) which = r;
          highest = std::max(highest, value);
        }
        EXPECT_NEAR(best[at], highest, 1e-15) << why << to_string(target) << at;
        EXPECT_EQ(row[at], static_cast<double>(which)) << why << to_string(target) << at;
        if (next >= 0.5 * highest) {
          EXPECT_NEAR(second[at], next, 1e-15) << why << to_string(target) << at;
        } else {
          EXPECT_LE(second[at], next + 1e-15) << why << to_string(target) << at;
        }
      }
    }
  }
}

TEST(BestRows, OfNoRowsAndOfRowsBelowZeroAreZero) {
  const std::vector<double> columns(length, 1);
  std::vector<double> best(length, 7), second(length, 7), row(length, 7);
  const std::uint32_t begin[] = {0, 1}, of[] = {0};
  const double weight[] = {-1}, reach[] = {1};
  for (const std::size_t rows : {0U, 1U}) {
    best_rows({1, length, columns.data()}, {rows, begin, of, weight, reach}, 1,
              {best.data(), second.data(), row.data()});
    for (std::size_t at = 0; at < length; ++at) {
      EXPECT_EQ(best[at], 0) << rows;
      EXPECT_EQ(second[at], 0) << rows;
    }
  }
}

}  // namespace
}  // namespace gammafield::kernels
