#include "simulate/surface.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "pricing/black_scholes.h"

namespace gammafield::simulate {
namespace {

using market::ImpliedVol;
using market::Price;
using market::Right;
using market::Strike;
using market::Years;

double on_thousand(double from, double to, int step) { return from + (to - from) * step / 1000; }

Surface any_surface() {
  const double near_vol = on_thousand(0.03, 1, *rc::gen::inRange(0, 1001));
  const double far_vol = on_thousand(0.03, 1, *rc::gen::inRange(0, 1001));
  return Surface(ImpliedVol{near_vol}, ImpliedVol{far_vol}, Skew{on_thousand(-0.95, 0.95, *rc::gen::inRange(0, 1001))});
}

/// A minute to five years, all orders of size alike.
double any_years() { return std::exp(on_thousand(std::log(2e-6), std::log(5), *rc::gen::inRange(0, 1001))); }

/// Undiscounted call on a forward of 1.
double call(const Surface& surface, double strike, double years) {
  const ImpliedVol vol = surface.implied_vol(Price{1}, Strike{strike}, Years{years});
  return pricing::black_price(Right::call, 1, strike, vol.value() * std::sqrt(years));
}

// The formulas of the header in Python's floats: near 0.11, far 0.205, skew -0.6, forward 6500.
TEST(Surface, HasTheVolatilitiesOfItsFormula) {
  const Surface surface(ImpliedVol{0.11}, ImpliedVol{0.205}, Skew{-0.6});
  struct Row {
    std::string_view why;
    double strike, years, vol;
  };
  const Row rows[] = {
      {"a put of the front month", 6000, 0.1, 0.22170638499552736},
      {"at the money", 6500, 0.1, 0.1338927633699743},
      {"a call a day out", 6600, 0.0027, 0.10632652181304715},
      {"a crash put of two years", 3000, 2, 0.36896154284711546},
      {"a far call of two years", 9000, 2, 0.15813439634149465},
  };
  for (const Row& row : rows) {
    const double vol = surface.implied_vol(Price{6500}, Strike{row.strike}, Years{row.years}).value();
    EXPECT_NEAR(vol, row.vol, 1e-12 * row.vol) << row.why;
  }
}

TEST(Surface, AtTheMoneyGoesFromNearToFar) {
  const Surface surface(ImpliedVol{0.11}, ImpliedVol{0.205}, Skew{-0.6});
  EXPECT_NEAR(surface.at_the_money(Years{1e-6}).value(), 0.11, 1e-5);
  EXPECT_NEAR(surface.at_the_money(Years{1e4}).value(), 0.205, 1e-5);
  EXPECT_DOUBLE_EQ(surface.at_the_money(Years{0.3}).value(),
                   surface.implied_vol(Price{6500}, Strike{6500}, Years{0.3}).value());
}

RC_GTEST_PROP(Surface, HasNoButterfly, ()) {
  const Surface surface = any_surface();
  const double years = any_years();
  const double reach = 8 * surface.at_the_money(Years{years}).value() * std::sqrt(years);
  const double middle = std::exp(reach * on_thousand(-1, 1, *rc::gen::inRange(0, 1001)));
  const double width = middle * std::min(0.5, 0.05 * reach);
  const double fly =
      call(surface, middle - width, years) - 2 * call(surface, middle, years) + call(surface, middle + width, years);
  RC_ASSERT(fly >= -1e-14);
}

RC_GTEST_PROP(Surface, HasNoCalendarSpread, ()) {
  const Surface surface = any_surface();
  const double sooner = any_years();
  const double later = sooner * (1 + *rc::gen::inRange(1, 1000) * 0.01);
  const double reach = 8 * surface.at_the_money(Years{later}).value() * std::sqrt(later);
  const double strike = std::exp(reach * on_thousand(-1, 1, *rc::gen::inRange(0, 1001)));
  RC_ASSERT(call(surface, strike, later) - call(surface, strike, sooner) >= -1e-14);
}

}  // namespace
}  // namespace gammafield::simulate
