#include "exports/numerals.h"

#include <limits>

#include <gtest/gtest.h>

namespace gammafield::exports {
namespace {

TEST(Numerals, ReadAsPeopleWriteThem) {
  EXPECT_EQ(grouped(4505.1001), "4,505.10");
  EXPECT_EQ(grouped(-1234567.891), "-1,234,567.89");
  EXPECT_EQ(grouped(450, true), "450");
  EXPECT_EQ(grouped(437.5, true), "437.50");
  EXPECT_EQ(grouped_integer(999.6), "1,000");
  EXPECT_EQ(signed_percent(-0.4384), "-0.44 %");
}

TEST(Numerals, ScaleMoneyToThreeDigits) {
  struct Row {
    std::string_view why;
    double dollars;
    std::string text;
  };
  const Row rows[] = {
      {"billions", 22.149e9, "+$22.1bn"},        {"negative", -3.1e8, "-$310m"},
      {"zero has no side but a plus", 0, "+$0"}, {"under a thousand", 812.4, "+$812"},
      {"rounds up a unit", 999'600, "+$1.00m"},  {"trillions", 4e12, "+$4.00tn"},
      {"beyond trillions", 4e16, "+$40,000tn"},
  };
  for (const auto& row : rows) EXPECT_EQ(signed_money(row.dollars), row.text) << row.why;
}

TEST(Numerals, NeverPrintNan) {
  EXPECT_EQ(signed_money(std::numeric_limits<double>::quiet_NaN()), "n/a");
  EXPECT_EQ(grouped(std::numeric_limits<double>::infinity()), "n/a");
}

}  // namespace
}  // namespace gammafield::exports
