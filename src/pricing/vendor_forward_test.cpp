#include "pricing/vendor_forward.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "pricing/black_scholes.h"
#include "pricing/priced_chain.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;

/// A page without spot and quotes, whose vendor priced off a forward of 5,020 with no carry.
TestingChain vendor_page(double delta_noise) {
  const MadeExpiry listed;
  const auto settles = market::Calendar::us().settles_at(listed.date, market::Settlement::pm);
  const double years = static_cast<double>((settles - at_noon(tuesday)).count()) / (365.0 * 86400);
  TestingChain made;
  made.add_quoted(listed, 4500, 5500, 25).change_rows([=](OptionRow& row) {
    row.bid = row.ask = std::nullopt;
    const double v = row.vendor_vol->value() * std::sqrt(years);
    const double n1 = normal_distribution(std::log(listed.forward / row.strike.value()) / v + v / 2);
    const double noise = std::fmod(row.strike.value(), 50) == 0 ? delta_noise : -delta_noise;
    row.vendor_delta = market::Delta{(row.right == Right::call ? n1 : n1 - 1) + noise};
  });
  return made;
}

TEST(SpotFromVendorDeltas, IsTheForwardTheVendorPricedOff) {
  const auto priced = price_chain(std::make_shared<market::ChainSnapshot>(vendor_page(0).chain()), {});
  ASSERT_TRUE(priced) << priced.error().message;
  EXPECT_EQ(priced->spot_source, market::SpotSource::vendor_deltas);
  EXPECT_NEAR(priced->spot.value(), 5020, 1e-6);
  EXPECT_EQ(priced->flags.front().code, "spot_from_vendor_deltas");
}

TEST(SpotFromVendorDeltas, IsWithheldWhenTheDeltasContradictEachOther) {
  const auto priced = price_chain(std::make_shared<market::ChainSnapshot>(vendor_page(0.2).chain()), {});
  ASSERT_FALSE(priced);
  EXPECT_EQ(priced.error().kind, base::RefusalKind::no_usable_data);
  EXPECT_NE(priced.error().message.find("--spot"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::pricing
