#include "platforms/platforms.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "platforms/level_list.h"
#include "platforms/names.h"
#include "platforms/testing_report.h"
#include "platforms/tick.h"

namespace gammafield::platforms {
namespace {

using testing::made_up_report;
using testing::report_without_levels;
using testing::watched_report;
using testing::zero_dte_report;

std::string file_text(const std::string& name) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/platforms/" + name, std::ios::binary};
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// GAMMAFIELD_WRITE_GOLDEN=1 writes the files anew, to be looked at before they are committed.
void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("GAMMAFIELD_WRITE_GOLDEN") != nullptr) {
    std::ofstream{std::string{GAMMAFIELD_TESTDATA} + "/platforms/" + name, std::ios::binary} << text;
  }
  EXPECT_EQ(text, file_text(name)) << name;
}

Conversion to_es() {
  const auto report = made_up_report();
  return *conversion("SPX", report.spot, report.as_of, {.to = "ES", .to_price = 5012.25});
}

TEST(PlatformFormats, AreAsTheGoldenFilesSay) {
  const auto report = watched_report();
  const auto today = zero_dte_report();
  for (const auto& each : formats()) {
    const std::string name{each.name};
    expect_golden(name + std::string{each.extension}, text(report, each.format, {{}, "", &today}));
    expect_golden(name + "_es" + std::string{each.extension}, text(report, each.format, {to_es(), "", &today}));
    expect_golden(name + "_nothing" + std::string{each.extension}, text(report_without_levels(), each.format));
  }
}

TEST(PlatformFormats, AreFoundByTheirNames) {
  for (const auto& each : formats()) {
    EXPECT_EQ(parse_format(each.name), each.format);
    EXPECT_EQ(info(each.format).name, each.name);
  }
  EXPECT_EQ(parse_format("table"), std::nullopt);
  EXPECT_EQ(parse_format(""), std::nullopt);
}

TEST(PlatformFormats, InventNoLevel) {
  struct Row {
    Format format;
    std::string_view text;
  };
  const Row rows[] = {{Format::tv, "$SPX: \n"},
                      {Format::tv_columns, "\n"},
                      {Format::tv_table, "\n"},
                      {Format::ninjatrader, "Instrument,Label,Price,Color\n"},
                      {Format::sierra, "Price\tLabel\tColor\n"},
                      {Format::jigsaw, ""}};
  for (const auto& row : rows) EXPECT_EQ(text(report_without_levels(), row.format), row.text) << info(row.format).name;
  EXPECT_EQ(text(report_without_levels(), Format::tv_own).find("\nL|"), std::string::npos);
  EXPECT_EQ(text(report_without_levels(), Format::pine).find("plot("), std::string::npos);
  EXPECT_EQ(text(report_without_levels(), Format::tos).find("plot "), std::string::npos);
}

TEST(PlatformFormats, SayWhatIsMissing) {
  auto report = made_up_report();
  report.levels.flip = base::failure(levels::NoLevel::positive_everywhere);
  for (const auto& each : formats()) {
    const auto said = text(report, each.format) + remarks(report, each.format);
    EXPECT_NE(said.find("positive_everywhere"), std::string::npos) << each.name;
  }
}

TEST(PlatformFormats, SayTheBasisOfAConversion) {
  const Target target{to_es(), "", nullptr};
  for (const auto& each : formats()) {
    const auto said = text(made_up_report(), each.format, target) + remarks(made_up_report(), each.format, target);
    EXPECT_NE(said.find("SPX 5000 = ES 5012.25 at 2026-08-18T20:00:00Z by difference +12.25"), std::string::npos)
        << each.name;
  }
}

TEST(PlatformFormats, ComeTwiceAsTheSameBytes) {
  for (const auto& each : formats())
    EXPECT_EQ(text(watched_report(), each.format), text(watched_report(), each.format));
}

TEST(LevelList, HasTheMostImportantFirst) {
  const auto today = zero_dte_report();
  const auto list = level_list(watched_report(), {{}, "", &today});
  EXPECT_TRUE(std::ranges::is_sorted(list.lines, {}, &Line::kind));
  EXPECT_EQ(name(list.lines.front()), "Call Wall");
  EXPECT_EQ(name(list.lines.back()), "GEX 10");
}

