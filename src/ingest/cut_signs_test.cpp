#include "ingest/cut_signs.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;

/// `expiries` ladders of strikes 80 to 120 in fives, call and put of each strike side by side.
std::vector<SnapshotDraft::Held> paired_rows(int expiries) {
  std::vector<SnapshotDraft::Held> rows;
  for (int e = 0; e < expiries; ++e) {
    for (int strike = 80; strike <= 120; strike += 5) {
      for (const auto right : {market::Right::call, market::Right::put}) {
        RawOption option;
        option.root = "ACME";
        option.expiry = sys_days{2026y / 9 / 18} + days{7 * e};
        option.strike = market::Strike{double(strike)};
        option.right = right;
        rows.push_back({option, {}});
      }
    }
  }
  return rows;
}

TEST(SignOfCut, IsNotSeenInWholeTables) {
  EXPECT_FALSE(sign_of_cut(paired_rows(3), market::Spot{100}));
  EXPECT_FALSE(sign_of_cut(paired_rows(1), std::nullopt));
  EXPECT_FALSE(sign_of_cut({}, market::Spot{100}));
}

TEST(SignOfCut, SeesACallWithoutItsPut) {
  auto rows = paired_rows(3);
  rows.pop_back();
  const auto sign = sign_of_cut(rows, market::Spot{100});
  ASSERT_TRUE(sign);
  EXPECT_NE(sign->find("call of strike 120 without the put"), sign->npos) << *sign;
}

TEST(SignOfCut, SeesALadderThatStopsBelowSpot) {
  auto rows = paired_rows(3);
  rows.resize(rows.size() - 10);  // the last expiry ends at 95
  EXPECT_TRUE(sign_of_cut(rows, market::Spot{100}));
  EXPECT_TRUE(sign_of_cut(rows, std::nullopt)) << "95 is short of 0.8 of 120 too";
}

TEST(SignOfCut, CannotSeeACutNearTheTop) {
  auto rows = paired_rows(3);
  rows.resize(rows.size() - 2);
  EXPECT_FALSE(sign_of_cut(rows, market::Spot{100})) << "which is why the end of the reading is always told";
}

TEST(SignOfCut, MindsTheOrderOfTheFile) {
  auto rows = paired_rows(2);
  std::ranges::reverse(rows);  // strikes fall: a file in this order ends at its lowest strike
  EXPECT_FALSE(sign_of_cut(rows, market::Spot{100}));
}

}  // namespace
}  // namespace gammafield::ingest
