#include "ingest/index_roots.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
using market::Date;

constexpr Date monthly{2026y / 9 / 18}, weekly{2026y / 9 / 11}, next_monthly{2026y / 10 / 16};

RawOption option(Date expiry, double strike) {
  RawOption raw;
  raw.expiry = expiry;
  raw.strike = market::Strike{strike};
  return raw;
}

std::vector<std::string_view> roots_of(const std::vector<RawOption>& options) {
  std::vector<std::string_view> roots;
  for (const auto& raw : options) roots.push_back(raw.root);
  return roots;
}

using Roots = std::vector<std::string_view>;

TEST(GiveRoots, SeeTheSeamBetweenTwoBlocks) {
  std::vector<RawOption> options{option(monthly, 5000), option(next_monthly, 5000),                    // AM
                                 option(weekly, 5000), option(monthly, 5000), option(monthly, 5100)};  // PM
  const auto finding = give_roots(options, "SPX", market::Calendar::us());
  EXPECT_EQ(roots_of(options), (Roots{"SPX", "SPX", "SPXW", "SPXW", "SPXW"}));
  EXPECT_EQ(finding.collisions, 1U);
  EXPECT_EQ(finding.by_block, 4U) << "the weekly needed no seam";
  EXPECT_EQ(finding.unresolved, 0U);
}

TEST(GiveRoots, GoByTheDateWhereNoSeamIs) {
  std::vector<RawOption> options{option(weekly, 5000), option(monthly, 5000), option(monthly, 5000),
                                 option(monthly, 5100)};
  const auto finding = give_roots(options, "SPX", market::Calendar::us());
  EXPECT_EQ(roots_of(options), (Roots{"SPXW", "SPX", "SPXW", "SPX"}));
  EXPECT_EQ(finding.collisions, 1U);
  EXPECT_EQ(finding.by_block, 0U);
  EXPECT_EQ(finding.unresolved, 1U) << "5100 stands alone on a day of both series";
}

TEST(GiveRoots, DoNotTakeASeamAtFaceValue) {
  // A file of two weeklies in reverse order steps back once too, but a weekly is never AM-settled.
  std::vector<RawOption> options{option(Date{2026y / 9 / 25}, 5000), option(weekly, 5000)};
  EXPECT_EQ(give_roots(options, "NDX", market::Calendar::us()).by_block, 0U);
  EXPECT_EQ(roots_of(options), (Roots{"NDXP", "NDXP"}));
}

TEST(GiveRoots, KnowAMovedMonthly) {
  // The third Friday of June 2026 is Juneteenth: SPX expires the Thursday before.
  std::vector<RawOption> options{option(Date{2026y / 6 / 18}, 5000)};
  (void)give_roots(options, "RUT", market::Calendar::us());
  EXPECT_EQ(roots_of(options), (Roots{"RUT"}));
}

TEST(GiveRoots, LeaveEveryOtherSymbolItself) {
  for (const std::string_view symbol : {"SPY", "SPXW", "XSP"}) {
    std::vector<RawOption> options{option(monthly, 500), option(weekly, 500)};
    const auto finding = give_roots(options, symbol, market::Calendar::us());
    EXPECT_EQ(roots_of(options), (Roots{symbol, symbol}));
    EXPECT_EQ(finding.unresolved, 0U);
  }
}

TEST(GiveRoots, DoNotMakeAFussAboutVix) {
  std::vector<RawOption> options{option(Date{2026y / 9 / 16}, 20), option(Date{2026y / 9 / 9}, 20)};
  const auto finding = give_roots(options, "VIX", market::Calendar::us());
  EXPECT_EQ(roots_of(options), (Roots{"VIX", "VIXW"})) << "the seam shows, and both settle at the opening";
  EXPECT_EQ(finding.by_block + finding.unresolved, 0U);
}

}  // namespace
}  // namespace gammafield::ingest
