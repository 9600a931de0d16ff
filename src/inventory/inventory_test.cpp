#include "inventory/inventory.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

constexpr auto put = "SPXW260821P06400000";
constexpr auto call = "SPXW260821C06500000";

market::Date august(unsigned day) { return std::chrono::year{2026} / 8 / std::chrono::day{day}; }

DayFlow day_of(unsigned day, double net, double variance = 0, double squares = 0, double volume = 100) {
  DayFlow flow{august(day), {}};
  flow.contracts[key(put)] = {market::Contracts{net}, ContractsSquared{variance}, ContractsSquared{squares},
                              market::Contracts{volume}};
  return flow;
}

market::ChainSnapshot chain_of(unsigned session, double put_open_interest) {
  market::ChainSnapshot chain;
  chain.session = august(session);
  market::Expiry& expiry = chain.expiries.emplace_back();
  expiry.root = "SPXW";
  expiry.date = august(21);
  market::OptionRow& row = chain.rows.emplace_back();
  row.right = market::Right::put;
  row.strike = market::Strike{6400};
  row.open_interest = market::Contracts{put_open_interest};
  return chain;
}

Held held_put(const Inventory& inventory) { return inventory.held.at(key(put)); }

TEST(Inventory, DealersTakeTheOtherSideOfTheirShareOfTheFlow) {
  const auto inventory = advanced({}, day_of(17, +50, 30, 20), Share{0.8});
  EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), -40) << "customers bought 50, 80 % of them from dealers";
  EXPECT_DOUBLE_EQ(held_put(inventory).variance.value(), 0.64 * 30 + 0.16 * 20);
  EXPECT_EQ(inventory.days, 1U);
  EXPECT_EQ(inventory.through, august(17));
  EXPECT_FALSE(burnt_in(inventory));
}

TEST(Inventory, OpenInterestIsItsBound) {
  struct Row {
    std::string_view why;
    double bought, variance, open_interest;
    double held, held_variance;
  };
  const Row rows[] = {
      {"at the first anchoring positions of before are unknown: + OI^2/3", 50, 9, 90, -50, 9 + 2700},
      {"dealers cannot be short more than there is", 200, 0, 90, -90, 2700},
      {"nor long", -200, 0, 90, 90, 2700},
      {"no variance is larger than the open interest squared", 0, 1e6, 90, 0, 8100},
      {"nothing is open: nothing is held, for certain", 50, 9, 0, 0, 0},
  };
  for (const Row& row : rows) {
    const auto inventory =
        anchored(advanced({}, day_of(17, row.bought, row.variance), Share{1}), chain_of(18, row.open_interest));
    EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), row.held) << row.why;
    EXPECT_DOUBLE_EQ(held_put(inventory).variance.value(), row.held_variance) << row.why;
    EXPECT_FALSE(std::signbit(held_put(inventory).contracts.value()) && row.held == 0) << row.why;
  }
}

TEST(Inventory, OpenInterestThatTheFlowDoesNotExplainAddsDoubt) {
  auto inventory = anchored({}, chain_of(17, 100));  // flat +- 100/sqrt 3
  const double before = held_put(inventory).variance.value();
  inventory = anchored(advanced(std::move(inventory), day_of(17, 30), Share{1}), chain_of(18, 170));
  EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), -30);
  EXPECT_DOUBLE_EQ(held_put(inventory).variance.value(), before + 40) << "70 opened, 30 of them explained";
}

TEST(Inventory, AContractListedLaterIsKnownFromItsFirstDay) {
  auto inventory = anchored({}, chain_of(16, 100));
  inventory.held.clear();  // the put was not in that chain
  inventory = anchored(advanced(std::move(inventory), day_of(17, 30), Share{1}), chain_of(18, 30));
  EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), -30);
  EXPECT_DOUBLE_EQ(held_put(inventory).variance.value(), 0) << "30 bought to open, 30 open: nothing is left to guess";
}

TEST(Inventory, StaysWithinOpenInterestAndTheDaysVolumeBetweenAnchors) {
  auto inventory = anchored({}, chain_of(17, 100));
  inventory = advanced(std::move(inventory), day_of(17, 400, 0, 0, 50), Share{1});
  EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), -150);
}

TEST(Inventory, ForgetsWhatExpiredAndKeepsWhatTheChainLeavesOut) {
  auto inventory = advanced({}, day_of(17, 30), Share{1});
  auto chain = chain_of(18, 100);
  chain.rows.clear();
  EXPECT_TRUE(anchored(inventory, chain).held.contains(key(put)));
  chain.session = august(21);
  EXPECT_TRUE(anchored(inventory, chain).held.contains(key(put))) << "it still trades on its last day";
  chain.session = august(22);
  EXPECT_FALSE(anchored(inventory, chain).held.contains(key(put)));
}

TEST(Inventory, OfOpenCloseDataIsExactlyTheOtherSide) {
  Inventory inventory;
  inventory.model = exposure::PositioningModel::open_close;
  inventory = advanced(advanced(std::move(inventory), day_of(17, 111), Share{1}), day_of(18, -25), Share{1});
  EXPECT_DOUBLE_EQ(held_put(inventory).contracts.value(), -86);
  EXPECT_EQ(held_put(inventory).variance.value(), 0);
}

