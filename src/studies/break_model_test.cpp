#include "studies/break_model.h"

#include <cmath>

#include <gtest/gtest.h>

#include "studies/scores.h"
#include "studies/testing_predictions.h"

namespace gammafield::studies {
namespace {

constexpr std::string_view trees =
    R"({"schema":"gammafield.trees/1","library":"made up","features":["landmark","speed_now"],"base_score":0.5,)"
    R"("sessions":["2025-01-02"],"trees":[[{"feature":1,"threshold":0,"missing_left":true,"left":1,"right":2},)"
    R"({"leaf":-1},{"leaf":1}]]})";
constexpr std::string_view logistic =
    R"({"schema":"gammafield.logistic/1","intercept":0.25,"features":[{"name":"walk_log_odds","mean":0,"weight":1,)"
    R"("missing_weight":0}]})";

JudgedLadder ladder_of(int days) {
  const auto read =
      read_predictions(std::string(testing::predictions_header) + testing::made_up_predictions(days), "p.csv");
  learning::LadderRule rule;
  rule.bootstrap.resamples = 500;
  return judged(*read, "p.csv", rule);
}

research::LandmarkRow row_of(market::Date session, std::optional<double> speed) {
  research::LandmarkRow row{.symbol = "XYZ",
                            .session = session,
                            .attempt = "XYZ call 100",
                            .landmark = std::chrono::minutes{3},
                            .walk = 0.6,
                            .features = {{"speed_now", speed}},
                            .outcome = std::nullopt};
  return row;
}

constexpr market::Date day = std::chrono::year{2026} / 1 / 5, day_before = std::chrono::year{2026} / 1 / 2;

TEST(BreakModelFile, CarriesItsVerdict) {
  const auto json = break_model_json(trees, "m.json", ladder_of(150));
  ASSERT_TRUE(json);
  const auto model = read_break_model(*json, "j.json");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->rung, "boosting");
  EXPECT_EQ(model->verdict, learning::Verdict::accepted);
  EXPECT_FALSE(not_accepted(*model, "j.json"));
  EXPECT_DOUBLE_EQ(*probability(*model, row_of(day, 0.1)), 1 / (1 + std::exp(-1.5)));
  EXPECT_DOUBLE_EQ(*probability(*model, row_of(day, std::nullopt)), 1 / (1 + std::exp(0.5)));
}

TEST(BreakModelFile, OfAModelThatIsNotAcceptedScoresNothing) {
  struct Row {
    std::string_view why;
    std::string_view model;
    int days;
    std::string_view says;
  };
  const Row rows[] = {
      {"no better than the walk", logistic, 150, "does not beat the walk out of sample"},
      {"too few days", trees, 10, "too few days"},
  };
  for (const auto& row : rows) {
    const auto model = read_break_model(*break_model_json(row.model, "m.json", ladder_of(row.days)), "j.json");
    ASSERT_TRUE(model) << row.why;
    const auto scores = scores_of_last_session(*model, "j.json", std::vector{row_of(day, 1)});
    ASSERT_FALSE(scores) << row.why;
    EXPECT_EQ(scores.error().kind, base::RefusalKind::no_usable_data);
    EXPECT_NE(scores.error().message.find(row.says), std::string::npos) << scores.error().message;
  }
}

TEST(BreakModelFile, RefusesWhatIsNone) {
  const auto good = *break_model_json(trees, "m.json", ladder_of(150));
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  struct Row {
    std::string_view why;
    std::string text;
    std::string_view says;
  };
  const Row rows[] = {
      {"a bare model", std::string(trees), "has not been judged"},
      {"no JSON", "{", "no model"},
      {"a list", "[1]", "of schema"},
      {"another verdict", changed("\"accepted\"", "\"excellent\""), "damaged model: verdict"},
      {"the other rung", changed("\"boosting\"", "\"logistic\""), "damaged model: rung"},
      {"no model in it", changed("\"model\"", "\"muddle\""), "damaged model: model"},
      {"a damaged model in it", changed("\"left\":1", "\"left\":0"), "m"},
  };
  for (const auto& row : rows) {
    const auto read = read_break_model(row.text, "m.json");
    ASSERT_FALSE(read) << row.why;
    EXPECT_NE(read.error().message.find(row.says), std::string::npos) << read.error().message;
  }
}

TEST(BreakModelFile, OfAnotherVersionsFeaturesIsRefused) {
  const auto model = read_break_model(*break_model_json(trees, "m.json", ladder_of(150)), "j.json");
  auto row = row_of(day, 1);
  row.features = {{"speed_then", 1}};
  const auto forecast = probability(*model, row);
  ASSERT_FALSE(forecast);
  EXPECT_NE(forecast.error().message.find("speed_now"), std::string::npos);
}

TEST(Scores, AreOfTheLastSession) {
  const auto model = read_break_model(*break_model_json(trees, "m.json", ladder_of(150)), "j.json");
  const auto scores = scores_of_last_session(*model, "j.json", std::vector{row_of(day, 1), row_of(day_before, 1)});
  ASSERT_TRUE(scores);
  ASSERT_EQ(scores->size(), 1U);
  EXPECT_EQ(scores->front().row.session, day);
  EXPECT_NE(scores_text(*scores, {}).find("not yet"), std::string::npos);
  EXPECT_NE(scores_json(*scores, 0).find("\"walk\":0.6,\"probability\":0.817574"), std::string::npos);
  EXPECT_NE(scores_json(*scores, 0).find("\"beyond\":null"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::studies
