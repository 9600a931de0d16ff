#include "inventory/aggressor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <string_view>
#include <vector>

namespace gammafield::inventory {
namespace {

using enum CustomerSide;

std::optional<market::Price> price_of(std::optional<double> value) {
  return value ? std::optional{market::Price{*value}} : std::nullopt;
}

TEST(Aggressor, IsToldByTheBestRuleThatSays) {
  struct Row {
    std::string_view why;
    double price;
    std::optional<double> bid, ask;
    CustomerSide tick;
    Aggressor found;
  };
  const Row rows[] = {
      {"at the ask: bought", 2.10, 2.00, 2.10, sold, {bought, SideRule::quote}},
      {"at the bid: sold", 2.00, 2.00, 2.10, bought, {sold, SideRule::quote}},
      {"inside, above the middle", 2.06, 2.00, 2.10, sold, {bought, SideRule::quote}},
      {"inside, below it", 2.04, 2.00, 2.10, bought, {sold, SideRule::quote}},
      {"through the ask", 2.20, 2.00, 2.10, unclear, {bought, SideRule::quote}},
      {"no bid is a bid of 0: its middle is half the ask", 0.05, 0.0, 0.05, unclear, {bought, SideRule::quote}},
      {"the middle is for the tick test", 2.05, 2.00, 2.10, bought, {bought, SideRule::tick}},
      {"0.1 + 0.2 is a middle all the same", (0.1 + 0.2) / 2 + 1e-17, 0.1, 0.2, sold, {sold, SideRule::tick}},
      {"the middle, and no tick yet", 2.05, 2.00, 2.10, unclear, {}},
      {"locked: bid, ask and middle are one", 2.00, 2.00, 2.00, sold, {sold, SideRule::tick}},
      {"above a locked quote", 2.05, 2.00, 2.00, sold, {bought, SideRule::quote}},
      {"crossed: no quote", 2.10, 2.10, 2.00, sold, {sold, SideRule::tick}},
      {"only an ask, and at it", 2.10, std::nullopt, 2.10, sold, {bought, SideRule::at_quote}},
      {"only an ask, and below it: nothing follows", 2.05, std::nullopt, 2.10, sold, {sold, SideRule::tick}},
      {"only a bid, and at it", 2.00, 2.00, std::nullopt, bought, {sold, SideRule::at_quote}},
      {"only a bid, and above it: nothing follows", 2.05, 2.00, std::nullopt, bought, {bought, SideRule::tick}},
      {"an ask of 0 is none; the bid stands alone", 1.90, 2.00, 0.0, bought, {sold, SideRule::at_quote}},
      {"0 and 0 is no quote", 0.05, 0.0, 0.0, bought, {bought, SideRule::tick}},
      {"no quote, no tick: nobody knows", 2.00, std::nullopt, std::nullopt, unclear, {}},
  };
  for (const Row& row : rows) {
    const TradeQuote quote{price_of(row.bid), price_of(row.ask)};
    const Aggressor found = aggressor(market::Price{row.price}, quote, row.tick);
    EXPECT_EQ(found.side, row.found.side) << row.why;
    EXPECT_EQ(found.rule, row.found.rule) << row.why;
  }
}

TEST(TickTest, ComparesWithTheLastDifferentPrice) {
  struct Row {
    std::string_view why;
    std::vector<double> prices;
    CustomerSide last;
  };
  const Row rows[] = {
      {"a first price says nothing", {2.0}, unclear},
      {"nor does it twice", {2.0, 2.0}, unclear},
      {"an uptick", {2.0, 2.1}, bought},
      {"a downtick", {2.0, 1.9}, sold},
      {"a zero tick after an uptick", {2.0, 2.1, 2.1}, bought},
      {"and after a downtick", {2.0, 1.9, 1.9, 1.9}, sold},
      {"the last change counts", {2.0, 2.1, 2.05}, sold},
  };
  for (const Row& row : rows) {
    TickTest ticks;
    CustomerSide side = unclear;
    for (const double price : row.prices) side = ticks.next(market::Price{price});
    EXPECT_EQ(side, row.last) << row.why;
  }
}

// Mirrored at a price, every buyer is a seller by the same rule.
RC_GTEST_PROP(Aggressor, IsAntisymmetricUnderMirroredPrices, ()) {
  const auto cents = [] { return *rc::gen::inRange(1, 400); };
  const int bid = cents(), ask = cents(), price = cents();
  constexpr int mirror = 1000;
  const auto of = [](int each) { return market::Price{each / 100.0}; };
  const Aggressor found = aggressor(of(price), {of(bid), of(ask)}, bought);
  const Aggressor mirrored = aggressor(of(mirror - price), {of(mirror - ask), of(mirror - bid)}, sold);
  RC_ASSERT(found.rule == mirrored.rule);
  RC_ASSERT(static_cast<int>(found.side) == -static_cast<int>(mirrored.side));
}

}  // namespace
}  // namespace gammafield::inventory
