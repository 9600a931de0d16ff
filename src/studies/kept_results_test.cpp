#include "studies/kept_results.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "statistics/walk.h"
#include "studies/base_rates.h"
#include "studies/result_json.h"
#include "studies/testing_result.h"

namespace gammafield::studies {
namespace {

namespace fs = std::filesystem;

class KeptResultsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "kept_results_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void keep(const std::string& file, const std::string& text) const { std::ofstream(folder_ / file) << text; }
  void keep(const StudyResult& result) const { keep(result.name + ".json", result_json(result, 2)); }

  fs::path folder_;
};

/// A study of one cell a side, whose share is of so many events.
StudyResult study(std::string name, std::string kind, const std::string& measure, double events, double share) {
  auto result = testing::made_up_result();
  result.name = std::move(name);
  result.kind = std::move(kind);
  result.findings.cells.clear();
  for (const auto* side : {"call", "put"}) {
    auto cell = testing::cell_of("SPX", side, {share, share - 0.1, share + 0.1}, events);
    cell.keys.emplace_back("basis", "net");
    cell.measure = measure;
    cell.comparisons = {testing::tested_comparison("walk", {0.02, -0.08, 0.12}, 0.6)};
    result.findings.cells.push_back(std::move(cell));
  }
  result.findings.cells.front().primary = true;
  return result;
}

const BaseRate& rate_of(const std::vector<BaseRate>& rates, levels::Side side, session::WallState state) {
  return *std::ranges::find_if(rates, [&](const auto& rate) { return rate.side == side && rate.state == state; });
}

TEST_F(KeptResultsTest, ReadBackWhatWasWritten) {
  const auto written = testing::made_up_result();
  const auto read = read_kept_result(result_json(written, 0), "it.json");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->name, written.name);
  EXPECT_EQ(read->comparisons_tried, written.findings.comparisons_tried);
  ASSERT_EQ(read->cells.size(), written.findings.cells.size());
  for (std::size_t i = 0; i < read->cells.size(); ++i) {
    const auto& cell = written.findings.cells[i];
    EXPECT_EQ(read->cells[i].keys, cell.keys);
    EXPECT_EQ(read->cells[i].days, cell.days);
    EXPECT_EQ(read->cells[i].figure.has_value(), cell.figure.has_value());
    if (cell.figure) {
      EXPECT_EQ(read->cells[i].figure->high, cell.figure->high);
    }
  }
  ASSERT_NE(primary_of(*read), nullptr);
  EXPECT_TRUE(primary_of(*read)->primary);
}

/// Each occurrence of each member that is read, missing: a refusal that says so, and never a crash.
TEST_F(KeptResultsTest, WithoutAnyMemberIsDamaged) {
  const auto whole = result_json(testing::made_up_result(), 0);
  for (const auto* member :
       {"name", "kind", "title", "question", "answer", "tried_text", "comparisons_tried", "choices", "data", "keys",
        "measure", "primary", "days", "events", "figure", "comparisons"}) {
    const auto key = fmt::format("\"{}\":", member);
    const auto at = whole.find(key);
    ASSERT_NE(at, std::string::npos) << member;
    auto cut = whole;
    cut[at + 1] = '_';
    const auto read = read_kept_result(cut, "it.json");
    ASSERT_FALSE(read) << member;
    EXPECT_EQ(read.error().message, "it.json: a damaged result: a part is missing; run the study again") << member;
  }
  std::size_t cuts = 0;
  for (const auto* member : {"against_text", "difference", "verdict", "verdict_text", "value", "low", "high"}) {
    const auto key = fmt::format("\"{}\":", member);
    for (auto at = whole.find(key); at != std::string::npos; at = whole.find(key, at + 1), ++cuts) {
      auto cut = whole;
      cut[at + 1] = '_';
      if (const auto read = read_kept_result(cut, "it.json"); !read) {
        EXPECT_NE(read.error().message.find("damaged"), std::string::npos) << member;
      }
    }
  }
  EXPECT_GT(cuts, 20U);
}

