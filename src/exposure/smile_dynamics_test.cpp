#include "exposure/smile_dynamics.h"

#include <gtest/gtest.h>

namespace gammafield::exposure {
namespace {

TEST(SmileDynamics, AreReadAndWrittenByName) {
  for (const char* name : {"sticky_strike", "sticky_moneyness", "ssr:1.5", "ssr:-2", "ssr:0"}) {
    const auto dynamics = parse_smile_dynamics(name);
    ASSERT_TRUE(dynamics) << name;
    EXPECT_EQ(to_string(*dynamics), name);
  }
  for (const char* name : {"", "sticky", "ssr", "ssr:", "ssr:x", "ssr:1.5x", "ssr:nan", "ssr:inf", "ssr:11"})
    EXPECT_FALSE(parse_smile_dynamics(name)) << name;
}

}  // namespace
}  // namespace gammafield::exposure
