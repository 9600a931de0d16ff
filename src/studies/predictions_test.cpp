#include "studies/predictions.h"

#include <gtest/gtest.h>

#include "studies/testing_predictions.h"

namespace gammafield::studies {
namespace {

std::string with_header(std::string_view rows) { return std::string(testing::predictions_header) + std::string(rows); }

TEST(Predictions, AreReadByPart) {
  const auto read = read_predictions(with_header("2026-01-05,x,0,1,fold,0.4,0.5,0.6,0.7\n"
                                                 "2026-01-02,w,0,0,fold,0.4,0.1,0.2,0.3\n"
                                                 "2026-01-05,x,5,1,fold,0.4,1,0,0.8\n"
                                                 "2026-01-09,z,0,0,holdout,0.4,0.5,0.5,0.5\n"),
                                     "p.csv");
  ASSERT_TRUE(read && read->folds && read->holdout);
  const auto& cases = read->folds->cases;
  EXPECT_EQ(cases.days, (std::vector<std::uint32_t>{1, 0, 1})) << "in the order of dates";
  EXPECT_EQ(cases.outcomes, (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_EQ(cases.rungs[walk_rung].name, "walk");
  EXPECT_EQ(cases.rungs[walk_rung].forecasts, (std::vector{0.5, 0.1, 1.0}));
  EXPECT_EQ(cases.reference, walk_rung);
  EXPECT_EQ(read->folds->landmarks, (std::vector{0, 0, 5}));
  EXPECT_EQ(read->folds->attempts, 2U);
  EXPECT_EQ(market::to_string(read->folds->first), "2026-01-02");
  EXPECT_EQ(market::to_string(read->folds->last), "2026-01-05");
  EXPECT_EQ(read->holdout->cases.outcomes.size(), 1U);
}

TEST(Predictions, AreRefusedByLine) {
  struct Row {
    std::string_view why, row, says;
  };
  const Row rows[] = {
      {"no date", "2026-13-05,x,0,1,fold,0.4,0.5,0.6,0.7", "session is \"2026-13-05\""},
      {"half a minute", "2026-01-05,x,0.5,1,fold,0.4,0.5,0.6,0.7", "landmark is \"0.5\""},
      {"before the cross", "2026-01-05,x,-1,1,fold,0.4,0.5,0.6,0.7", "landmark is \"-1\""},
      {"neither", "2026-01-05,x,0,2,fold,0.4,0.5,0.6,0.7", "y is \"2\""},
      {"seen in training", "2026-01-05,x,0,1,train,0.4,0.5,0.6,0.7", "part is \"train\""},
      {"no probability", "2026-01-05,x,0,1,fold,0.4,0.5,1.1,0.7", "logistic is \"1.1\""},
      {"not a number", "2026-01-05,x,0,1,fold,0.4,nan,0.6,0.7", "walk is \"nan\""},
      {"twice", "2026-01-05,x,0,1,fold,0.4,0.5,0.6,0.7\n2026-01-05,x,0,1,fold,0.4,0.5,0.6,0.7", "line 3: a second"},
      {"a cell missing", "2026-01-05,x,0,1,fold,0.4,0.5,0.6", "no cell for boosting"},
  };
  for (const auto& row : rows) {
    const auto read = read_predictions(with_header(row.row), "p.csv");
    ASSERT_FALSE(read) << row.why;
    EXPECT_EQ(read.error().kind, base::RefusalKind::input_rejected);
    EXPECT_NE(read.error().message.find(row.says), std::string::npos) << read.error().message;
  }
  const auto none = read_predictions(with_header(""), "p.csv");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, base::RefusalKind::no_usable_data);
}

}  // namespace
}  // namespace gammafield::studies
