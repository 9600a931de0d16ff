#include "ingest/ladder.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
constexpr market::Date first = 2024y / March / 15, second = 2024y / April / 19;

LadderWatch watch(const std::vector<std::tuple<std::string_view, market::Date, double>>& rows) {
  LadderWatch ladders;
  for (const auto& [root, expiry, strike] : rows) ladders.saw(root, expiry, market::Strike{strike});
  return ladders;
}

TEST(LadderWatch, SeesALastExpiryThatStopsTooEarly) {
  struct Row {
    std::string_view why;
    std::vector<std::tuple<std::string_view, market::Date, double>> rows;
    std::optional<double> spot;
    bool cut;
  };
  const Row rows[] = {
      {"nothing read", {}, 100, false},
      {"both reach as far",
       {{"XYZ", first, 80}, {"XYZ", first, 120}, {"XYZ", second, 80}, {"XYZ", second, 120}},
       100,
       false},
      {"the last one ends below spot", {{"XYZ", first, 120}, {"XYZ", second, 80}, {"XYZ", second, 90}}, 100, true},
      {"the only one ends below spot", {{"XYZ", first, 80}, {"XYZ", first, 90}}, 100, true},
      {"spot unknown and no other expiry to compare", {{"XYZ", first, 80}, {"XYZ", first, 90}}, std::nullopt, false},
      {"well short of the others", {{"XYZ", first, 200}, {"XYZ", second, 90}, {"XYZ", second, 110}}, 100, true},
      {"other roots have other ladders", {{"SPXW", first, 200}, {"SPX", second, 110}}, 100, false},
      {"roots of one date take turns",
       {{"SPX", first, 100}, {"SPXW", first, 100}, {"SPX", first, 120}, {"SPXW", first, 120}},
       110,
       false},
      {"a file sorted otherwise proves nothing", {{"XYZ", second, 200}, {"XYZ", first, 90}}, 100, false},
  };
  for (const Row& row : rows) {
    const auto spot = row.spot ? std::optional(market::Spot{*row.spot}) : std::nullopt;
    EXPECT_EQ(watch(row.rows).sign_of_cut(spot).has_value(), row.cut) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::ingest
