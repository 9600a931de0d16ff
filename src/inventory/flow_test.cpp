#include "inventory/flow.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

const market::Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 8 / 18} + std::chrono::hours{16};

/// A print at the ask (bought), the bid (sold), or the middle without a tick.
Print print_of(CustomerSide side, double size, std::string_view order = {}) {
  return {.contract = key("SPXW260821P06400000"),
          .at = noon,
          .day = std::chrono::year{2026} / 8 / 18,
          .price = market::Price{2 + 0.5 * static_cast<double>(side)},
          .size = market::Contracts{size},
          .quote = {market::Price{1.5}, market::Price{2.5}},
          .condition = side == CustomerSide::unclear ? Condition::undirected : Condition::ordinary,
          .order = order};
}

Flow flow_of(const std::vector<Print>& prints, double accuracy) {
  FlowCounter counter{Share{accuracy}};
  for (const Print& print : prints) counter.add(print);
  const auto days = counter.days();
  return days.at(0).contracts.begin()->second;
}

/// A later report that such a print never counted.
Print taking_back(Print print) {
  print.condition = Condition::takes_back;
  print.quote = {};
  return print;
}

TEST(Flow, OfAPrintThatIsTakenBackIsNothing) {
  using enum CustomerSide;
  struct Row {
    std::string_view why;
    std::vector<Print> prints;
    double net, squares, volume;
    std::size_t used, cancelled, took_nothing;
  };
  const auto at = [](Print print, double price) {
    print.price = market::Price{price};
    return print;
  };
  const Row rows[] = {
      {"bought and taken back", {print_of(bought, 7), taking_back(print_of(bought, 7))}, 0, 0, 0, 0, 1, 0},
      {"one of two", {print_of(bought, 7), print_of(bought, 7), taking_back(print_of(bought, 7))}, 7, 147, 7, 1, 1, 0},
      {"of one size and price the last: here the one without a side",
       {print_of(bought, 7), at(print_of(unclear, 7), 2.5), taking_back(print_of(bought, 7))},
       7,
       147,
       7,
       1,
       1,
       0},
      {"of its order",
       {print_of(bought, 3, "x"), print_of(sold, 4, "x"), taking_back(print_of(sold, 4))},
       3,
       9,
       3,
       1,
       1,
       0},
      {"of another size: nothing", {print_of(bought, 7), taking_back(print_of(bought, 8))}, 7, 147, 7, 1, 0, 1},
      {"of another price: nothing", {print_of(bought, 7), taking_back(print_of(sold, 7))}, 7, 147, 7, 1, 0, 1},
      {"before it: nothing", {taking_back(print_of(bought, 7)), print_of(bought, 7)}, 7, 147, 7, 1, 0, 1},
      {"twice, with one print there",
       {print_of(sold, 2), print_of(bought, 7), taking_back(print_of(bought, 7)), taking_back(print_of(bought, 7))},
       -2,
       12,
       2,
       1,
       1,
       1},
  };
  for (const Row& row : rows) {
    FlowCounter counter{Share{1}};
    for (const Print& print : row.prints) counter.add(print);
    const Flow flow = counter.days().at(0).contracts.begin()->second;
    EXPECT_EQ(flow.net.value(), row.net) << row.why;
    EXPECT_EQ(flow.squares.value(), row.squares) << row.why;
    EXPECT_EQ(flow.volume.value(), row.volume) << row.why;
    EXPECT_EQ(counter.tally().used(), row.used) << row.why;
    EXPECT_EQ(counter.tally().cancelled, row.cancelled) << row.why;
    EXPECT_EQ(counter.tally().took_nothing, row.took_nothing) << row.why;
  }
}

