#include "chart/text_width.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::chart {
namespace {

TEST(TextWidth, AddsTheAdvancesOfDejaVuSans) {
  EXPECT_NEAR(text_width("4,525", {10}), 10 * (4 * 0.636 + 0.318), 1e-9);
  EXPECT_NEAR(text_width("4,525", {10, true}), 10 * (4 * 0.696 + 0.380), 1e-9);
  EXPECT_NEAR(text_width("−5", {10}), 10 * (0.838 + 0.636), 1e-9) << "the minus is one character of three bytes";
  EXPECT_EQ(text_width("", {10}), 0);
}

TEST(Fitted, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(fitted("Call Wall", {12}, Pixels{500}), "Call Wall");
  EXPECT_EQ(fitted("Call Wall", {12}, Pixels{46}), "Call…");
  EXPECT_EQ(fitted("−−−−−−−−", {10}, Pixels{30}), "−−…");
}

RC_GTEST_PROP(Fitted, IsNeverTooWide, ()) {
  const auto text = *rc::gen::string<std::string>();
  const double pixels = *rc::gen::inRange(20, 400);
  const Font font{12, *rc::gen::arbitrary<bool>()};
  RC_ASSERT(text_width(fitted(text, font, Pixels{pixels}), font) <= pixels + 1e-9);
}

TEST(Wrapped, BreaksAtBlanksAndKeepsEveryWord) {
  const auto lines = wrapped("No Gamma Flip: net GEX is negative everywhere.", {10}, Pixels{120});
  ASSERT_GT(lines.size(), 1u);
  std::string joined;
  for (const auto& line : lines) {
    EXPECT_LE(text_width(line, {10}), 120);
    joined += (joined.empty() ? "" : " ") + line;
  }
  EXPECT_EQ(joined, "No Gamma Flip: net GEX is negative everywhere.");
  EXPECT_TRUE(wrapped("", {10}, Pixels{120}).empty());
}

}  // namespace
}  // namespace gammafield::chart
