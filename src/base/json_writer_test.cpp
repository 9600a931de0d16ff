#include "base/json_writer.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

namespace gammafield::base {
namespace {

std::string one(double number) { return JsonWriter{}.value(number).take(); }

TEST(JsonWriter, WritesNumbersThatReadBackToTheSameBits) {
  for (const double number : {0.1, 1.0 / 3, 4505.1001, 5e-324, 1.7976931348623157e308, -12.0}) {
    EXPECT_EQ(std::strtod(one(number).c_str(), nullptr), number) << one(number);
  }
}

TEST(JsonWriter, LetsNoNanAndNoInfinityOut) {
  EXPECT_EQ(one(std::nan("")), "null");
  EXPECT_EQ(one(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(one(-0.0), "0");
}

TEST(JsonWriter, EscapesWhatWouldEndAString) {
  EXPECT_EQ(JsonWriter{}.value("a\"b\\c\n\x01").take(), "\"a\\\"b\\\\c\\n\\u0001\"");
}

TEST(JsonWriter, PutsTheCommas) {
  JsonWriter json;
  json.begin_object().field("a", 1).key("b").begin_array().value(1.5).null().end_array();
  json.key("c").begin_object().end_object().field("d", std::optional<double>{}).end_object();
  EXPECT_EQ(json.take(), R"({"a":1,"b":[1.5,null],"c":{},"d":null})");
}

TEST(JsonWriter, IndentsWhenAsked) {
  JsonWriter json{2};
  json.begin_object().field("a", true).key("b").begin_array().value(1).end_array().end_object();
  EXPECT_EQ(json.take(), "{\n  \"a\": true,\n  \"b\": [\n    1\n  ]\n}");
}

}  // namespace
}  // namespace gammafield::base