TEST(Flow, OfOneDayByHand) {
  using enum CustomerSide;
  struct Row {
    std::string_view why;
    double accuracy;
    std::vector<Print> prints;
    double net, variance, squares, volume;
  };
  // a = 0.75: 1/(2a - 1) = 2 and 4a(1 - a)/(2a - 1)^2 = 3; a = 1: 1 and 0.
  const Row rows[] = {
      {"one contract bought counts double, as a quarter of the signs are wrong",
       0.75,
       {print_of(bought, 1)},
       2,
       9,
       3,
       1},
      {"never wrong: what it says", 1, {print_of(bought, 7)}, 7, 0, 147, 7},
      {"bought and sold cancel, their errors do not", 0.75, {print_of(bought, 2), print_of(sold, 2)}, 0, 72, 24, 4},
      {"a print errs as a whole: 10 in one are worse than ten", 0.75, {print_of(sold, 10)}, -20, 900, 300, 10},
      {"prints of one order err together", 0.75, {print_of(bought, 3, "x"), print_of(bought, 4, "x")}, 14, 147, 49, 7},
      {"of two orders they do not", 0.75, {print_of(bought, 3, "x"), print_of(bought, 4, "y")}, 14, 75, 25, 7},
      {"without a side: nothing, give or take its size", 0.75, {print_of(unclear, 5)}, 0, 75, 75, 5},
      {"of a told order", 0.75, {print_of(unclear, 5, "x")}, 0, 25, 25, 5},
  };
  for (const Row& row : rows) {
    const Flow flow = flow_of(row.prints, row.accuracy);
    EXPECT_NEAR(flow.net.value(), row.net, 1e-12) << row.why;
    EXPECT_NEAR(flow.variance.value(), row.variance, 1e-9) << row.why;
    EXPECT_NEAR(flow.squares.value(), row.squares, 1e-9) << row.why;
    EXPECT_EQ(flow.volume.value(), row.volume) << row.why;
  }
}

TEST(Flow, OfTheDataShopFile) {
  const std::string text = testing_file("datashop_trades.csv");
  FlowCounter counter;
  ASSERT_TRUE(read_prints(text, "t.csv", [&](const Print& print) { counter.add(print); }));
  const auto days = counter.days();
  ASSERT_EQ(days.size(), 1U);
  const auto& puts = days[0].contracts.at(key("SPXW260821P06400000"));
  EXPECT_NEAR(puts.net.value(), 2 * (10 - 4), 1e-12) << "10 at the ask, 4 at the bid, 25 in a spread";
  EXPECT_NEAR(puts.variance.value(), 3 * (3 * (100 + 16)) + 3 * 625, 1e-9);
  const auto& calls = days[0].contracts.at(key("SPXW260821C06500000"));
  EXPECT_NEAR(calls.net.value(), 0, 1e-12) << "50 sold at the bid; 50 at the middle on an uptick: bought";
  EXPECT_EQ(calls.volume.value(), 100) << "the cancelled 5 never counted";
  EXPECT_EQ(counter.tally().of(SideRule::quote), 3U);
  EXPECT_EQ(counter.tally().of(SideRule::tick), 1U);
  EXPECT_EQ(counter.tally().undirected, 2U);
  EXPECT_EQ(counter.tally().cancelled, 1U);
  EXPECT_EQ(counter.tally().used(), 6U);
}

TEST(Flow, OfTheTapeWithoutQuotesIsTheTickTests) {
  const std::string text = testing_file("polygon_trades.csv");
  FlowCounter counter;
  ASSERT_TRUE(read_prints(text, "t.csv", [&](const Print& print) { counter.add(print); }));
  EXPECT_EQ(counter.tally().of(SideRule::tick), 2U) << "an uptick, and a zero tick after it";
  EXPECT_EQ(counter.tally().of(SideRule::none), 1U) << "the first print has nothing before it";
  EXPECT_NEAR(counter.days()[0].contracts.begin()->second.net.value(), 2 * (3 + 2), 1e-12);
}

