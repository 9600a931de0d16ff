// The identities of docs/methods.md 8.3 and 8.4 for books whose positions come from data.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "exposure/repriced_book.h"
#include "exposure/testing_book.h"
#include "exposure/totals.h"
#include "inventory/inventory.h"

namespace gammafield::inventory {
namespace {

using exposure::Book;
using exposure::PositioningModel;
using exposure::TestingOption;
using market::Right;

using Options = std::vector<TestingOption>;

Options some_options() {
  Options options;
  for (const double strike : {90.0, 95.0, 100.0, 105.0, 110.0}) {
    for (const Right right : {Right::call, Right::put})
      options.push_back({0.1, right, strike, 0.2, static_cast<double>(*rc::gen::inRange(1, 1000))});
  }
  return options;
}

/// A book whose dealers hold `share(option)` of the open interest of each option, as an inventory would say.
Book book_of(const Options& options, PositioningModel model, auto share) {
  const auto priced = exposure::testing_priced_chain(options);
  Inventory inventory;
  inventory.model = model;
  const auto& chain = *priced->chain;
  for (const auto& row : chain.rows) {
    const double open_interest = row.open_interest->value();
    inventory.held[market::key_of(chain.expiries[row.expiry], row)] = {
        market::Contracts{share(row) * open_interest}, {}, market::Contracts{1}, row.open_interest, {}};
  }
  return exposure::make_book(priced, positioning_of(inventory), {});
}

double net(const Book& book) { return exposure::totals(book).net_gex.value(); }
double gross(const Book& book) { return exposure::totals(book).gross_gex.value(); }

PositioningModel some_model() { return *rc::gen::element(PositioningModel::flow, PositioningModel::open_close); }

/// Any share that depends on the contract.
double uneven(const market::OptionRow& row) {
  return std::sin(row.strike.value() + (row.right == Right::call ? 1 : 2));
}

RC_GTEST_PROP(InferredBook, OfNaiveHoldingsIsTheNaiveBook, ()) {
  const auto options = some_options();
  const Book inferred =
      book_of(options, some_model(), [](const auto& row) { return row.right == Right::call ? 1 : -1; });
  RC_ASSERT(net(inferred) == net(exposure::testing_book(options)));
  RC_ASSERT(inferred.flat_by_omission == 0U);
}

RC_GTEST_PROP(InferredBook, OfShortHoldingsIsMinusGross, ()) {
  const Book book = book_of(some_options(), some_model(), [](const auto&) { return -1; });
  RC_ASSERT(std::abs(net(book) + gross(book)) <= 1e-12 * gross(book));
}

RC_GTEST_PROP(InferredBook, FlippedIsNegated, ()) {
  const auto options = some_options();
  const auto model = some_model();
  const Book book = book_of(options, model, uneven);
  const Book flipped = book_of(options, model, [](const auto& row) { return -uneven(row); });
  RC_ASSERT(net(flipped) == -net(book));
  RC_ASSERT(gross(flipped) == gross(book));
}

RC_GTEST_PROP(InferredBook, ScalesWithItsHoldings, ()) {
  auto options = some_options();
  const auto model = some_model();
  const Book book = book_of(options, model, uneven);
  for (auto& option : options) option.open_interest *= 8;
  const Book larger = book_of(options, model, uneven);
  RC_ASSERT(std::abs(net(larger) - 8 * net(book)) <= 1e-12 * gross(larger));
}

RC_GTEST_PROP(InferredBook, IsLinearInItsHoldings, ()) {
  const auto options = some_options();
  const auto model = some_model();
  const auto half = [](const auto& row) { return 0.5 * uneven(row); };
  const double whole = net(book_of(options, model, uneven));
  RC_ASSERT(std::abs(whole - 2 * net(book_of(options, model, half))) <= 1e-12 * gross(book_of(options, model, half)));
}

// Two strikes in closed form (docs/methods.md 8.4), with the positions an inventory holds.
TEST(InferredBook, FlipsWhereTheClosedFormSays) {
  const Options options{{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}};
  const auto sides = [](const auto& row) { return row.right == Right::call ? 1 : -1; };
  for (const auto model : {PositioningModel::flow, PositioningModel::open_close}) {
    const Book book = book_of(options, model, sides);
    const exposure::RepricedBook repriced{book};
    const double left = repriced.net_gex(market::Spot{98.0731413968}).value();
    EXPECT_LE(std::abs(left), 1e-8 * gross(book));
    EXPECT_LT(repriced.net_gex(market::Spot{97}).value(), 0);
    EXPECT_GT(repriced.net_gex(market::Spot{99}).value(), 0);
  }
}

}  // namespace
}  // namespace gammafield::inventory
