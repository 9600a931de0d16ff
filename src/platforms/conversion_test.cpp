#include "platforms/conversion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "platforms/tick.h"

namespace gammafield::platforms {
namespace {

constexpr market::Instant moment{std::chrono::seconds{1'787'083'200}};

TEST(Conversion, IsAsUsualForThePairOrAsAsked) {
  struct Row {
    std::string_view why, from;
    double from_price;
    ConversionWish wish;
    double level, converted;
  };
  const Row rows[] = {
      {"an index and its future: by difference", "SPX", 5000, {"ES", 5012.25, {}}, 5100, 5112.25},
      {"by ratio where asked", "SPX", 5000, {"ES", 5050, ConversionMethod::ratio}, 5100, 5151},
      {"an index and its fund: by ratio", "SPX", 5000, {"SPY", 500, {}}, 5100, 510},
      {"the future as a platform writes it", "NDX", 20000, {"/NQZ26", 20100, {}}, 20500, 20600},
      {"a broker's name of it", "SPX", 5000, {"ESZ6.CME@RITHMIC", 5010, {}}, 5000, 5010},
      {"another broker's", "RUT", 2000, {"RTY 12-26", 2008, {}}, 2100, 2108},
      {"a fund on the future", "QQQ", 500, {"NQ", 20600, {}}, 510, 21012},
      {"a pair of no table, by the user's word",
       "NIFTY",
       25000,
       {"NIFTY1!", 25080, ConversionMethod::difference},
       25500,
       25580},
  };
  for (const auto& row : rows) {
    const auto found = conversion(row.from, market::Spot{row.from_price}, moment, row.wish);
    ASSERT_TRUE(found) << row.why << ": " << found.error().message;
    EXPECT_NEAR((*found)(market::Spot{row.level}).value(), row.converted, 1e-9) << row.why;
  }
}

TEST(Conversion, RefusesNonsenseInOneLine) {
  struct Row {
    std::string_view why, from;
    double from_price;
    ConversionWish wish;
    std::string_view said;
  };
  const Row rows[] = {
      {"no instrument", "SPX", 5000, {"", 5000, {}}, "to which instrument"},
      {"no price", "SPX", 5000, {"ES", 0, {}}, "price of ES is missing"},
      {"not a number", "SPX", 5000, {"ES", std::nan(""), {}}, "price of ES is missing"},
      {"SPY's price given for ES", "SPX", 5000, {"ES", 501, {}}, "1 is usual"},
      {"yesterday's price after a crash", "SPX", 5000, {"ES", 5400, {}}, "1 is usual"},
      {"a difference between sizes", "SPX", 5000, {"SPY", 500, ConversionMethod::difference}, "use ratio"},
      {"a pair nobody knows", "SPX", 5000, {"GC", 2600, {}}, "by difference or by ratio"},
      {"a difference between strangers", "SPX", 5000, {"GC", 2600, ConversionMethod::difference}, "different size"},
      {"nothing in common", "SPX", 5000, {"XYZ", 1e-3, ConversionMethod::ratio}, "nothing in common"},
      {"no price to convert from", "SPX", 0, {"ES", 5000, {}}, "no price to convert from"},
  };
  for (const auto& row : rows) {
    const auto found = conversion(row.from, market::Spot{row.from_price}, moment, row.wish);
    ASSERT_FALSE(found) << row.why;
    EXPECT_NE(found.error().message.find(row.said), std::string::npos) << row.why << ": " << found.error().message;
    EXPECT_EQ(found.error().message.find('\n'), std::string::npos) << row.why;
  }
}

TEST(ProductOf, KnowsAFutureUnderItsManyNames) {
  struct Row {
    std::string_view instrument, product;
  };
  const Row rows[] = {{"ES", "ES"},
                      {"es", "ES"},
                      {"/ES", "ES"},
                      {"ES1!", "ES"},
                      {"ESZ6", "ES"},
                      {"ESZ2026", "ES"},
                      {"ES 12-26", "ES"},
                      {"MESH27", "MES"},
                      {"@NQ", "NQ"},
                      {"ESTX50", "ESTX50"},
                      {"ESZ", "ESZ"},
                      {"SPY", "SPY"},
                      {"ESZ6.CME@RITHMIC", "ES"},
                      {"", ""}};
  for (const auto& row : rows) EXPECT_EQ(product_of(row.instrument), row.product) << row.instrument;
}

TEST(Tick, RoundsToPricesThereAre) {
  struct Row {
    std::string_view product;
    double price;
    std::string_view text;
  };
  const Row rows[] = {{"ES", 5012.37, "5012.25"}, {"ES", 5012.38, "5012.5"},     {"RTY", 2100.149, "2100.1"},
                      {"YM", 38000.5, "38001"},   {"SPX", 4960.2468, "4960.25"}, {"SPX", 5100, "5100"}};
  for (const auto& row : rows) {
    EXPECT_EQ(price_text(rounded(market::Spot{row.price}, tick_of(row.product, market::Exchange::us))), row.text);
  }
  EXPECT_EQ(price_text(rounded(market::Spot{24999.98}, tick_of("NIFTY", market::Exchange::nse))), "25000");
}

}  // namespace
}  // namespace gammafield::platforms