TEST(LevelList, ShowsTheStandingWallWithItsState) {
  const auto list = level_list(watched_report(), {});
  EXPECT_EQ(list.lines[0].price, market::Spot{5075});
  EXPECT_EQ(name_and_state(list.lines[0]), "Call Wall (TESTED)");
  EXPECT_EQ(level_list(made_up_report(), {}).lines[0].price, market::Spot{5100});
}

TEST(LevelList, RanksStrikesByTheSizeOfTheirNetExposure) {
  const auto list = level_list(made_up_report(), {});
  std::vector<double> ranked;
  for (const auto& line : list.lines) {
    if (line.kind == LineKind::gex) ranked.push_back(line.price.value());
  }
  EXPECT_EQ(ranked, (std::vector<double>{4700, 4750, 4800, 4850, 4900, 4950, 5000, 5050, 5100, 5150}));
}

/// Hundreds of zones: what is pasted stays below the limit of the text field, and keeps the walls.
RC_GTEST_PROP(PlatformProperty, PastedStringsFitTheirFieldAndKeepTheMostImportant, ()) {
  auto report = watched_report();
  report.symbol = *rc::gen::string<std::string>();
  const auto zones = *rc::gen::inRange(0, 400);
  for (int i = 0; i < zones; ++i) {
    const double low = *rc::gen::inRange(1, 90000) + 0.37;
    report.levels.clusters.push_back(
        {market::Strike{low}, market::Strike{low + 1 + i}, low, market::UsdPerPercent{1e9}, 0.1, 0.1, true});
  }
  for (const auto& each : formats()) {
    const auto pasted = text(report, each.format);
    RC_ASSERT(pasted.ends_with("\n"));
    if (!each.pasted) continue;
    RC_ASSERT(pasted.size() <= pasted_bytes_max);
    RC_ASSERT(pasted.find("5075") != std::string::npos);
    RC_ASSERT(pasted.find("4850") != std::string::npos);
  }
}

RC_GTEST_PROP(PlatformProperty, EveryPriceIsOneTheInstrumentCanHave, ()) {
  auto report = made_up_report();
  const double by = *rc::gen::inRange(-150, 150) / 7.0;
  report.levels.flip = testing::flip_at(5000 + by);
  const auto wished = conversion("SPX", report.spot, report.as_of, {.to = "ES", .to_price = 5000 + by});
  RC_ASSERT(wished.has_value());
  for (const Line& line : level_list(report, {*wished, "", nullptr}).lines) {
    RC_ASSERT(std::abs(std::remainder(line.price.value(), 0.25)) < 1e-9);
    RC_ASSERT(line.price.value() > 0);
    if (line.high) RC_ASSERT(line.high->value() > line.price.value());
  }
}

TEST(PineHistory, ShowsEachSessionFromItsOwnMomentToTheNext) {
  std::vector<engine::Report> reports;
  for (int day = 0; day < 3; ++day) {
    auto report = made_up_report();
    report.as_of -= std::chrono::days{day};
    report.session = market::Date{std::chrono::sys_days{report.session} - std::chrono::days{day}};
    report.levels.call_wall = testing::wall_at(5100 - 25 * day, 4e9);
    if (day == 1) report.levels.flip = base::failure(levels::NoLevel::no_sign_change);
    reports.push_back(std::move(report));
  }
  expect_golden("pine_history.pine", pine_history(reports));
  const auto script = pine_history(reports);
  EXPECT_NE(script.find(R"(numbers("5050,5075,5100"))"), std::string::npos) << "in the order of time";
  EXPECT_NE(script.find(R"(numbers("4960.25,na,4960.25"))"), std::string::npos) << "no flip is no number";
}

TEST(PineHistory, KeepsTheLastNinetySessionsAndTheLastOfEach) {
  std::vector<engine::Report> reports;
  for (int day = 0; day < 120; ++day) {
    for (int hour = 0; hour < 2; ++hour) {
      auto report = made_up_report();
      report.as_of += std::chrono::days{day} + std::chrono::hours{hour};
      report.session = market::Date{std::chrono::sys_days{report.session} + std::chrono::days{day}};
      report.levels.call_wall = testing::wall_at(5000 + day + hour * 0.5, 4e9);
      reports.push_back(std::move(report));
    }
  }
  const auto script = pine_history(reports);
  EXPECT_NE(script.find("90 sessions"), std::string::npos);
  EXPECT_NE(script.find("\"5030.5,5031.5"), std::string::npos);
  EXPECT_EQ(script.find("5030,"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::platforms