TEST(Flow, GivesAPrintFromBeforeTheLastNoTickTest) {
  FlowCounter counter;
  Print print = print_of(CustomerSide::bought, 1);
  print.quote = {};
  counter.add(print);
  print.at -= std::chrono::seconds{1};
  print.price = market::Price{9};
  counter.add(print);
  EXPECT_EQ(counter.tally().out_of_order, 1U);
  EXPECT_EQ(counter.tally().of(SideRule::none), 2U);
}

/// Prints at the ask, the bid and without a side: what the quote decides.
std::vector<Print> some_prints() {
  std::vector<Print> prints;
  for (int count = *rc::gen::inRange(1, 30); count > 0; --count) {
    const auto side = static_cast<CustomerSide>(*rc::gen::inRange(-1, 2));
    prints.push_back(print_of(side, *rc::gen::inRange(1, 500)));
  }
  return prints;
}

RC_GTEST_PROP(FlowProperty, BuysForSellsNegatesItAndLeavesItsError, ()) {
  auto prints = some_prints();
  const Flow flow = flow_of(prints, 0.75);
  for (Print& print : prints) print.price = market::Price{4 - print.price.value()};
  const Flow mirrored = flow_of(prints, 0.75);
  RC_ASSERT(mirrored.net.value() == -flow.net.value());
  RC_ASSERT(mirrored.variance == flow.variance);
}

RC_GTEST_PROP(FlowProperty, ScalesWithTheSizes, ()) {
  auto prints = some_prints();
  const Flow flow = flow_of(prints, 0.75);
  for (Print& print : prints) print.size = market::Contracts{4 * print.size.value()};
  const Flow scaled = flow_of(prints, 0.75);
  RC_ASSERT(scaled.net.value() == 4 * flow.net.value());
  RC_ASSERT(scaled.variance.value() == 16 * flow.variance.value());
}

RC_GTEST_PROP(FlowProperty, DoesNotDependOnTheOrderOfQuotedPrints, ()) {
  auto prints = some_prints();
  const Flow flow = flow_of(prints, 0.75);
  std::ranges::reverse(prints);
  const Flow again = flow_of(prints, 0.75);
  RC_ASSERT(again.net == flow.net);
  RC_ASSERT(again.variance == flow.variance);
}

// 2,000 made-up days of 60 customer trades of 1 to 40 contracts, a quarter of them seen with the wrong side: the
// estimate is right on average, and 95 % of the true flows or more lie within 1.96 of its deviations.
TEST(Flow, IsUnbiasedAndKnowsItsError) {
  constexpr int days = 2000, trades = 60;
  std::mt19937_64 random{20260818};
  std::uniform_real_distribution<double> uniform;
  double errors = 0, squares = 0;
  int covered = 0;
  for (int day = 0; day < days; ++day) {
    std::vector<Print> prints;
    double truth = 0;
    for (int trade = 0; trade < trades; ++trade) {
      const double size = std::floor(1 + 40 * uniform(random)), sign = uniform(random) < 0.6 ? 1 : -1;
      truth += sign * size;
      const bool right = uniform(random) < 0.75;
      const auto seen = static_cast<CustomerSide>(static_cast<int>(right ? sign : -sign));
      const std::string_view orders[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o",
                                         "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "A", "B", "C", "D",
                                         "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
                                         "T", "U", "V", "W", "X", "Y", "Z", "0", "1", "2", "3", "4", "5", "6", "7"};
      prints.push_back(print_of(seen, size, orders[trade]));  // each its own order: the variance as it is
    }
    const Flow flow = flow_of(prints, 0.75);
    const double error = flow.net.value() - truth;
    errors += error;
    squares += error * error;
    covered += std::abs(error) <= 1.96 * std::sqrt(flow.variance.value()) ? 1 : 0;
  }
  const double mean = errors / days, deviation = std::sqrt(squares / days);
  EXPECT_LT(std::abs(mean), 3 * deviation / std::sqrt(days));
  EXPECT_GT(covered, days * 0.935) << "95 %, less three deviations of so many days";
  EXPECT_LT(covered, days * 0.965);
}

}  // namespace
}  // namespace gammafield::inventory
