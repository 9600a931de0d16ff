#include "studies/strategy_run.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "research/world.h"

namespace gammafield::studies {
namespace {

StudyPlan plan_of(std::string_view extra) {
  const auto text = R"(kind = "strategy"
symbols = ["XYZ"]
[levels]
chains = ["*.csv"]
[prices]
XYZ = "bars.csv"
[inference]
draws = 10
)" + std::string{extra};
  auto plan = read_study(text, "mine.toml");
  EXPECT_TRUE(plan) << plan.error().message;
  return plan ? std::move(*plan) : StudyPlan{};
}

Gathered made_up(std::size_t days = 30) {
  return {.days = {research::made_up_days({.plant = {}, .days = days, .seed = 4})},
          .quotes = {},
          .published = {},
          .data = {},
          .left_out = {}};
}

TEST(RunStrategy, DrawsEquityBesideTheUnderlyingAndTheDrawdown) {
  const auto gathered = made_up();
  const auto parts = run_strategy(plan_of("[strategy]\nname = \"W3\"\npermutations = 3\n"), gathered, {});
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->figures.size(), 1U);
  const auto& curves = parts->figures[0].curves;
  ASSERT_EQ(curves.size(), 3U);
  EXPECT_FALSE(curves[0].reference);
  EXPECT_TRUE(curves[1].reference);
  EXPECT_EQ(curves[2].name, "drawdown") << "the name that has a panel of its own";
  ASSERT_EQ(curves[0].points.size(), 30U);
  ASSERT_GT(parts->trades.size(), 3U);
  const double net = std::accumulate(parts->trades.begin(), parts->trades.end(), 0.0,
                                     [](double sum, const auto& trade) { return sum + trade.gross - trade.cost; });
  EXPECT_NEAR(curves[0].points.back().y.value, net, 1e-9) << "trades within sessions add up to the equity";
  for (const auto& point : curves[2].points) EXPECT_LE(point.y.value, 0);
  for (const auto& trade : parts->trades) {
    EXPECT_LT(trade.entered, trade.left);
    EXPECT_TRUE(trade.entry_reason.starts_with("down to the put wall")) << trade.entry_reason;
  }
}

TEST(RunStrategy, TakesParametersAndCostsFromTheFile) {
  const auto gathered = made_up();
  const auto plain = run_strategy(plan_of("[strategy]\nname = \"W3\"\npermutations = 1\n"), gathered, {});
  const auto dear = run_strategy(
      plan_of("[strategy]\nname = \"W3\"\npermutations = 1\n[costs]\nunderlying_half_spread = 0.01\n"), gathered, {});
  const auto near =
      run_strategy(plan_of("[strategy]\nname = \"W3\"\npermutations = 1\nover_wall = 0.001\n"), gathered, {});
  ASSERT_TRUE(plain && dear && near);
  ASSERT_EQ(plain->trades.size(), dear->trades.size());
  EXPECT_NEAR(dear->trades[0].cost, 2 * 1.001, 0.05) << "one per cent each way, and the fees";
  EXPECT_EQ(plain->trades[0].gross, dear->trades[0].gross);
  EXPECT_GT(near->trades.size(), plain->trades.size()) << "a tenth of a per cent above the wall is reached more often";
}

TEST(RunStrategy, SaysWhatWasNotDecided) {
  const auto says = [](const StrategyParts& parts, std::string_view text) {
    return std::ranges::any_of(parts.cautions,
                               [&](const auto& caution) { return caution.find(text) != std::string::npos; });
  };
  const auto gathered = made_up();
  const auto ceiling = run_strategy(plan_of("[strategy]\nname = \"W2\"\npermutations = 1\n"), gathered, {});
  ASSERT_TRUE(ceiling);
  EXPECT_TRUE(says(*ceiling, "XYZ: the rule never traded."));
  EXPECT_TRUE(says(*ceiling, "needs quotes of options"));
  const auto magnet = run_strategy(plan_of("[strategy]\nname = \"W1\"\npermutations = 1\n"), gathered, {});
  ASSERT_TRUE(magnet);
  EXPECT_FALSE(magnet->trades.empty());
  EXPECT_TRUE(says(*magnet, fmt::format("the rule traded {} times in 30 sessions", magnet->trades.size())));
  EXPECT_TRUE(says(*magnet, "needs the expiries of the wall's exposure; the condition was left out"));
  const auto strict =
      run_strategy(plan_of("[strategy]\nname = \"W1\"\npermutations = 1\nmissing = \"never_trade\"\n"), gathered, {});
  ASSERT_TRUE(strict);
  EXPECT_TRUE(strict->trades.empty());
  EXPECT_TRUE(says(*strict, "without it the rule does not trade"));
}

