#include "hedging/rehedge_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

constexpr market::Spot spot{450};
constexpr market::ImpliedVol vol{0.15};

RehedgeTable of_the_text() { return rehedge_table(spot, vol, rehedge_bands({0.10, 0.15}, spot), text_cases(spot)); }

TEST(RehedgeTable, AgreesWithTheFigures) {
  struct Row {
    double gamma, gamma_tolerance, narrow, wide, move_tolerance;
  };
  const Row rows[] = {{0.3194, 5e-5, 0.31, 0.47, 0.005},
                      {0.02061, 5e-6, 4.85, 7.28, 0.005},
                      {0.0111, 5e-5, 9.0, 13.5, 0.05},
                      {0.0055, 5e-5, 18, 27, 0.5}};
  const auto table = of_the_text();
  ASSERT_EQ(table.rows.size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const auto& row = table.rows[i];
    EXPECT_NEAR(row.gamma.value(), rows[i].gamma, rows[i].gamma_tolerance) << row.of.name;
    EXPECT_NEAR(row.by_band[0]->move.value(), rows[i].narrow, rows[i].move_tolerance) << row.of.name;
    EXPECT_NEAR(row.by_band[1]->move.value(), rows[i].wide, rows[i].move_tolerance) << row.of.name;
  }
}

TEST(RehedgeTable, HasTheTextsColumnInOrderAndAtAboutAThirdOfItsOwnThreshold) {
  const auto rows = of_the_text().rows;
  EXPECT_LT(rows[0].of.text_move->high, rows[1].of.text_move->low);
  EXPECT_LT(rows[1].of.text_move->high, rows[2].of.text_move->low);
  EXPECT_NEAR((*rows[1].text_band_low + *rows[1].text_band_high) / 2, 0.05, 0.005) << "not 0.1 to 0.2";
  EXPECT_FALSE(rows[3].text_band_low);
}

TEST(RehedgeTable, HasTheTextsDollarsAtItsPriceAlone) {
  for (const auto& of : text_cases(market::Spot{5800})) {
    EXPECT_TRUE(of.text_says.empty()) << of.name;
    EXPECT_FALSE(of.text_move) << of.name;
  }
}

TEST(RehedgeTable, TurnsADesksSharesIntoDollarsOfMove) {
  // $100M of stock at $450 is 222,222 shares; 500 of them are 0.00225 of delta a share
  const auto table = of_the_text();
  ASSERT_EQ(table.bands.size(), 5U);
  EXPECT_DOUBLE_EQ(table.bands[2].width.value(), 0.00225);
  EXPECT_DOUBLE_EQ(table.bands[3].width.value(), 0.00675);
  EXPECT_DOUBLE_EQ(table.bands[4].width.value(), 0.0225);
  EXPECT_NEAR(table.rows[1].by_band[2]->move.value(), 0.109, 5e-4);
}

TEST(RehedgeTable, TakesTheTimeThatAMoveTakes) {
  // $4.85 is 1.08 % of spot, 15 % a year: (0.0108 / 0.15)^2 of a year
  const auto row = of_the_text().rows[1];
  EXPECT_NEAR(row.by_band[0]->between.value(), std::pow(row.by_band[0]->move.value() / 450 / 0.15, 2) * 98'280, 1e-6);
  EXPECT_NEAR(row.by_band[0]->between.value() / minutes_a_session, 1.30, 0.005) << "sessions";
  EXPECT_NEAR(row.by_band[1]->between.value() / row.by_band[0]->between.value(), 2.25, 1e-9);
}

TEST(RehedgeTable, HasNoMoveForWhatIsNeverRehedged) {
  const RehedgeCase far{"", 1.0, market::Years{1.0 / 365}, "", std::nullopt};
  const auto row = rehedge_table(spot, vol, rehedge_bands({0.10}, spot), {far}).rows.front();
  for (const auto& band : row.by_band) EXPECT_FALSE(band);
}

RC_GTEST_PROP(RehedgeTable, MovesDeltaByANarrowBand, ()) {
  const double otm = *rc::gen::inRange(0, 10) / 100.0, days = *rc::gen::inRange(5, 200);
  const RehedgeCase of{"", otm, market::Years{days / 365}, "", std::nullopt};
  const double gamma = rehedge_table(spot, vol, {}, {of}).rows.front().gamma.value();
  const double deviation = 450 * vol.value() * std::sqrt(of.left.value());
  const double width = gamma * deviation / 1000;  // so narrow that gamma is the same all the way
  const auto row = rehedge_table(spot, vol, {{"narrow", market::Delta{width}}}, {of}).rows.front();
  const auto moved = pricing::black_scholes_greeks({market::Right::call, 450 + row.by_band[0]->move.value(),
                                                    row.strike.value(), of.left.value(), 0, 0, vol.value()});
  RC_ASSERT(std::abs(moved.delta - row.delta.value() - width) < 0.01 * width);
}

TEST(OutsideFlow, OfThePensionFundIsTenToEighteenTimesTheHedging) {
  const auto found = swamped({}, spot);
  EXPECT_NEAR(found.hedging_low.value(), 112.5e6, 1);
  EXPECT_NEAR(found.hedging_high.value(), 202.5e6, 1);
  EXPECT_NEAR(found.ratio_low, 9.88, 0.005);
  EXPECT_NEAR(found.ratio_high, 17.78, 0.005);
}

}  // namespace
}  // namespace gammafield::hedging