TEST(Inventory, IsAPositioningOfWhatTraded) {
  auto inventory = advanced({}, day_of(17, 50), Share{1});
  inventory.held[key(call)] = {};  // listed, never traded
  const auto positioning = positioning_of(inventory);
  EXPECT_EQ(positioning.model(), exposure::PositioningModel::flow);
  const auto chain = chain_of(18, 200);
  EXPECT_EQ(positioning.fraction(chain.expiries[0], chain.rows[0], market::Spot{6400}).value(), -0.25);
  EXPECT_TRUE(positioning.covers(chain.expiries[0], chain.rows[0]));
  auto untraded = chain.rows[0];
  untraded.right = market::Right::call;
  untraded.strike = market::Strike{6500};
  EXPECT_EQ(positioning.fraction(chain.expiries[0], untraded, market::Spot{6400}).value(), 0);
  EXPECT_FALSE(positioning.covers(chain.expiries[0], untraded));
}

RC_GTEST_PROP(InventoryProperty, NeverLeavesItsBounds, ()) {
  Inventory inventory;
  for (unsigned day = 1; day <= 10; ++day) {
    const double net = *rc::gen::inRange(-5000, 5001), variance = *rc::gen::inRange(0, 100000);
    const double open_interest = *rc::gen::inRange(0, 3000);
    inventory = advanced(std::move(inventory), day_of(day, net, variance, 0, 5000), Share{0.8});
    inventory = anchored(std::move(inventory), chain_of(day + 1, open_interest));
    RC_ASSERT(std::abs(held_put(inventory).contracts.value()) <= open_interest);
    RC_ASSERT(held_put(inventory).variance.value() >= 0);
    RC_ASSERT(held_put(inventory).variance.value() <= open_interest * open_interest);
  }
}

RC_GTEST_PROP(InventoryProperty, BuysForSellsNegatesIt, ()) {
  Inventory inventory, mirrored;
  for (unsigned day = 1; day <= 10; ++day) {
    const double net = *rc::gen::inRange(-5000, 5001), open_interest = *rc::gen::inRange(0, 3000);
    inventory =
        anchored(advanced(std::move(inventory), day_of(day, net), Share{0.8}), chain_of(day + 1, open_interest));
    mirrored = anchored(advanced(std::move(mirrored), day_of(day, -net), Share{0.8}), chain_of(day + 1, open_interest));
  }
  RC_ASSERT(held_put(mirrored).contracts.value() == -held_put(inventory).contracts.value());
  RC_ASSERT(held_put(mirrored).variance == held_put(inventory).variance);
}

// 300 made-up contracts, listed on the first day and traded for 15: 40 trades a day of 1 to 20 contracts, a quarter of
// them seen with the wrong side, four fifths against dealers, and open interest as the trades leave it. At least 95 %
// of the true positions lie within 1.96 deviations, and no position outside its open interest.
TEST(Inventory, KnowsItsErrorOnAMadeUpMarket) {
  constexpr int contracts = 300, trades = 40;
  constexpr unsigned days = 15;
  std::mt19937_64 random{44};
  std::uniform_real_distribution<double> uniform;
  int covered = 0;
  double errors = 0, squares = 0;
  for (int contract = 0; contract < contracts; ++contract) {
    double truth = 0, open = 0;
    Inventory inventory;
    inventory.anchored = true;  // listed after the first anchoring
    for (unsigned day = 1; day <= days; ++day) {
      FlowCounter counter;
      for (int trade = 0; trade < trades; ++trade) {
        const double size = std::floor(1 + 20 * uniform(random)), sign = uniform(random) < 0.7 ? 1 : -1;
        const bool with_dealer = uniform(random) < 0.8, right = uniform(random) < 0.75;
        if (with_dealer) truth -= sign * size;
        open += size;
        const double seen = right ? sign : -sign;
        const std::string order = std::to_string(trade);
        counter.add({.contract = key(put),
                     .at = std::chrono::sys_days{august(day)} + std::chrono::hours{15},
                     .day = august(day),
                     .price = market::Price{2 + seen},
                     .size = market::Contracts{size},
                     .quote = {market::Price{1}, market::Price{3}},
                     .condition = Condition::ordinary,
                     .order = order});
      }
      inventory =
          anchored(advanced(std::move(inventory), counter.days().at(0), usual_dealer_share), chain_of(day + 1, open));
    }
    const Held held = held_put(inventory);
    const double error = held.contracts.value() - truth;
    errors += error;
    squares += error * error;
    covered += std::abs(error) <= 1.96 * std::sqrt(held.variance.value()) ? 1 : 0;
    EXPECT_LE(std::abs(held.contracts.value()), open);
  }
  EXPECT_LT(std::abs(errors / contracts), 3 * std::sqrt(squares / contracts) / std::sqrt(contracts)) << "unbiased";
  EXPECT_GE(covered, contracts * 0.95);
}

}  // namespace
}  // namespace gammafield::inventory