/// What is said to be lacking, and no more once a file tells it.
TEST(RunStrategy, KnowsWhatItsFilesTell) {
  auto gathered = made_up();
  for (auto& day : gathered.days[0].days) day.sheet.flip = market::Spot{day.sheet.spot.value() * 0.99};
  const auto says = [&](std::string_view strategy, std::string_view text) {
    const auto plan = plan_of(fmt::format("[strategy]\nname = {}\npermutations = 1\n", strategy));
    const auto parts = run_strategy(plan, gathered, {});
    return std::ranges::any_of(parts->cautions,
                               [&](const auto& caution) { return caution.find(text) != std::string::npos; });
  };
  constexpr std::string_view fade = "\"T3\"\nstable_sessions = 1\nexcursion_low = 0.002";
  constexpr std::string_view straddle = "\"T2\"\ndistance = 10\nfalling_sessions = 0\nput_wall_share = 0";
  EXPECT_TRUE(says(fade, "needs scheduled events"));
  EXPECT_TRUE(says(fade, "needs volume against its usual"));
  EXPECT_TRUE(says(straddle, "needs the VIX"));
  const auto& days = gathered.days[0].days;
  gathered.context.events = {{days.front().session, "CPI"}, {days.back().session, "FOMC"}};
  gathered.context.vix.push_back({market::Calendar::us().previous_trading_day(days.front().session), 15});
  for (const auto& day : days) gathered.context.vix.push_back({day.session, 15});
  for (auto& day : gathered.days[0].days) {
    for (const auto& price : day.prices) day.volume_z.push_back({price.at, -1});
  }
  EXPECT_FALSE(says(fade, "needs scheduled events"));
  EXPECT_FALSE(says(fade, "needs volume against its usual"));
  EXPECT_FALSE(says(straddle, "needs the VIX"));
}

TEST(RunStrategy, PricesOptionsByTheQuotesOfTheDaysChain) {
  auto gathered = made_up(6);
  const auto& day = gathered.days[0].days[0];
  auto quotes = std::make_shared<strategies::OptionQuotes>();
  quotes->as_of = quotes->available = day.sheet.as_of;
  quotes->spot = day.sheet.spot.value();
  strategies::ExpiryQuotes expiry{.date = gathered.days[0].days[1].session,
                                  .settles_at = gathered.days[0].days[1].close,
                                  .forward = quotes->spot,
                                  .discount = 1,
                                  .strikes = {}};
  for (double strike = 4500; strike <= 5500; strike += 5) expiry.strikes.push_back({strike, 0.16, 0.2, 0.2});
  quotes->expiries.push_back(std::move(expiry));
  const auto plan = plan_of("[strategy]\nname = \"W2\"\npermutations = 1\n");
  gathered.quotes["XYZ"][day.sheet.as_of] = quotes;
  const auto parts = run_strategy(plan, gathered, {});
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->trades.size(), 1U);
  EXPECT_EQ(parts->trades[0].exit_reason, "settled");
  gathered.quotes.clear();
  gathered.quotes["XYZ"][day.sheet.as_of - std::chrono::hours{1}] = quotes;
  EXPECT_TRUE(run_strategy(plan, gathered, {})->trades.empty()) << "the quotes of another moment";
}

}  // namespace
}  // namespace gammafield::studies
