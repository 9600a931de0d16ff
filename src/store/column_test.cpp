#include "store/column.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

namespace gammafield::store {
namespace {

constexpr auto none = std::nullopt;

std::string packed(const Column& now, const Column& before) {
  ByteWriter out;
  put_column(out, now, before);
  return std::move(out).take();
}

bool same_bits(const Column& a, const Column& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].has_value() != b[i].has_value()) return false;
    if (a[i] && std::bit_cast<std::uint64_t>(*a[i]) != std::bit_cast<std::uint64_t>(*b[i])) return false;
  }
  return true;
}

bool comes_back(const Column& now, const Column& before) {
  const std::string bytes = packed(now, before);
  ByteReader in{bytes};
  return same_bits(get_column(in, now.size(), before), now) && in.at_end();
}

TEST(Column, ComesBackToTheBit) {
  struct Row {
    std::string_view why;
    Column now, before;
  };
  const Row rows[] = {
      {"empty", {}, {}},
      {"quotes in cents", {1.25, 0.05, none, 7500}, {}},
      {"quotes less those before", {1.30, none, 0.05, 7500}, {1.25, 0.05, none, 7499.95}},
      {"nothing there at all", {none, none}, {1, 2}},
      {"a third is no decimal", {1.0 / 3, 0.05}, {1.0 / 3, 0.05}},
      {"before was no decimal", {0.25, 0.5}, {1.0 / 3, 0.05}},
      {"a zero with a sign", {-0.0, 1}, {0, 1}},
      {"beyond whole numbers", {1e300, -1e-300}, {}},
      {"nine places and a large number have no common form", {123456789.0, 0.000000001, 9007199254740991.0}, {}},
      {"not finite, which no chain holds", {std::numeric_limits<double>::infinity(), std::nan("")}, {}},
  };
  for (const Row& row : rows) EXPECT_TRUE(comes_back(row.now, row.before)) << row.why;
}

TEST(Column, OfNoChangesIsShort) {
  const Column quotes(25'000, 1.25);
  EXPECT_LT(packed(quotes, quotes).size(), 30'000u);
}

RC_GTEST_PROP(Column, AnyComesBackAfterAnyOther, (std::vector<std::pair<std::uint64_t, bool>> raw, bool decimals)) {
  Column now, before;
  for (const auto& [bits, present] : raw) {
    const double value = decimals ? static_cast<double>(bits % 1'000'000) / 100 : std::bit_cast<double>(bits);
    now.push_back(present ? std::optional{value} : none);
    before.push_back(bits % 3 != 0 ? std::optional{value + static_cast<double>(bits % 7) / 100} : none);
  }
  RC_ASSERT(comes_back(now, before));
  RC_ASSERT(comes_back(now, {}));
}

TEST(Column, CutAnywhereIsNotOk) {
  const Column now{1.25, none, 7500, 1.0 / 3}, before{1.20, 2, none, 5};
  const std::string bytes = packed(now, before);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader in{std::string_view{bytes}.substr(0, size)};
    (void)get_column(in, now.size(), before);
    EXPECT_FALSE(in.ok()) << size;
  }
}

}  // namespace
}  // namespace gammafield::store
