#include "inventory/signed_prints.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "inventory/flow.h"
#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

TEST(SignedPrints, CountEachPrintWhenItIsKnown) {
  const auto text = testing_file("cancelled_trades.csv");
  SignedPrints prints;
  std::vector<double> signed_contracts;
  const auto read = read_prints(text, "cancelled_trades.csv",
                                [&](const Print& print) { signed_contracts.push_back(prints.next(print)); });
  ASSERT_TRUE(read);
  // 100 and 40 bought at the ask; the 100 taken back a minute later; a report of a print that is not there.
  EXPECT_EQ(signed_contracts, (std::vector<double>{100, 40, -100, 0}));
}

/// What comes of the day is what the flow of the day is, but for its correction for wrong sides.
TEST(SignedPrints, AddUpToTheDaysFlow) {
  for (const auto* name : {"cancelled_trades.csv", "datashop_trades.csv", "polygon_trades.csv"}) {
    const auto text = testing_file(name);
    SignedPrints prints;
    FlowCounter flow{Share{1}};
    double sum = 0;
    const auto read = read_prints(text, name, [&](const Print& print) {
      sum += prints.next(print);
      flow.add(print);
    });
    ASSERT_TRUE(read) << name;
    double net = 0;
    for (const auto& day : flow.days()) {
      for (const auto& [contract, each] : day.contracts) net += each.net.value();
    }
    EXPECT_EQ(sum, net) << name;
    EXPECT_NE(sum, 0) << name;
  }
}

}  // namespace
}  // namespace gammafield::inventory
