#include "bands/cells.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exposure/testing_random.h"
#include "exposure/totals.h"

namespace gammafield::bands {
namespace {

using exposure::Positioning;
using exposure::PositioningModel;

std::vector<WeightedModel> every_model(const std::string& user_file) {
  std::vector<WeightedModel> models;
  for (const auto model :
       {PositioningModel::naive, PositioningModel::all_short, PositioningModel::all_long, PositioningModel::index_gpp})
    models.push_back({Positioning{model}, 1});
  models.push_back({*Positioning::from_csv(user_file, "user.csv"), 1});
  return models;
}

RC_GTEST_PROP(Cells, GiveEveryModelsBookBack, ()) {
  const auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  const std::vector<WeightedModel> models = every_model("C,0.3\nP,-0.77\n");
  const auto cells = cells_of(exposure::testing_book(options, market), models);
  for (std::size_t model = 0; model < models.size(); ++model) {
    auto with_model = market;
    with_model.positioning = models[model].positioning;
    const auto totals = exposure::totals(exposure::testing_book(options, with_model));
    double net = 0, gross = 0;
    for (const Cell& cell : cells) {
      for (const auto& holding : cell.holdings) {
        net += cell.fractions[model].value() * holding.gross_gex.value();
        gross += holding.gross_gex.value();
      }
    }
    const double slack = 1e-12 * totals.gross_gex.value() + exposure::no_normal_number;
    RC_ASSERT(std::abs(net - totals.net_gex.value()) <= slack);
    RC_ASSERT(std::abs(gross - totals.gross_gex.value()) <= slack);
  }
}

TEST(Cells, OfTheBuiltInModelsAreOneABucket) {
  std::vector<exposure::TestingOption> options;
  for (const double years : {1.0 / 365, 30.0 / 365, 1.0})
    for (double strike = 60; strike <= 160; strike += 0.25)
      for (const auto right : {market::Right::call, market::Right::put})
        options.push_back({years, right, strike, 0.2, 10});
  const auto book = exposure::testing_book(options);
  const std::vector<WeightedModel> naive{{Positioning{PositioningModel::naive}, 1}};
  EXPECT_EQ(cells_of(book, naive).size(), 30U);
  // index_gpp parts the puts at the money by spot, in each tenor
  const std::vector<WeightedModel> two{{Positioning{PositioningModel::naive}, 1},
                                       {Positioning{PositioningModel::index_gpp}, 1}};
  EXPECT_EQ(cells_of(book, two).size(), 33U);
}

}  // namespace
}  // namespace gammafield::bands
