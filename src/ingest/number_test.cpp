#include "ingest/number.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>

namespace gammafield::ingest {
namespace {

TEST(ParseNumber, TakesDecimalsOnly) {
  struct Row {
    std::string_view why;
    std::string_view cell;
    double value;
  };
  const Row rows[] = {
      {"an integer", "1231", 1231},
      {"negative", "-0.0001", -0.0001},
      {"no digit before the point", ".5", 0.5},
      {"no digit after the point", "5.", 5},
      {"spaces around", " 12 ", 12},
      {"a plus sign", "+4.63", 4.63},
      {"an exponent", "1.13787e-06", 1.13787e-06},
      {"more digits than are exact in one division", "202.525001525879", 202.525001525879},
      {"seventeen digits", "0.12500875000000001", 0.12500875000000001},
  };
  for (const Row& row : rows) {
    const auto number = parse_number(row.cell);
    ASSERT_TRUE(number.has_value()) << row.why;
    EXPECT_EQ(*number, row.value) << row.why;
  }
}

TEST(ParseNumber, TellsMissingFromBroken) {
  struct Row {
    std::string_view why;
    std::string_view cell;
    NumberFault fault;
  };
  const Row rows[] = {
      {"an empty cell has no value", "", NumberFault::empty},
      {"blanks only", "  ", NumberFault::empty},
      {"pandas writes nan", "nan", NumberFault::empty},
      {"JavaScript writes NaN", "NaN", NumberFault::empty},
      {"negative nan of C", "-nan", NumberFault::empty},
      {"Python's None", "None", NumberFault::empty},
      {"null", "null", NumberFault::empty},
      {"a dash on web pages", "-", NumberFault::empty},
      {"not available", "N/A", NumberFault::empty},
      {"infinity is no market value", "Infinity", NumberFault::out_of_range},
      {"negative infinity", "-inf", NumberFault::out_of_range},
      {"beyond a double", "1e999", NumberFault::out_of_range},
      {"a word", "abc", NumberFault::not_a_number},
      {"a number with a unit", "12%", NumberFault::not_a_number},
      {"thousands separators are not asked for here", "1,234", NumberFault::not_a_number},
      {"two points", "1.2.3", NumberFault::not_a_number},
      {"two numbers", "1 2", NumberFault::not_a_number},
      {"hexadecimal", "0x10", NumberFault::not_a_number},
      {"a sign alone", "+", NumberFault::not_a_number},
      {"a point alone", ".", NumberFault::not_a_number},
  };
  for (const Row& row : rows) {
    const auto number = parse_number(row.cell);
    ASSERT_FALSE(number.has_value()) << row.why;
    EXPECT_EQ(number.error(), row.fault) << row.why;
  }
}

TEST(ParseGroupedNumber, TakesGroupsOfThree) {
  struct Row {
    std::string_view why;
    std::string_view cell;
    std::optional<double> value;
  };
  const Row rows[] = {
      {"no group", "4500.53", 4500.53},
      {"comma", "4,500.53", 4500.53},
      {"two groups", "265,377,359", 265377359},
      {"negative", "-1,234", -1234},
      {"French narrow space",
       "77\xE2\x80\xAF"
       "883\xE2\x80\xAF"
       "662",
       77883662},
      {"no-break space",
       "1\xC2\xA0"
       "234",
       1234},
      {"Swiss apostrophe", "1'234.5", 1234.5},
      {"a last group of two is a cut or a decimal comma", "1,23", std::nullopt},
      {"a first group of four", "1234,567", std::nullopt},
      {"an empty group", "1,,234", std::nullopt},
      {"a separator first", ",234", std::nullopt},
      {"a group cut at its separator", "1,234,", std::nullopt},
      {"a word", "a,bcd", std::nullopt},
  };
  for (const Row& row : rows) {
    const auto number = parse_grouped_number(row.cell);
    EXPECT_EQ(number.has_value(), row.value.has_value()) << row.why;
    if (number && row.value) {
      EXPECT_EQ(*number, *row.value) << row.why;
    }
  }
}

RC_GTEST_PROP(ParseNumber, AgreesWithTheLibraryToTheLastBit, (std::int64_t mantissa, std::uint8_t places)) {
  const auto text = fmt::format("{:.{}f}", static_cast<double>(mantissa) / 1e6, places % 10);
  const auto number = parse_number(text);
  RC_ASSERT(number.has_value());
  RC_ASSERT(*number == std::strtod(text.c_str(), nullptr));
}

RC_GTEST_PROP(ParseNumber, NeverGivesAnythingButAFiniteNumber, (const std::string& text)) {
  const auto number = parse_number(text);
  RC_ASSERT((!number || std::isfinite(*number)));
  const auto grouped = parse_grouped_number(text);
  RC_ASSERT((!grouped || std::isfinite(*grouped)));
}

}  // namespace
}  // namespace gammafield::ingest
