#include "base/compensated_sum.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string_view>
#include <vector>

namespace gammafield::base {
namespace {

double sum_of(const std::vector<double>& terms) {
  CompensatedSum sum;
  for (const double term : terms) sum.add(term);
  return sum.value();
}

TEST(CompensatedSum, KeepsWhatPlainAdditionLoses) {
  struct Row {
    std::string_view why;
    std::vector<double> terms;
    double sum;
  };
  const Row rows[] = {
      {"nothing adds up to nothing", {}, 0},
      {"ones vanish beside 1e16 in plain addition", {1e16, 1, 1, -1e16}, 2},
      {"a term larger than the sum so far: where Kahan's own form fails", {1, 1e100, 1, -1e100}, 2},
      {"ten tenths are one", std::vector<double>(10, 0.1), 1},
  };
  for (const Row& row : rows) EXPECT_EQ(sum_of(row.terms), row.sum) << row.why;
}

RC_GTEST_PROP(CompensatedSum, ASumAndItsNegativeCancelToNothing, (const std::vector<int>& thousandths)) {
  std::vector<double> terms;
  for (const int term : thousandths) terms.push_back(term * 1e-3);
  for (const int term : thousandths) terms.push_back(term * -1e-3);
  RC_ASSERT(std::abs(sum_of(terms)) <= 1e-20);
}

}  // namespace
}  // namespace gammafield::base
