#include "exposure/book.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string_view>

#include "exposure/testing_book.h"

namespace gammafield::exposure {
namespace {

using market::Right;

TEST(Book, HoldsWhatHasOpenInterestAndAPriceInTheChainsOrder) {
  auto priced = testing_priced_chain({{0.1, Right::call, 100, 0.2, 7},
                                      {0.1, Right::put, 100, 0.2, 0},
                                      {0.1, Right::call, 95, 0.2, 5},
                                      {0.5, Right::put, 90, 0.2, 3}});
  auto chain = std::make_shared<market::ChainSnapshot>(*priced->chain);
  chain->rows.push_back(chain->rows.back());  // a contract that pricing could do nothing with
  chain->rows.back().open_interest = market::Contracts{15};
  priced->chain = chain;
  const Book book = make_book(priced, Positioning{PositioningModel::naive}, ExpiryFilter{});
  ASSERT_EQ(book.holdings.size(), 3U);
  EXPECT_EQ(book.holdings[0].strike.value(), 95);
  EXPECT_EQ(book.holdings[1].strike.value(), 100);
  EXPECT_EQ(book.holdings[2].strike.value(), 90);
  EXPECT_EQ(book.holdings[2].expiry, 1U);
  EXPECT_EQ(book.holdings[2].right, Right::put);
  EXPECT_EQ(book.holdings[2].gross_shares.value(), 300);
  EXPECT_EQ(book.holdings[2].dealer_shares.value(), -300);
  EXPECT_EQ(book.kept_open_interest.value(), 30);
  EXPECT_DOUBLE_EQ(coverage(book), 0.5) << "15 of 30 contracts are in it";
}

TEST(Book, SaysWhatItWasMadeWith) {
  const auto priced = testing_priced_chain({{0.1, Right::call, 100, 0.2, 7}});
  const Book book =
      make_book(priced, Positioning{PositioningModel::all_short}, ExpiryFilter::parse("le_dte:7").value());
  EXPECT_EQ(book.positioning, PositioningModel::all_short);
  EXPECT_EQ(book.expiry_filter, "le_dte:7");
  EXPECT_TRUE(book.holdings.empty()) << "the one expiry is 36 days away";
  EXPECT_EQ(coverage(book), 0) << "nothing kept, nothing covered, and not NaN";
}

TEST(Book, LeavesOutOpenInterestThatCannotBe) {
  struct Row {
    std::string_view why;
    double open_interest;
    std::size_t held, implausible;
  };
  const Row rows[] = {
      {"the largest series ever listed had millions", 5e6, 1, 0},
      {"more shares than there are", 1e14, 0, 1},
      {"would overflow a sum", 1e308, 0, 1},
      {"infinity", std::numeric_limits<double>::infinity(), 0, 1},
      {"not a number", std::numeric_limits<double>::quiet_NaN(), 0, 1},
      {"negative", -5, 0, 1},
      {"none", 0, 0, 0},
  };
  for (const Row& row : rows) {
    const Book book = testing_book({{0.1, Right::call, 100, 0.2, row.open_interest}});
    EXPECT_EQ(book.holdings.size(), row.held) << row.why;
    EXPECT_EQ(book.implausible, row.implausible) << row.why;
    EXPECT_TRUE(std::isfinite(coverage(book))) << row.why;
  }
}

TEST(Book, OpenInterestThatTheSourceLacksIsNotZeroContracts) {
  auto priced = testing_priced_chain({{0.1, Right::call, 100, 0.2, 7}, {0.1, Right::put, 100, 0.2, 7}});
  auto chain = std::make_shared<market::ChainSnapshot>(*priced->chain);
  chain->rows[1].open_interest.reset();
  priced->chain = chain;
  const Book book = make_book(priced, Positioning{PositioningModel::naive}, ExpiryFilter{});
  EXPECT_EQ(book.holdings.size(), 1U);
  EXPECT_EQ(book.kept_open_interest.value(), 7);
}

}  // namespace
}  // namespace gammafield::exposure
