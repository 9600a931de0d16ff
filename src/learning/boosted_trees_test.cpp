#include "learning/boosted_trees.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string_view>

#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

std::string golden_model() {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/learning/trees.json"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string model_of(const std::string& trees) {
  return R"({"schema": "gammafield.trees/1", "features": ["a", "b"], "base_score": 0.5, "library": "by hand", "sessions": [],
             "trees": )" +
         trees + "}";
}

TEST(BoostedTrees, ForecastWhatLightGbmDoes) {
  const auto model = read_boosted_trees(golden_model(), "trees.json");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->features, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(model->library.rfind("lightgbm ", 0), 0U);
  EXPECT_EQ(model->sessions.size(), 2U);
  EXPECT_NE(golden_model().find("1e+100"), std::string::npos) << "a split of the missing from all others is among them";
  const GoldenTable golden{"trees_golden.csv"};
  const auto a = golden.maybe("a"), b = golden.maybe("b"), c = golden.maybe("c");
  const auto p = golden.numbers("p");
  ASSERT_EQ(p.size(), 120U);
  for (std::size_t i = 0; i < p.size(); ++i)
    EXPECT_NEAR(probability(*model, std::vector{a[i], b[i], c[i]}), p[i], 1e-12) << i;
}

TEST(BoostedTrees, GoLeftUpToTheThresholdAndWhereTheyAreToldWithoutAValue) {
  const auto model = read_boosted_trees(
      model_of(
          R"([[{"feature": 1, "threshold": 2, "missing_left": false, "left": 1, "right": 2}, {"leaf": -1}, {"leaf": 3}],
                   [{"leaf": 0.25}]])"),
      "x");
  ASSERT_TRUE(model) << model.error().message;
  const auto odds = [&](std::optional<double> b) {
    const double p = probability(*model, std::vector<std::optional<double>>{{}, b});
    return std::log(p / (1 - p));
  };
  EXPECT_NEAR(odds(2), 0.5 - 1 + 0.25, 1e-12);
  EXPECT_NEAR(odds(std::nextafter(2, 3)), 0.5 + 3 + 0.25, 1e-12);
  EXPECT_NEAR(odds({}), 0.5 + 3 + 0.25, 1e-12);
}

TEST(BoostedTrees, AreRefusedUnlessTheyAreTrees) {
  struct Row {
    std::string_view why;
    std::string trees;
  };
  const auto split = [](int feature, int left, int right) {
    return fmt::format(R"({{"feature": {}, "threshold": 0, "missing_left": true, "left": {}, "right": {}}})", feature,
                       left, right);
  };
  const Row rows[] = {
      {"no node", "[[]]"},
      {"not a list", "[3]"},
      {"a feature that is not there", fmt::format("[[{}, {{\"leaf\": 1}}, {{\"leaf\": 2}}]]", split(2, 1, 2))},
      {"a child that is not there", fmt::format("[[{}, {{\"leaf\": 1}}, {{\"leaf\": 2}}]]", split(0, 1, 3))},
      {"a negative child", fmt::format("[[{}, {{\"leaf\": 1}}, {{\"leaf\": 2}}]]", split(0, 1, -1))},
      {"back to the root", fmt::format("[[{}, {{\"leaf\": 1}}, {{\"leaf\": 2}}]]", split(0, 0, 1))},
      {"itself", fmt::format("[[{}, {}, {{\"leaf\": 2}}, {{\"leaf\": 2}}]]", split(0, 1, 2), split(0, 1, 3))},
      {"both ways to one", fmt::format("[[{}, {{\"leaf\": 1}}]]", split(0, 1, 1))},
      {"no way to one", R"([[{"leaf": 1}, {"leaf": 2}]])"},
      {"too large a number", R"([[{"leaf": 1e101}]])"},
      {"no number", R"([[{"leaf": "1"}]])"},
  };
  EXPECT_TRUE(read_boosted_trees(model_of("[]"), "x")) << "no tree at all is the base score";
  for (const Row& row : rows) EXPECT_FALSE(read_boosted_trees(model_of(row.trees), "x")) << row.why;
}

TEST(BoostedTrees, AreRefusedBeyondTheLimits) {
  const auto many = [](std::size_t n, const std::string& each) {
    std::string list = "[";
    for (std::size_t i = 0; i < n; ++i) list += (i > 0 ? "," : "") + each;
    return list + "]";
  };
  EXPECT_TRUE(read_boosted_trees(model_of(many(trees_max, R"([{"leaf": 0}])")), "x"));
  EXPECT_FALSE(read_boosted_trees(model_of(many(trees_max + 1, R"([{"leaf": 0}])")), "x"));
  EXPECT_FALSE(read_boosted_trees(model_of("[" + many(nodes_max + 1, R"({"leaf": 0})") + "]"), "x"));
}

}  // namespace
}  // namespace gammafield::learning
