#include "learning/logistic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

std::vector<Feature> golden_features(const GoldenTable& golden) {
  return {{"a", golden.maybe("a")}, {"b", golden.maybe("b")}, {"c", golden.maybe("c")}};
}

std::vector<std::optional<double>> row_of(const std::vector<Feature>& features, std::size_t i) {
  std::vector<std::optional<double>> row;
  for (const Feature& feature : features) row.push_back(feature.values[i]);
  return row;
}

TEST(TrainLogistic, ForecastsWhatScikitLearnDoes) {
  const GoldenTable golden{"logistic_golden.csv"};
  const auto features = golden_features(golden);
  const auto outcomes = golden.numbers<std::uint8_t>("y");
  const auto plain = train_logistic(features, outcomes, 2);
  const auto weighed = train_logistic(features, outcomes, 0.1, golden.numbers("weight"));
  ASSERT_TRUE(plain && weighed);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_NEAR(probability(*plain, row_of(features, i)), golden.numbers("plain")[i], 1e-9) << i;
    EXPECT_NEAR(probability(*weighed, row_of(features, i)), golden.numbers("weighed")[i], 1e-9) << i;
  }
  EXPECT_EQ(plain->features[0].missing_weight, 0) << "nothing of it was missing";
  EXPECT_NE(plain->features[1].missing_weight, 0);
}

TEST(TrainLogistic, DoesNotDependOnTheUnitOfAFeature) {
  const GoldenTable golden{"logistic_golden.csv"};
  auto features = golden_features(golden);
  const auto outcomes = golden.numbers<std::uint8_t>("y");
  const auto before = train_logistic(features, outcomes, 1);
  const auto row = row_of(features, 5);
  for (auto& value : features[2].values) *value = *value * 1e-9 + 3;
  const auto after = train_logistic(features, outcomes, 1);
  ASSERT_TRUE(before && after);
  EXPECT_NEAR(probability(*before, row), probability(*after, row_of(features, 5)), 1e-9);
}

TEST(TrainLogistic, WithoutAFeatureThatVariesGivesTheRate) {
  const std::vector<Feature> features{{"flat", {1.5, 1.5, 1.5, 1.5}}, {"unknown", {{}, {}, {}, {}}}};
  const auto model = train_logistic(features, std::vector<std::uint8_t>{0, 1, 1, 1}, 1);
  ASSERT_TRUE(model);
  EXPECT_NEAR(probability(*model, std::vector<std::optional<double>>{7, {}}), 0.75, 1e-12);
}

TEST(TrainLogistic, NeedsBothOutcomesAndStandsPerfectSeparation) {
  const std::vector<Feature> features{{"x", {1, 2, 3, 4}}};
  EXPECT_FALSE(train_logistic(features, std::vector<std::uint8_t>{1, 1, 1, 1}, 1));
  const auto model = train_logistic(features, std::vector<std::uint8_t>{0, 0, 1, 1}, 1e-6);
  ASSERT_TRUE(model) << "the penalty limits it";
  EXPECT_LT(probability(*model, std::vector<std::optional<double>>{1}), 0.01);
}

TEST(LogisticFile, ReadsBackToTheSameBits) {
  const GoldenTable golden{"logistic_golden.csv"};
  const auto model = train_logistic(golden_features(golden), golden.numbers<std::uint8_t>("y"), 1);
  ASSERT_TRUE(model);
  const auto read = read_logistic(to_json(*model), "model.json");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(*model));
  const std::vector<std::optional<double>> row{5810, {}, 2e6};
  EXPECT_EQ(probability(*read, row), probability(*model, row));
}

TEST(LogisticFile, IsRefusedWhenDamaged) {
  const char* const damaged[] = {
      "",
      "3",
      R"({"schema": "gammafield.trees/1"})",
      R"({"schema": "gammafield.logistic/1", "intercept": 0})",
      R"({"schema": "gammafield.logistic/1", "intercept": 1e200, "features": []})",
      R"({"schema": "gammafield.logistic/1", "intercept": 0, "features": [{"name": "x", "mean": 0, "weight": 1}]})",
      R"({"schema": "gammafield.logistic/1", "intercept": 0, "features":
          [{"name": "x", "mean": 0, "weight": 1, "missing_weight": 0}, {"name": "x", "mean": 0, "weight": 1, "missing_weight": 0}]})",
  };
  for (const char* json : damaged) {
    const auto read = read_logistic(json, "model.json");
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(read.error().message.rfind("model.json: ", 0), 0U) << read.error().message;
  }
}

}  // namespace
}  // namespace gammafield::learning
