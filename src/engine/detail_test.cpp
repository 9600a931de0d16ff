#include <string>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "engine/report_json.h"
#include "engine/testing_data.h"

namespace gammafield::engine {
namespace {

using simdjson::dom::element;

/// What only the whole report tells, by its place.
bool is_left_out(const std::string& path) {
  for (const std::string part :
       {"/levels/flip_range", "/levels/flip_alternatives/ex_", "/levels/flip_alternatives/0dte",
        "/exposure/mean_over_next_minutes", "/data_quality/smile", "/assumptions/detail"})
    if (path.starts_with(part)) return true;
  return false;
}

/// Whatever is not left out is there and the same.
void expect_same(const element& brief, const element& full, const std::string& path, int& compared) {
  if (is_left_out(path)) return;
  if (full.is_object()) {
    for (const auto field : full.get_object()) {
      const std::string place = path + "/" + std::string{field.key};
      if (is_left_out(place)) continue;
      element other;
      ASSERT_EQ(brief.at_key(field.key).get(other), simdjson::SUCCESS) << place;
      expect_same(other, field.value, place, compared);
    }
    return;
  }
  ++compared;
  EXPECT_EQ(simdjson::minify(brief), simdjson::minify(full)) << path;
}

TEST(Detail, LevelsAreThoseOfTheWholeReport) {
  for (const std::string file :
       {"cboe_spx_2023-09-14T1631.csv.gz", "cboe_eod_spy_2026-08-12.csv.gz", "cboe_nvda_2025-01-06T2130.csv.gz"}) {
    GAMMAFIELD_NEEDS_DATA(file);
    Settings settings;
    const std::string full = to_json(analysed(file, settings).report);
    settings.detail = Detail::levels;
    const std::string brief = to_json(analysed(file, settings).report);
    simdjson::dom::parser first, second;
    int compared = 0;
    expect_same(first.parse(brief), second.parse(full), "", compared);
    EXPECT_GT(compared, 150) << file;
  }
}

TEST(Detail, WhatIsLeftOutSaysSo) {
  const std::string file = "cboe_nvda_2025-01-06T2130.csv.gz";
  GAMMAFIELD_NEEDS_DATA(file);
  Settings settings;
  settings.detail = Detail::levels;
  const Report report = analysed(file, settings).report;
  EXPECT_EQ(report.flip_range.ends().error(), levels::NoLevel::left_out);
  EXPECT_EQ(report.flip_variants.ex_next.error(), levels::NoLevel::left_out);
  EXPECT_EQ(report.levels.mean_exposure.error(), levels::NoLevel::left_out);
  ASSERT_TRUE(report.levels.flip);
}

}  // namespace
}  // namespace gammafield::engine
