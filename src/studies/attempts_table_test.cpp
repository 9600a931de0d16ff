#include "studies/attempts_table.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "ingest/read_chain.h"
#include "market/calendar.h"
#include "research/testing_hedged_days.h"
#include "studies/judged_ladder_output.h"
#include "studies/scores.h"

namespace gammafield::studies {
namespace {

std::vector<research::LandmarkRow> rows_of(const research::SymbolDays& days) {
  auto rows = research::landmark_rows(std::vector{days}, {}, market::Calendar::us());
  EXPECT_TRUE(rows);
  return std::move(*rows);
}

TEST(AttemptsTable, HasARowForEachOutcome) {
  research::LandmarkRow row{.symbol = "X,Y",
                            .session = std::chrono::year{2026} / 1 / 5,
                            .attempt = "X,Y call 100",
                            .landmark = std::chrono::minutes{3},
                            .walk = 0.25,
                            .features = {{"a", -0.5}, {"b", std::nullopt}},
                            .outcome = research::AttemptOutcome{true, 12, 0.75}};
  auto open = row;
  open.outcome = std::nullopt;
  EXPECT_EQ(attempts_csv(std::vector{row, open}),
            "session,attempt,landmark,y,walk,a,b,outcome_minutes_beyond,outcome_furthest_beyond\n"
            "2026-01-05,\"X,Y call 100\",3,1,0.25,-0.5,,12,0.75\n");
  EXPECT_FALSE(attempts_csv(std::vector{open}));
}

/// The tool that trains, and what it forecast and learned.
class Trained {
 public:
  Trained(const research::SymbolDays& days, const std::string& options)
      : folder_(std::filesystem::temp_directory_path() / ("gammafield_break_model_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "attempts.csv") << *attempts_csv(rows_of(days));
    const auto at = [&](const char* name) { return (folder_ / name).string(); };
    const auto command = "python3 " GAMMAFIELD_TESTDATA "/../tools/train_break_model.py " + at("attempts.csv") +
                         " -o " + at("trees.json") + " --logistic " + at("logistic.json") + " --predictions " +
                         at("predictions.csv") + " " + options + " 2> " + at("log");
    EXPECT_EQ(std::system(command.c_str()), 0) << *ingest::read_bytes(at("log"));
  }
  ~Trained() { std::filesystem::remove_all(folder_); }
  Trained(const Trained&) = delete;
  Trained& operator=(const Trained&) = delete;

  [[nodiscard]] std::string text(const char* name) const { return *ingest::read_bytes((folder_ / name).string()); }

  [[nodiscard]] JudgedLadder ladder() const {
    const auto predictions = read_predictions(text("predictions.csv"), "predictions.csv");
    EXPECT_TRUE(predictions) << predictions.error().message;
    learning::LadderRule rule;
    rule.bootstrap.resamples = 1000;
    return judged(*predictions, "predictions.csv", rule);
  }

 private:
  std::filesystem::path folder_;
};

bool can_train() { return std::system("python3 -c 'import lightgbm, sklearn' 2> /dev/null") == 0; }

TEST(BreakModelTool, LearnsWhatWallsDoAndTheProgramScoresByIt) {
  if (!can_train()) GTEST_SKIP() << "needs python3 with lightgbm and scikit-learn";
  const auto days = research::testing::hedged_days(4, 250, 1);
  const Trained trained(days, "");
  const auto ladder = trained.ladder();
  EXPECT_EQ(verdict_on(ladder, "logistic"), learning::Verdict::accepted) << ladder_text(ladder, {});
  EXPECT_EQ(verdict_on(ladder, "boosting"), learning::Verdict::accepted) << ladder_text(ladder, {});
  const auto rows = rows_of(days);
  for (const auto* file : {"logistic.json", "trees.json"}) {
    const auto model = read_break_model(*break_model_json(trained.text(file), file, ladder), file);
    ASSERT_TRUE(model) << model.error().message;
    double came = 0, not_come = 0, came_sum = 0, not_come_sum = 0;
    for (const auto& row : rows) {
      const auto forecast = probability(*model, row);
      ASSERT_TRUE(forecast) << forecast.error().message;
      (row.outcome->beyond ? came : not_come) += 1;
      (row.outcome->beyond ? came_sum : not_come_sum) += *forecast;
    }
    EXPECT_GT(came_sum / came - not_come_sum / not_come, 0.2) << file;
    EXPECT_TRUE(scores_of_last_session(*model, file, rows)) << file;
  }
}

TEST(BreakModelTool, LearnsNothingWhereThereIsNothing) {
  if (!can_train()) GTEST_SKIP() << "needs python3 with lightgbm and scikit-learn";
  const auto none = research::made_up_days({.plant = {}, .days = 150, .seed = 1});
  const auto ladder = Trained(none, "").ladder();
  EXPECT_NE(verdict_on(ladder, "logistic"), learning::Verdict::accepted) << ladder_text(ladder, {});
  EXPECT_NE(verdict_on(ladder, "boosting"), learning::Verdict::accepted) << ladder_text(ladder, {});

  const auto by_lot = Trained(research::testing::hedged_days(4, 150, 2), "--shuffle 1").ladder();
  for (const auto& rung : by_lot.folds->ladder.rungs) {
    ASSERT_TRUE(rung.auc);
    EXPECT_NEAR(rung.auc->area.value, 0.5, 0.12) << rung.name;
  }
}

}  // namespace
}  // namespace gammafield::studies