TEST_F(KeptResultsTest, AFolderThatIsNotThereHasNone) {
  const auto kept = kept_results((folder_ / "later").string());
  EXPECT_TRUE(kept.results.empty());
  EXPECT_TRUE(kept.unreadable.empty());
}

TEST_F(KeptResultsTest, OneBadFileHidesNoOther) {
  keep(study("walls", "hit_rate", "hit_rate", 40, 0.5));
  keep("cut.json", R"({"schema":"gammafield.study/1","name":"cut")");
  keep("other.json", R"({"schema":"gammafield.report/1"})");
  keep("poor.json", R"({"schema":"gammafield.study/1","name":"poor","kind":"x"})");
  keep("renamed.json", result_json(study("walls", "hit_rate", "hit_rate", 40, 0.5), 0));
  keep("page.html", "no result");
  keep(".hidden.json", "no result");
  const auto kept = kept_results(folder_.string());
  ASSERT_EQ(kept.results.size(), 1U);
  EXPECT_EQ(kept.results[0].result.name, "walls");
  EXPECT_GT(kept.results[0].made_at, market::Instant{});
  ASSERT_EQ(kept.unreadable.size(), 4U);
  for (const auto* file : {"cut.json", "other.json", "poor.json", "renamed.json"}) {
    const auto told = std::ranges::any_of(kept.unreadable, [&](const auto& refusal) {
      return refusal.message.find(file) != std::string::npos && refusal.message.find('\n') == std::string::npos;
    });
    EXPECT_TRUE(told) << file;
  }
}

TEST_F(KeptResultsTest, NoNameLeadsOutOfTheFolder) {
  fs::create_directory(folder_ / "in");
  keep("secret.json", "secret");
  const auto in = (folder_ / "in").string();
  for (const auto* name : {"../secret", "", ".", "..", "/etc/hostname", "in/../../secret"})
    EXPECT_FALSE(kept_file(in, name, ".json")) << name;
  EXPECT_EQ(kept_file(folder_.string(), "secret", ".json"), "secret");
  EXPECT_FALSE(kept_file(folder_.string(), "secret", ".html"));
}

TEST_F(KeptResultsTest, AWallsStateHasTheShareOfItsKind) {
  keep(study("few", "hit_rate", "hit_rate", 12, 0.9));
  keep(study("many", "hit_rate", "hit_rate", 80, 0.6));
  keep(study("breaks", "break_labels", "real_share", 50, 0.2));
  const auto kept = kept_results(folder_.string());
  const auto rates = base_rates(kept.results, "SPX", wall_bases({}));
  ASSERT_EQ(rates.size(), 6U);
  const auto& holding = rate_of(rates, levels::Side::put, session::WallState::holding);
  ASSERT_NE(holding.cell, nullptr);
  EXPECT_EQ(holding.study->name, "many") << "of several the one with the most events";
  EXPECT_EQ(holding.cell->figure->value, 0.6);
  EXPECT_EQ(holding.walk, 0.5);
  const auto& tested = rate_of(rates, levels::Side::call, session::WallState::tested);
  EXPECT_EQ(tested.study->name, "breaks");
  EXPECT_EQ(tested.walk, statistics::walk_label_rates().real);
  const auto& broken = rate_of(rates, levels::Side::call, session::WallState::broken);
  EXPECT_EQ(broken.cell, nullptr) << "that study tells nothing of the hour";
  EXPECT_GT(broken.walk, tested.walk) << "what has lasted lasts";
}

TEST_F(KeptResultsTest, OtherSymbolsAndOtherWallsSayNothing) {
  keep(study("walls", "hit_rate", "hit_rate", 80, 0.6));
  const auto kept = kept_results(folder_.string());
  for (const auto& rate : base_rates(kept.results, "NDX", wall_bases({}))) EXPECT_EQ(rate.cell, nullptr);
  levels::LevelSettings gross;
  gross.call_basis = levels::Basis::gross;
  gross.put_wall_rule = levels::PutWallRule::max_positive_below;
  for (const auto& rate : base_rates(kept.results, "SPX", wall_bases(gross))) EXPECT_EQ(rate.cell, nullptr);
}

}  // namespace
}  // namespace gammafield::studies
