#include "studies/judged_ladder_output.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include "studies/testing_predictions.h"

namespace gammafield::studies {
namespace {

using learning::Verdict;
using testing::made_up_predictions;

JudgedLadder ladder_of(const std::string& rows) {
  const auto read = read_predictions(std::string(testing::predictions_header) + rows, "p.csv");
  EXPECT_TRUE(read);
  learning::LadderRule rule;
  rule.bootstrap.resamples = 500;
  return judged(*read, "p.csv", rule);
}

TEST(JudgedLadder, AcceptsWhatBeatsTheWalk) {
  const auto ladder = ladder_of(made_up_predictions(150));
  EXPECT_EQ(verdict_on(ladder, "boosting"), Verdict::accepted);
  EXPECT_EQ(verdict_on(ladder, "logistic"), Verdict::not_better);
  EXPECT_FALSE(verdict_on(ladder, "walk"));
  EXPECT_FALSE(verdict_on(ladder, "crystal ball"));
  ASSERT_EQ(ladder.folds->landmarks.size(), 2U);
  EXPECT_EQ(ladder.folds->landmarks[1].landmark, 5);
  EXPECT_EQ(ladder.folds->landmarks[1].cases, 600U);
  EXPECT_GT(*ladder.folds->landmarks[1].areas[3], *ladder.folds->landmarks[1].areas[walk_rung]);
  EXPECT_DOUBLE_EQ(*ladder.folds->landmarks[1].areas[0], 0.5);
}

TEST(JudgedLadder, AHoldoutCanOnlyTakeAnAcceptanceAway) {
  const auto good = made_up_predictions(150), bad = made_up_predictions(150, "holdout", 0);
  EXPECT_EQ(verdict_on(ladder_of(good + made_up_predictions(150, "holdout")), "boosting"), Verdict::accepted);
  EXPECT_EQ(verdict_on(ladder_of(good + made_up_predictions(5, "holdout")), "boosting"), Verdict::accepted)
      << "too few days say nothing against it";
  EXPECT_EQ(verdict_on(ladder_of(good + bad), "boosting"), Verdict::not_better);
  EXPECT_EQ(verdict_on(ladder_of(made_up_predictions(150, "holdout")), "boosting"), Verdict::cannot_tell)
      << "a holdout alone";
  const auto says = verdict_sentences(ladder_of(good + bad));
  EXPECT_EQ(says.back(), "boosting: beats the walk in the folds, but not in the holdout; it scores nothing.");
}

TEST(JudgedLadder, SaysHowManyDaysItWouldNeed) {
  const auto says = verdict_sentences(ladder_of(made_up_predictions(10)));
  ASSERT_EQ(says.size(), 2U);
  EXPECT_NE(says[1].find("cannot tell"), std::string::npos);
  EXPECT_NE(says[1].find("would need about"), std::string::npos);
  EXPECT_NE(says[1].find("there are 10"), std::string::npos);
}

TEST(JudgedLadder, SaysWhereOnlyTheWalksCalibrationIsMended) {
  std::string csv;
  base::RandomStream random{5, 1};
  for (int i = 0; i < 600; ++i) {  // the walk is far too sure; the logistic model orders cases just as it does
    const double known = random.normal();
    const int y = random.uniform() < learning::logistic(known) ? 1 : 0;
    csv += fmt::format("2025-{:02}-{:02},a{},0,{},fold,0.5,{},{},0.5\n", 1 + i / 5 / 28, 1 + i / 5 % 28, i, y,
                       learning::logistic(5 * known), learning::logistic(known));
  }
  EXPECT_NE(verdict_sentences(ladder_of(csv))[0].find("better than the walk's, but"), std::string::npos);
}

TEST(JudgedLadder, ItsJsonSaysTheSame) {
  const auto ladder = ladder_of(made_up_predictions(150));
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  ASSERT_EQ(parser.parse(ladder_json(ladder, 2)).get(json), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(json["schema"]), "gammafield.ladder/1");
  EXPECT_EQ(std::string_view(json["verdicts"]["boosting"]), "accepted");
  EXPECT_EQ(std::uint64_t(json["folds"]["cases"]), 1200U);
  EXPECT_DOUBLE_EQ(double(json["folds"]["rungs"].at(3)["log_loss"]), ladder.folds->ladder.rungs[3].log_loss);
  EXPECT_TRUE(json["holdout"].is_null());
  EXPECT_EQ(ladder_json(ladder, 0).find("nan"), std::string::npos);
}

TEST(JudgedLadder, ItsTextNamesEveryRungAndIsSafe) {
  auto ladder = ladder_of(made_up_predictions(150));
  ladder.name = "evil\x1b[31m.csv";
  const auto text = ladder_text(ladder, {});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  for (const auto rung : break_rungs) EXPECT_NE(text.find(rung), std::string::npos);
  EXPECT_NE(text.find("boosting: beats the walk out of sample"), std::string::npos);
  EXPECT_NE(text.find("Not advice"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::studies
