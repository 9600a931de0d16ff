#include "studies/sheet_of.h"

#include <array>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "pricing/testing_chain.h"

namespace gammafield::studies {
namespace {

using pricing::MadeExpiry;
using research::LevelSheet;

constexpr double implied = 1e-4;  // forwards and discounts are implied from quotes

/// The book of tools/reference/sheet_golden.py.
LevelSheet sheet(const engine::Settings& settings = {}) {
  const market::Date near = std::chrono::year{2026} / 8 / 21, far = std::chrono::year{2026} / 9 / 18;
  pricing::TestingChain made;
  made.with_spot(5000);
  made.add_quoted({.root = "SPXW", .date = near, .forward = 5002, .discount = 0.9995}, 4900, 5150, 25);
  made.add_quoted({.root = "SPX", .date = far, .sigma = [](double) { return 0.3; }}, 4900, 5150, 25);
  made.add_quoted({.root = "SPXW", .date = far, .sigma = [](double) { return 0.18; }}, 4900, 5150, 25);
  made.change_rows([](market::OptionRow& row) {
    const bool call = row.right == market::Right::call;
    const double strike = row.strike.value();
    double held = 100 + (call ? 7 : -5) * (strike - 4900) / 25 + 40 * row.expiry;
    if (call && strike == 5100) held += 900;
    if (!call && strike == 4950) held += 700;
    row.open_interest = market::Contracts{held};
  });
  auto loaded = std::make_shared<ingest::LoadedChain>();
  loaded->chain = made.chain();
  const auto analysis = engine::analyse(std::shared_ptr<const ingest::LoadedChain>(loaded), settings);
  EXPECT_TRUE(analysis) << analysis.error().message;
  return sheet_of(*analysis, "made");
}

void expect_settling(const std::vector<research::Settling>& settling, std::array<double, 3> gross) {
  ASSERT_EQ(settling.size(), gross.size());
  const std::array<std::string_view, 3> times{"2026-08-21T20:00:00Z", "2026-09-18T13:30:00Z", "2026-09-18T20:00:00Z"};
  for (std::size_t i = 0; i < gross.size(); ++i) {
    EXPECT_EQ(market::to_string(settling[i].at), times[i]);
    EXPECT_EQ(market::to_string(settling[i].session), times[i].substr(0, 10));
    EXPECT_NEAR(settling[i].gross.value() / gross[i], 1, implied);
  }
}

TEST(SheetOf, HasWallsWithSpotThereAndWhatSettlesCloseBy) {
  const auto made = sheet();
  ASSERT_EQ(made.walls.size(), 2U) << "the bases agree";
  const auto& put = made.walls[0];
  EXPECT_EQ(put.strike.value(), 4950);
  EXPECT_NEAR(put.net_gex.value() / 30124020.904987797, 1, implied);
  EXPECT_NEAR(put.gross_gex.value() / 561556819.6861278, 1, implied);
  expect_settling(put.close_by, {82261735.91120286, 22000053.217546552, 38612739.29611113});
  const auto& call = made.walls[1];
  EXPECT_EQ(call.strike.value(), 5100);
  EXPECT_NEAR(call.net_gex.value() / 195652247.79324418, 1, implied);
  EXPECT_NEAR(call.gross_gex.value() / 581386265.3904991, 1, implied);
  expect_settling(call.close_by, {97286204.87812811, 40415395.13508262, 73881953.41745071});
  expect_settling(made.settling, {298440705.23242646, 107637061.50272177, 205800927.58917403});
}

TEST(SheetOf, HasTheChanceOfPositiveGexWhereBandsAreAskedFor) {
  EXPECT_FALSE(sheet().positive_gex_chance);
  engine::Settings settings;
  ASSERT_FALSE(engine::apply_option(settings, "bands=on"));
  const auto wide = sheet(settings).positive_gex_chance;
  ASSERT_TRUE(wide);
  EXPECT_GT(*wide, 0.5);
  EXPECT_LT(*wide, 1);
  ASSERT_FALSE(engine::apply_option(settings, "uncertainty.prior=off"));
  EXPECT_EQ(sheet(settings).positive_gex_chance, 1) << "nothing is uncertain, and net GEX is positive";
}

}  // namespace
}  // namespace gammafield::studies
