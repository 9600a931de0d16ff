#include "levels/wall.h"

#include <gtest/gtest.h>

#include <string_view>
#include <variant>
#include <vector>

#include "levels/testing_strikes.h"

namespace gammafield::levels {
namespace {

using market::Spot;

/// The strike expected, or the reason why there is none.
using Expected = std::variant<double, NoLevel>;

void expect(const Level<WallStrike>& found, const Expected& expected) {
  if (const auto* strike = std::get_if<double>(&expected)) {
    ASSERT_TRUE(found) << to_string(found.error());
    EXPECT_EQ(found->strike.value(), *strike);
  } else {
    ASSERT_FALSE(found) << found->strike.value();
    EXPECT_EQ(to_string(found.error()), to_string(std::get<NoLevel>(expected)));
  }
}

TEST(CallWalls, FollowTheirRule) {
  struct Row {
    std::string_view why;
    std::vector<TestingStrike> strikes;
    Basis basis;
    CallWallSide side;
    Expected wall;
  };
  const std::vector<TestingStrike> typical{{90, 2, 9}, {95, 3, 12}, {98, 30, 5}, {105, 20, 4}, {110, 28, 27}};
  const std::vector<TestingStrike> all_below{{90, 2, 1}, {95, 3, 1}};
  const std::vector<TestingStrike> puts_above{{95, 9, 1}, {105, 1, 2}, {110, 0, 2}};
  const Row rows[] = {
      {"NET: most net exposure at or above spot", typical, Basis::net, CallWallSide::above, 105.0},
      {"NET, any side: may lie below spot", typical, Basis::net, CallWallSide::any, 98.0},
      {"GROSS: calls alone, whatever the puts", typical, Basis::gross, CallWallSide::above, 110.0},
      {"ABS: calls and puts together", typical, Basis::absolute, CallWallSide::above, 110.0},
      {"a strike exactly at spot is on the side", {{100, 5, 1}, {105, 3, 1}}, Basis::net, CallWallSide::above, 100.0},
      {"every strike below spot", all_below, Basis::net, CallWallSide::above, NoLevel::no_strike_on_side},
      {"every strike below spot, any side", all_below, Basis::net, CallWallSide::any, 95.0},
      {"puts outweigh calls at every strike above: never the least negative", puts_above, Basis::net,
       CallWallSide::above, NoLevel::no_positive},
      {"the same strikes have call exposure", puts_above, Basis::gross, CallWallSide::above, 105.0},
      {"calls equal puts: zero is not positive", {{105, 2, 2}}, Basis::net, CallWallSide::above, NoLevel::no_positive},
      {"no strikes", {}, Basis::net, CallWallSide::above, NoLevel::empty_book},
      {"1e-13 of gross is rounding, not a wall",
       {{95, 0, 1}, {105, 1e-13, 0}},
       Basis::net,
       CallWallSide::above,
       NoLevel::no_positive},
      {"a tie goes to the strike nearer to spot", {{105, 7, 0}, {110, 7, 0}}, Basis::net, CallWallSide::above, 105.0},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    expect(call_wall(testing_strikes(row.strikes), Spot{100}, row.basis, row.side), row.wall);
  }
}

TEST(PutWalls, FollowTheirRule) {
  struct Row {
    std::string_view why;
    std::vector<TestingStrike> strikes;
    PutWallRule rule;
    Expected wall;
  };
  const std::vector<TestingStrike> typical{{85, 1, 14}, {90, 20, 30}, {95, 9, 6}, {98, 8, 6}, {105, 1, 40}};
  const Row rows[] = {
      {"most negative net at or below spot", typical, PutWallRule::most_negative_net, 85.0},
      {"most put exposure, whatever the calls", typical, PutWallRule::gross_put, 90.0},
      {"most positive net below spot", typical, PutWallRule::max_positive_below, 95.0},
      {"most exposure of both kinds", typical, PutWallRule::absolute, 90.0},
      {"a strike at spot counts for the negative rule", {{100, 1, 5}}, PutWallRule::most_negative_net, 100.0},
      {"and not for the positive one, which asks for below",
       {{100, 5, 1}},
       PutWallRule::max_positive_below,
       NoLevel::no_strike_on_side},
      {"calls outweigh puts everywhere below", {{90, 5, 1}}, PutWallRule::most_negative_net, NoLevel::no_negative},
      {"puts outweigh calls everywhere below", {{90, 1, 5}}, PutWallRule::max_positive_below, NoLevel::no_positive},
      {"every strike above spot", {{105, 1, 5}}, PutWallRule::most_negative_net, NoLevel::no_strike_on_side},
      {"no puts at all below", {{90, 5, 0}}, PutWallRule::gross_put, NoLevel::no_positive},
      {"no strikes", {}, PutWallRule::absolute, NoLevel::empty_book},
      {"a tie goes to the strike nearer to spot", {{90, 0, 7}, {95, 0, 7}}, PutWallRule::most_negative_net, 95.0},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    expect(put_wall(testing_strikes(row.strikes), Spot{100}, row.rule), row.wall);
  }
}

TEST(Peaks, AreUnrestricted) {
  const auto strikes = testing_strikes({{90, 30, 5}, {95, 20, 19}, {105, 20, 4}});
  const Spot spot{100};
  EXPECT_EQ(peak_net_strike(strikes, spot)->strike.value(), 90);
  EXPECT_EQ(absolute_gamma_strike(strikes, spot)->strike.value(), 95);
  EXPECT_EQ(peak_strike(strikes, spot, Measure::call)->strike.value(), 90);
  EXPECT_EQ(peak_strike(strikes, spot, Measure::put)->strike.value(), 95);
}

TEST(WallStrikes, SayHowLargeTheyAre) {
  const auto strikes = testing_strikes({{90, 0, 8}, {95, 1, 3}, {105, 6, 0}, {110, 2, 0}});
  const Spot spot{100};

  const auto call = call_wall(strikes, spot, Basis::net, CallWallSide::above);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->measure, Measure::net);
  EXPECT_DOUBLE_EQ(call->value.value(), 6);
  EXPECT_DOUBLE_EQ(call->share, 6.0 / 18) << "of |N| over all strikes";
  EXPECT_DOUBLE_EQ(call->rank_gap.value(), 3);

  const auto put = put_wall(strikes, spot, PutWallRule::most_negative_net);
  ASSERT_TRUE(put);
  EXPECT_DOUBLE_EQ(put->value.value(), -8) << "signed";
  EXPECT_DOUBLE_EQ(put->share, 8.0 / 18);
  EXPECT_DOUBLE_EQ(put->rank_gap.value(), 4);

  const auto gross = put_wall(strikes, spot, PutWallRule::gross_put);
  ASSERT_TRUE(gross);
  EXPECT_EQ(gross->measure, Measure::put);
  EXPECT_DOUBLE_EQ(gross->value.value(), 8) << "P_K, never negative";
  EXPECT_DOUBLE_EQ(gross->share, 8.0 / 11) << "of P over all strikes";

  EXPECT_EQ(peak_strike(testing_strikes({{105, 6, 0}}), spot, Measure::net)->rank_gap, std::nullopt);
}

TEST(WallNames, AreTheOptionRegistrys) {
  EXPECT_EQ(to_string(Basis::net), "NET");
  EXPECT_EQ(to_string(Basis::absolute), "ABS");
  EXPECT_EQ(to_string(PutWallRule::most_negative_net), "most_negative_net");
  EXPECT_EQ(to_string(PutWallRule::absolute), "abs");
  EXPECT_EQ(to_string(MechanicalEffect::amplifying), "amplifying");
}

}  // namespace
}  // namespace gammafield::levels
