#include "pricing/american_fd.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "pricing/american_expiry.h"
#include "pricing/golden_table.h"

namespace gammafield::pricing {
namespace {

using market::Right;

BlackScholesInput input_of(const GoldenRow& row) {
  return {row.text("right") == "C" ? Right::call : Right::put,
          row.number("S"),
          row.number("K"),
          row.number("days") / 365,
          row.number("r"),
          row.number("q"),
          row.number("sigma")};
}

TEST(AmericanByLattice, AgreesWithQuantLibWhereTwoBoundariesBound) {
  for (const GoldenRow& row : golden_table("american_double_golden.csv")) {
    const auto value = american_by_lattice(input_of(row));
    ASSERT_TRUE(value);
    EXPECT_NEAR(value->price, row.number("price"), 6e-3) << row.text("right") << " " << row.text("K");
  }
}

TEST(AmericanByLattice, AgreesWithQuantLibOnCashDividends) {
  for (const GoldenRow& row : golden_table("american_dividend_golden.csv")) {
    std::vector<CashDividend> dividends;
    std::istringstream days(row.text("dividend_days"));
    for (double day = 0; days >> day;) dividends.push_back({day / 365, row.number("amount")});
    const auto value = american_by_lattice(input_of(row), dividends);
    ASSERT_TRUE(value);
    EXPECT_NEAR(value->price, row.number("price"), 4e-3) << row.text("right") << " " << row.text("K");
  }
}

TEST(AmericanByLattice, AgreesWithTheGoldenTableOfTheBoundaryMethod) {
  std::size_t i = 0;
  for (const GoldenRow& row : golden_table("american_golden.csv")) {
    if (row.text("source") != "methods" && ++i % 25 != 0) continue;
    const auto value = american_by_lattice(input_of(row));
    ASSERT_TRUE(value);
    EXPECT_NEAR(value->price, row.number("price"), 3e-3 + 6e-4 * value->price)
        << row.text("right") << " " << row.text("K") << " " << row.text("days");
    if (value->exercised) {
      EXPECT_EQ(value->gamma, 0);
    }
  }
}

TEST(AmericanByLattice, ADividendIsWorthWaitingForNothing) {
  // a call deep in the money just before its ex-date: exercise; a put waits for the fall
  const CashDividend dividend{2 / 365.0, 3};
  const auto call = american_by_lattice({Right::call, 100, 70, 0.1, 0.02, 0, 0.2}, std::vector{dividend});
  ASSERT_TRUE(call);
  EXPECT_NEAR(call->price, 30, 0.02);
  const auto put = american_by_lattice({Right::put, 100, 110, 0.1, 0.02, 0, 0.2}, std::vector{dividend});
  ASSERT_TRUE(put);
  EXPECT_GT(put->price, 12.5) << "it is worth 13 after the fall";
}

TEST(AmericanByLattice, RefusesWhatIsNoOption) {
  const BlackScholesInput good{Right::put, 100, 100, 0.5, 0.02, 0.01, 0.2};
  const auto fails = [](BlackScholesInput in, std::vector<CashDividend> dividends = {}, Lattice lattice = {}) {
    return !american_by_lattice(in, dividends, lattice);
  };
  EXPECT_FALSE(fails(good));
  auto bad = good;
  bad.S = 0;
  EXPECT_TRUE(fails(bad));
  bad = good;
  bad.T = std::nan("");
  EXPECT_TRUE(fails(bad));
  bad = good;
  bad.sigma = 5e-324;
  EXPECT_TRUE(fails(bad));
  bad = good;
  bad.r = 7;
  EXPECT_TRUE(fails(bad));
  bad = good;
  bad.K = 1e300;
  EXPECT_TRUE(fails(bad));
  EXPECT_TRUE(fails(good, {{-1, 1}}));
  EXPECT_TRUE(fails(good, {{0.1, INFINITY}}));
  EXPECT_TRUE(fails(good, {}, {.prices = 2, .times = 2}));
}

}  // namespace
}  // namespace gammafield::pricing
