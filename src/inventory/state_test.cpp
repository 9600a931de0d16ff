#include "inventory/state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

constexpr auto head = "gammafield.inventory,1\nmodel,flow\nthrough,2026-08-18\ndays,12\nanchored,yes\n";

Inventory some_inventory() {
  Inventory inventory;
  inventory.through = std::chrono::year{2026} / 8 / 18;
  inventory.days = 12;
  inventory.anchored = true;
  inventory.held[key("SPXW260821P06400000")] = {market::Contracts{-120.5}, ContractsSquared{3400.25},
                                                market::Contracts{900}, market::Contracts{1000},
                                                market::Contracts{-110}};
  inventory.held[key("SPXW260821C06500000")] = {market::Contracts{7}, ContractsSquared{1}, market::Contracts{7},
                                                std::nullopt, market::Contracts{0}};
  return inventory;
}

TEST(InventoryState, IsTextThatReadsBack) {
  const std::string text = to_text(some_inventory());
  EXPECT_EQ(text, std::string{head} +
                      "# symbol,contracts,variance,volume,open_interest,contracts_at_anchor\n"
                      "SPXW260821C06500000,7,1,7,,0\n"
                      "SPXW260821P06400000,-120.5,3400.25,900,1000,-110\n");
  const auto again = inventory_from_text(text, "state.csv");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_text(*again), text);
  EXPECT_EQ(again->days, 12U);
  EXPECT_FALSE(again->held.at(key("SPXW260821C06500000")).open_interest);
}

TEST(InventoryState, BecomesAPositioningFile) {
  EXPECT_EQ(to_positioning_file(some_inventory()), "option,fraction\nSPXW260821P06400000,-0.1205\n")
      << "a fraction needs an open interest";
}

TEST(InventoryState, OfSomethingElseIsRefusedInOneLine) {
  struct Row {
    std::string_view why;
    std::string text, message;
  };
  const std::string good = head;
  const Row rows[] = {
      {"nothing", "", "s.csv: ends before the lines model, through, days and anchored"},
      {"another file", "option,fraction\n", "s.csv: line 1: `option` where `gammafield.inventory` is expected"},
      {"a later version", "gammafield.inventory,2\n",
       "s.csv: line 1: version `2` of the inventory is not known; this program writes and reads 1"},
      {"a model that is not inferred", "gammafield.inventory,1\nmodel,naive\n",
       "s.csv: line 2: model `naive` is neither flow nor open_close"},
      {"a day that is none", "gammafield.inventory,1\nmodel,flow\nthrough,2026-02-30\n",
       "s.csv: line 3: `2026-02-30` is not a date"},
      {"half a day", "gammafield.inventory,1\nmodel,flow\nthrough,\ndays,1.5\n",
       "s.csv: line 4: `1.5` is not a number of days"},
      {"maybe", "gammafield.inventory,1\nmodel,flow\nthrough,\ndays,1\nanchored,maybe\n",
       "s.csv: line 5: `maybe` is neither yes nor no"},
      {"no contract", good + "SPX,1,1,1,1,1\n",
       "s.csv: line 6: `SPX` is no option symbol (shorter than a root and 15 characters)"},
      {"a variance below nothing", good + "SPXW260821P06400000,1,-1,1,1,1\n",
       "s.csv: line 6: `SPXW260821P06400000`: its five numbers cannot be read"},
      {"a cell missing", good + "SPXW260821P06400000,1,1,1,1\n",
       "s.csv: line 6: `SPXW260821P06400000`: its five numbers cannot be read"},
      {"a cell too many", good + "SPXW260821P06400000,1,1,1,1,1,1\n",
       "s.csv: line 6: `SPXW260821P06400000`: its five numbers cannot be read"},
      {"twice", good + "SPXW260821P06400000,1,1,1,1,1\nSPXW260821P06400000,1,1,1,1,1\n",
       "s.csv: line 7: `SPXW260821P06400000` stands here twice"},
  };
  for (const Row& row : rows) {
    const auto read = inventory_from_text(row.text, "s.csv");
    ASSERT_FALSE(read) << row.why;
    EXPECT_EQ(read.error().message, row.message) << row.why;
  }
}

RC_GTEST_PROP(InventoryState, KeepsEveryBit, (int contracts, unsigned variance)) {
  Inventory inventory = some_inventory();
  auto& held = inventory.held.begin()->second;
  held.contracts = market::Contracts{contracts / 3.0};
  held.variance = ContractsSquared{variance / 7.0};
  const auto again = inventory_from_text(to_text(inventory), "s.csv");
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->held.begin()->second.contracts == held.contracts);
  RC_ASSERT(again->held.begin()->second.variance == held.variance);
}

}  // namespace
}  // namespace gammafield::inventory
