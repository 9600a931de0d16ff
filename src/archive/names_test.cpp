#include "archive/names.h"

#include <gtest/gtest.h>

#include <set>

namespace gammafield::archive {
namespace {

/// Every value up to `last` has a word of its own, and the word leads back to it.
template <class Enum>
void expect_words(Enum last) {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_FALSE(name_of(value).empty()) << i;
    EXPECT_TRUE(words.insert(name_of(value)).second) << name_of(value);
    EXPECT_EQ(named(name_of(value), last), value);
  }
  EXPECT_EQ(named("nothing of the kind", last), std::nullopt);
}

TEST(Names, LeadBackToTheirValues) {
  expect_words(market::Right::put);
  expect_words(market::Settlement::pm);
  expect_words(market::Exercise::american);
  expect_words(market::SpotSource::vendor_deltas);
  expect_words(market::AsOfSource::last_trade);
  expect_words(last_exchange);
  expect_words(last_expiry_class);
  expect_words(ingest::RejectReason::truncated);
  EXPECT_EQ(static_cast<unsigned>(last_exchange) + 1, market::exchange_count) << "a new exchange is archived too";
}

}  // namespace
}  // namespace gammafield::archive
