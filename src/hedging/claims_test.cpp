#include "hedging/claims.h"

#include <gtest/gtest.h>

#include <set>

namespace gammafield::hedging {
namespace {

TEST(Claims, AreWrongAllOfThem) {
  for (const Verdict& verdict : verdicts()) EXPECT_FALSE(verdict.holds) << verdict.id << ": " << verdict.says;
}

TEST(Claims, AreThoseOfHedgingInTheList) {
  std::set<std::string> ids;
  for (const Verdict& verdict : verdicts()) ids.insert(verdict.id);
  EXPECT_EQ(ids, (std::set<std::string>{"E1", "E10", "E11", "E2", "E3", "E4", "E5", "E6", "E7", "E9"}));
}

TEST(Claims, FailBecauseShortGammaFollowsTheMove) {
  for (const Claim& claim : claims()) {
    const Verdict verdict = verdict_of(claim);
    EXPECT_EQ(verdict.effect, claim.story.contracts.value() < 0 ? MoveEffect::amplifies : MoveEffect::dampens)
        << verdict.follows;
  }
}

TEST(Claims, HoldOnceTheDealersSideIsTurned) {
  for (const Claim& claim : claims()) {
    Claim turned = claim;
    turned.story = mirrored(claim.story);
    const bool says_both = claim.trades == Trades::sells && claim.effect == MoveEffect::amplifies;
    if (says_both) continue;  // E1 of long gamma: the trade is right, what it does is not
    EXPECT_TRUE(verdict_of(turned).holds) << claim.id << ": " << claim.says;
  }
}

TEST(Claims, SayWhatFollows) {
  EXPECT_EQ(verdict_of(claims().front()).follows,
            "short 500 calls at 100, from 98 to 100: buys 7,883 shares, which amplifies the move");
  const auto all = verdicts();
  EXPECT_EQ(all[all.size() - 2].follows, "each contract is 100 shares: buys 500,000");
  EXPECT_EQ(all.back().follows, "it is 0.1 of a share a contract, a delta of 0.001: a hundredth of that threshold");
}

}  // namespace
}  // namespace gammafield::hedging
