#include "studies/plan.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "studies/library.h"

namespace gammafield::studies {
namespace {

constexpr std::string_view least = R"(kind = "hit_rate"
symbols = ["SPX"]
baselines = ["random_price"]
[levels]
chains = ["*.csv"]
[prices]
SPX = "bars.csv"
)";

TEST(ReadStudy, OfTheLeastTakesTheDefaults) {
  const auto plan = read_study(least, "folder/mine.toml");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->name, "mine");
  EXPECT_EQ(plan->title, "mine");
  EXPECT_EQ(plan->race.beyond, 0.10);
  EXPECT_EQ(plan->race.horizon, std::chrono::minutes{60});
  EXPECT_EQ(plan->inference.bootstrap.resamples, 10'000U);
  EXPECT_EQ(plan->sides.size(), 2U);
  EXPECT_EQ(plan->sources.prices.at("SPX"), std::vector<std::string>{"bars.csv"});
}

TEST(ReadStudy, SaysWhatIsWrongAndWhere) {
  struct Row {
    std::string_view why, text, says;
  };
  const std::string head = "kind = \"hit_rate\"\nsymbols = [\"SPX\"]\nbaselines = [\"random_price\"]\n";
  const std::string rest = "[levels]\nchains = [\"*.csv\"]\n[prices]\nSPX = \"b.csv\"\n";
  const std::string bad_kind = "kind = \"hits\"\n", no_symbols = "kind = \"pinning\"\n[levels]\nchains = [\"a\"]\n",
                    no_prices = head + "[levels]\nchains = [\"a\"]\n", unknown = head + "bases = [\"nett\"]\n" + rest,
                    twice = head + "sides = [\"call\", \"call\"]\n" + rest, key = head + "colour = 3\n" + rest,
                    setting = head + "[levels]\nchains = [\"a\"]\nsettings = [\"x=1\"]\n[prices]\nSPX = \"b\"\n",
                    dates = head + "from = \"2026-08-02\"\nto = \"2026-08-01\"\n" + rest,
                    pairs = "kind = \"inside\"\nsymbols = [\"SPX\"]\nbaselines = [\"stale_wall\"]\n" + rest,
                    rule = "kind = \"strategy\"\nsymbols = [\"SPX\"]\n" + rest,
                    no_rule = rule + "[strategy]\nname = \"W9\"\n",
                    not_its_own = rule + "[strategy]\nname = \"W3\"\ntheta = 0.1\n",
                    too_much = rule + "[strategy]\nname = \"W3\"\nover_wall = 2\n",
                    stray = head + rest + "[costs]\noption_fee = 0.01\n",
                    context = head + rest + "[context]\nvix = \"vix.csv\"\n", no_trades = head + rest + "[flow]\n",
                    series = "kind = \"next_day\"\n", nothing = "kind = \"hit_rate\"\nsymbols = [\"SPX\"]\n" + rest;
  const Row rows[] = {
      {"a kind that is none", bad_kind, "line 1: "},
      {"no symbols", no_symbols, "symbols is missing"},
      {"no prices of a symbol", no_prices, "[prices] has no SPX"},
      {"a basis that is none", unknown, "line 4: "},
      {"one side twice", twice, "none twice"},
      {"a key nobody knows", key, "line 4: "},
      {"a setting nobody knows", setting, "settings"},
      {"the end before the beginning", dates, "to is before from"},
      {"a baseline that has no pairs of walls", pairs, "shuffled_date or random_price"},
      {"a strategy without its table", rule, "[strategy] is missing"},
      {"a strategy that there is not", no_rule, "W1, W2"},
      {"a parameter of another one", not_its_own, "theta"},
      {"a parameter out of its range", too_much, "over_wall"},
      {"costs of a study without trades", stray, "alone"},
      {"what only strategies look at", context, "alone"},
      {"a flow without trades", no_trades, "files of option trades"},
      {"no series", series, "[series] is missing"},
      {"nothing to compare with", nothing, "baselines is missing"},
  };
  for (const auto& row : rows) {
    const auto plan = read_study(row.text, "x.toml");
    ASSERT_FALSE(plan) << row.why;
    EXPECT_NE(plan.error().message.find(row.says), std::string::npos) << row.why << ": " << plan.error().message;
    EXPECT_TRUE(plan.error().message.starts_with("x.toml: ")) << row.why;
    EXPECT_EQ(plan.error().message.find('\n'), std::string::npos) << row.why;
    EXPECT_EQ(plan.error().kind, base::RefusalKind::usage) << row.why;
  }
}

TEST(Library, EachOfItIsAStudyWithAQuestion) {
  EXPECT_GE(library_texts().size(), 8U);
  for (const auto& each : library_texts()) {
    const auto plan = read_study(each.text, each.name);
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_NE(plan->title, plan->name);
    EXPECT_TRUE(plan->question.ends_with("?")) << plan->name;
  }
}

TEST(ChoicesOf, TellEveryOne) {
  const auto choices = choices_of(*read_study(least, "mine.toml"));
  const auto value = [&](std::string_view key) {
    const auto found = std::ranges::find(choices, key, &std::pair<std::string, std::string>::first);
    return found == choices.end() ? "" : found->second;
  };
  EXPECT_EQ(value("kind"), "hit_rate");
  EXPECT_EQ(value("race.beyond"), "0.1 expected moves");
  EXPECT_EQ(value("inference.seed"), "1");
}

}  // namespace
}  // namespace gammafield::studies
