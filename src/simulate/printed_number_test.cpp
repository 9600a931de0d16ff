#include "simulate/printed_number.h"

#include <gtest/gtest.h>

#include <string_view>

namespace gammafield::simulate {
namespace {

using Number = base::Strong<struct NumberTag>;

template <WholeNumbers style>
std::string printed(double value) {
  std::string text;
  append<style>(text, Number{value});
  return text;
}

TEST(PrintedNumber, IsAsTheVendorWritesIt) {
  struct Row {
    std::string_view why;
    double value;
    std::string_view csv, json;
  };
  const Row rows[] = {
      {"nothing", 0, "0", "0.0"},
      {"no minus before zero", -0.0, "0", "0.0"},
      {"nor before what rounds to it", -0.00004, "0", "0.0"},
      {"whole", 2103, "2103", "2103.0"},
      {"zeros behind are dropped", 2087.8, "2087.8", "2087.8"},
      {"zeros inside are kept", 0.0305, "0.0305", "0.0305"},
      {"four decimals at most", 0.12345, "0.1235", "0.1235"},
      {"rounded up to the next whole", 1.99999, "2", "2.0"},
      {"negative below one", -0.075, "-0.075", "-0.075"},
      {"an open interest", 1'234'567, "1234567", "1234567.0"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(printed<WholeNumbers::plain>(row.value), row.csv) << row.why;
    EXPECT_EQ(printed<WholeNumbers::with_zero>(row.value), row.json) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::simulate
