#include "inventory/condition.h"

#include <gtest/gtest.h>

namespace gammafield::inventory {
namespace {

using enum Condition;

TEST(TradeCondition, IsReadInEveryVendorsCode) {
  struct Row {
    std::string_view why, cell;
    Condition condition;
  };
  const Row rows[] = {
      {"no code: an ordinary print", "", ordinary},
      {"OPRA's letter for an electronic execution", "I", ordinary},
      {"its name", "AUTO", ordinary},
      {"Polygon's number", "209", ordinary},
      {"Nanex's number (Cboe DataShop, ThetaData)", "18", ordinary},
      {"a sweep is one customer taking offers", "S", ordinary},
      {"Polygon's sweep", "219", ordinary},
      {"Nanex's sweep", "95", ordinary},
      {"a plain trade of Nanex", "0", ordinary},
      {"single-leg auction: the price is improved inside the quote", "a", undirected},
      {"by number", "227", undirected},
      {"by the other number", "125", undirected},
      {"a cross has a customer on either side", "SLCN", undirected},
      {"a spread's leg is priced with the other leg", "232", undirected},
      {"by Nanex's number", "130", undirected},
      {"a spread's leg against the book too", "MESL", undirected},
      {"with stock", "k", undirected},
      {"late: the quote beside it is not the one it met", "LATE", undirected},
      {"the floor negotiates", "129", undirected},
      {"capitals matter: a is an auction, A a cancellation", "A", takes_back},
      {"cancelled by number", "40", takes_back},
      {"of several the gravest counts", "[209,233]", undirected},
      {"to take back is gravest", "209 A", takes_back},
      {"a code nobody told us", "Z", unknown},
      {"a number between the families", "199", unknown},
      {"unknown is graver than ordinary", "I;ZZZZ", unknown},
      {"separators alone hold no code", "[ ]", ordinary},
  };
  for (const Row& row : rows) EXPECT_EQ(condition_of(row.cell), row.condition) << row.why;
}

}  // namespace
}  // namespace gammafield::inventory
