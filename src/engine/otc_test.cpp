#include "engine/otc.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string_view>

namespace gammafield::engine {
namespace {

TEST(OtcEffect, MultipliesTheListedBook) {
  struct Row {
    std::string_view why;
    double visible_share, rho, multiple, critical_rho, net;
    bool sign_changes;
  };
  const Row rows[] = {
      {"30 % visible: 70/30 as much again, held alike", 0.3, 1, 7.0 / 3, -3.0 / 7, 100 * 10.0 / 3, false},
      {"unrelated: nothing to add on average", 0.3, 0, 7.0 / 3, -3.0 / 7, 100, false},
      {"a little the other way: less", 0.3, -0.4, 7.0 / 3, -3.0 / 7, 100 * (1 - 0.4 * 7 / 3), false},
      {"beyond -0.43: the other sign", 0.3, -0.5, 7.0 / 3, -3.0 / 7, 100 * (1 - 0.5 * 7 / 3), true},
      {"a multiple of five turns at -0.2", 1.0 / 6, -0.21, 5, -0.2, -5, true},
      {"more listed than not: no rho turns it", 0.6, -1, 2.0 / 3, -1.5, 100.0 / 3, false},
  };
  for (const Row& row : rows) {
    const auto effect = otc_effect(market::UsdPerPercent{100}, {row.visible_share, row.rho});
    ASSERT_TRUE(effect) << row.why;
    EXPECT_NEAR(effect->multiple, row.multiple, 1e-12) << row.why;
    EXPECT_NEAR(effect->critical_rho, row.critical_rho, 1e-12) << row.why;
    EXPECT_NEAR(effect->net.value(), row.net, 1e-9) << row.why;
    EXPECT_EQ(effect->sign_changes, row.sign_changes) << row.why;
  }
  EXPECT_FALSE(otc_effect(market::UsdPerPercent{100}, {})) << "everything is listed";
}

RC_GTEST_PROP(OtcEffectProperty, TurnsExactlyBelowTheCriticalRho, ()) {
  const double visible = *rc::gen::inRange(1, 100) / 100.0, rho = *rc::gen::inRange(-100, 101) / 100.0;
  const auto effect = otc_effect(market::UsdPerPercent{-7}, {visible, rho});
  RC_PRE(std::abs(rho - effect->critical_rho) > 1e-9);
  RC_ASSERT(effect->sign_changes == (rho < effect->critical_rho));
  RC_ASSERT(effect->sign_changes == (effect->net.value() > 0));
}

}  // namespace
}  // namespace gammafield::engine
