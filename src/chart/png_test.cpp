#include "chart/png.h"

#include <gtest/gtest.h>

#include <cmath>

#include "chart/chart.h"
#include "chart/testing_report.h"

/// Read by the leak sanitizer: fontconfig keeps its configuration for the life of the process.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so\n"; }

namespace gammafield::chart {
namespace {

constexpr std::string_view small =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="#102030"/></svg>)";

/// Big-endian, as PNG has them.
unsigned number_at(const std::string& bytes, std::size_t at) {
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return number;
}

class Png : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto png = png_from_svg(small, PixelScale{1});
    if (!png) GTEST_SKIP() << png.error().message;
  }
};

TEST_F(Png, HasTheSignatureAndTheSizeAskedFor) {
  const auto png = png_from_svg(small, PixelScale{2.5});
  ASSERT_TRUE(png) << png.error().message;
  EXPECT_EQ(png->substr(0, 8), "\x89PNG\r\n\x1A\n");
  EXPECT_EQ(png->substr(12, 4), "IHDR");
  EXPECT_EQ(number_at(*png, 16), 75u);
  EXPECT_EQ(number_at(*png, 20), 50u);
  EXPECT_EQ(png->substr(png->size() - 8, 4), "IEND");
}

TEST_F(Png, IsMadeFromTheChartInBothThemes) {
  for (const auto theme : {Theme::light, Theme::dark}) {
    const auto png =
        png_from_svg(svg(testing::made_up_report(), testing::made_up_profile(), {.theme = theme}), PixelScale{1});
    ASSERT_TRUE(png) << png.error().message;
    EXPECT_EQ(number_at(*png, 16), 1280u);
    EXPECT_GT(png->size(), 40000u) << "more than an empty sheet";
  }
}

TEST_F(Png, RefusesWhatCannotBeDrawnInOneLine) {
  struct Row {
    std::string_view why, svg;
    double scale;
    base::RefusalKind kind;
  };
  const Row rows[] = {{"not XML", "GEX", 1, base::RefusalKind::input_rejected},
                      {"cut short", small.substr(0, 60), 1, base::RefusalKind::input_rejected},
                      {"nothing", "", 1, base::RefusalKind::input_rejected},
                      {"no scale", small, 0, base::RefusalKind::usage},
                      {"larger than memory", small, 1e9, base::RefusalKind::usage},
                      {"not a number", small, std::nan(""), base::RefusalKind::usage}};
  for (const auto& row : rows) {
    const auto png = png_from_svg(row.svg, PixelScale{row.scale});
    ASSERT_FALSE(png) << row.why;
    EXPECT_EQ(png.error().kind, row.kind) << row.why;
    EXPECT_EQ(png.error().message.find('\n'), std::string::npos) << png.error().message;
  }
}

}  // namespace
}  // namespace gammafield::chart
