#include "studies/result_text.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include "studies/result_words.h"
#include "studies/testing_result.h"

namespace gammafield::studies {
namespace {

using research::Verdict;
using testing::made_up_result;

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string as_it_is(std::string_view text) { return std::string{text}; }

/// GAMMAFIELD_WRITE_GOLDEN=1 writes the files anew, to be looked at before they are committed.
void expect_golden(const std::string& name, const std::string& text) {
  const auto path = std::string{GAMMAFIELD_TESTDATA} + "/studies/" + name;
  if (std::getenv("GAMMAFIELD_WRITE_GOLDEN") != nullptr) std::ofstream{path, std::ios::binary} << text;
  std::ifstream file{path, std::ios::binary};
  std::stringstream bytes;
  bytes << file.rdbuf();
  EXPECT_EQ(text, bytes.str()) << name;
}

/// The made-up result with its primary comparison changed.
template <class Change>
StudyResult with_primary(const Change& change) {
  auto result = made_up_result();
  auto& cell = result.findings.cells[1];
  change(result, cell, cell.comparisons.front());
  return result;
}

TEST(ResultText, IsAsTheGoldenFilesSay) {
  expect_golden("made_up.txt", result_text(made_up_result(), {}));
  expect_golden("made_up.md", result_text(made_up_result(), {.colour = false, .markdown = true}));
}

TEST(ResultText, OfAStudyWithoutAnythingSaysSo) {
  const auto text = result_text(StudyResult{}, {});
  EXPECT_TRUE(has(text, "Nothing was measured"));
  EXPECT_TRUE(has(text, "No comparison was made."));
  EXPECT_TRUE(has(text, "0 comparisons were tried in 0 cells."));
  EXPECT_FALSE(has(text, "by luck"));
}

TEST(ResultText, ShowsTheFirstOfManyTrades) {
  auto result = made_up_result();
  result.trades.resize(45, result.trades.front());
  result.trades[39].entry_reason = "the fortieth";
  result.trades[40].entry_reason = "the one after it";
  const auto text = result_text(result, {});
  EXPECT_TRUE(has(text, "the fortieth; the session closes"));
  EXPECT_FALSE(has(text, "the one after it"));
  EXPECT_TRUE(has(text, "The first 40 of 45; the JSON has them all."));
}

TEST(ResultText, TellsEveryComparisonOfALargeStudyAndItsPrimaryOneFirst) {
  const auto result = testing::large_result();
  const auto text = result_text(result, {});
  std::size_t rows = 0;
  for (std::size_t at = text.find("cannot tell ("); at != text.npos; at = text.find("cannot tell (", at + 1)) ++rows;
  EXPECT_EQ(rows, 192U);
  EXPECT_LT(text.find("SYM5"), text.find("SYM0"));
}

TEST(ResultText, LetsNoControlCharacterOut) {
  const auto text = result_text(testing::result_saying("\x1b[31mred\x07\n# head"), {});
  EXPECT_FALSE(has(text, "\x1b"));
  EXPECT_FALSE(has(text, "\x07"));
  EXPECT_FALSE(has(text, "\n# head"));
  EXPECT_FALSE(has(result_text(testing::result_saying("<b> a|b"), {.colour = false, .markdown = true}), " a|b"));
}

TEST(ResultText, NeverPrintsWhatIsNoNumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto text = result_text(with_primary([&](StudyResult& result, research::Cell& cell, research::Comparison& of) {
                                  cell.figure->low = nan;
                                  of.tested->figure.high = inf;
                                  of.detectable = inf;
                                  of.days_needed = inf;
                                  cell.counts.front().second = nan;
                                  result.rule.matters = nan;
                                }),
                                {});
  EXPECT_FALSE(has(text, "nan"));
  EXPECT_FALSE(has(text, "inf "));
  EXPECT_TRUE(has(text, "more than 100,000 days"));
}

TEST(Answer, SaysWhatMayBeSaidAndNoMore) {
  struct Row {
    std::string_view why;
    StudyResult result;
    std::string_view says;
  };
  using research::Cell;
  using research::Comparison;
  const Row rows[] = {
      {"as it stands", made_up_result(),
       "SPX · call: held 14 of 25 (56 %, 37 to 73 %); 5 points more than random prices as far away (−14 to +24): "
       "cannot "
       "tell; would need about 230 days."},
      {"too few days: the need is never less than the fewest that are asked for",
       with_primary([](auto&, Cell&, Comparison& of) {
         of.days_with = 6;
         of.days_needed = 4;
       }),
       "cannot tell; would need about 20 days."},
      {"not tested", with_primary([](auto&, Cell&, Comparison& of) { of = testing::untested_comparison("walk", 1); }),
       "; against a driftless walk: cannot tell; 1 day to compare, at least 20 are asked for."},
      {"differs, and less", with_primary([](auto&, Cell&, Comparison& of) {
         of.tested->figure = {-0.12, -0.2, -0.04};
         of.verdict = Verdict::differs;
       }),
       "; 12 points less than random prices as far away (−20 to −4): differs."},
      {"no difference", with_primary([](auto&, Cell&, Comparison& of) {
         of.tested->figure = {0.001, -0.06, 0.06};
         of.verdict = Verdict::no_difference;
       }),
       "; as much as random prices as far away (−6 to +6): no difference of that size (10 points)."},
      {"an interval so narrow that halves of a point are seen",
       with_primary([](auto&, Cell&, Comparison& of) { of.tested->figure = {0.014, -0.006, 0.034}; }),
       "; 1.4 points more than random prices as far away (−0.6 to +3.4)"},
      {"another unit", with_primary([](auto&, Cell& cell, Comparison& of) {
         cell.is_share = false;
         cell.measure = "slope";
         cell.figure = {0.0663, 0.0391, 0.0936};
         of.tested->figure = {-0.0663, -0.0936, -0.0391};
       }),
       "SPX · call: slope 0.066 (0.039 to 0.094); 0.066 less than random prices as far away (−0.094 to −0.039)"},
      {"nothing to measure", with_primary([](auto&, Cell& cell, Comparison&) {
         cell.figure.reset();
         cell.days = 0;
       }),
       "SPX · call: no figure: nothing to measure on any day; "},
      {"too little to measure", with_primary([](auto&, Cell& cell, Comparison&) { cell.figure.reset(); }),
       "SPX · call: no figure: too few days to measure it on; "},
      {"no baseline", with_primary([](auto&, Cell& cell, Comparison&) { cell.comparisons.clear(); }),
       "(56 %, 37 to 73 %); compared with nothing."},
      {"none named before", with_primary([](auto&, Cell& cell, Comparison&) { cell.primary = false; }),
       "No comparison was named before looking"},
  };
  for (const auto& row : rows) {
    const auto text = answer(told(row.result, as_it_is));
    EXPECT_TRUE(has(text, row.says)) << row.why << ": " << text;
  }
}

TEST(Words, TellNumbersWithWhatTheyDeserve) {
  EXPECT_EQ(p_text(0.0004), "<0.001");
  EXPECT_EQ(p_text(0.0341), "0.034");
  EXPECT_EQ(number_text(-0.01234), "−0.0123");
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(count_text(1234567), "1234567");
  EXPECT_EQ(count_text(2.5), "2.5");
  EXPECT_EQ(size_text(0.01, true), "1 point");
  EXPECT_EQ(size_text(0.1, true), "10 points");
  EXPECT_EQ(size_text(0.0257, true), "2.6 points");
  EXPECT_EQ(size_text(0.05, false), "0.05");
}

TEST(Words, NameTheKeysOnlyWhereAllCellsHaveThem) {
  auto result = made_up_result();
  EXPECT_EQ(keys_text(result.findings), "symbol · side");
  result.findings.cells[2].keys.pop_back();
  EXPECT_EQ(keys_text(result.findings), "cell");
  result.findings.cells[1].keys = {{"symbol", "A_B"}, {"regime", "above_flip"}};
  EXPECT_EQ(cell_name(told(result, as_it_is).findings.cells[1]), "A_B · above flip") << "a symbol is as it is";
  result.findings.cells[2].keys.clear();
  EXPECT_EQ(cell_name(result.findings.cells[2]), "all");
}

}  // namespace
}  // namespace gammafield::studies
