#include "exposure/positioning.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>

#include "exposure/testing_book.h"

namespace gammafield::exposure {
namespace {

using enum PositioningModel;
using market::Right;

market::Expiry expiry_of(std::string root) {
  market::Expiry expiry;
  expiry.root = std::move(root);
  expiry.date = std::chrono::year{2026} / 3 / 20;
  return expiry;
}

market::OptionRow row_of(Right right, double strike) {
  market::OptionRow row;
  row.right = right;
  row.strike = market::Strike{strike};
  return row;
}

TEST(Positioning, EachModelGivesItsSide) {
  struct Row {
    std::string_view why;
    PositioningModel model;
    std::string root;
    Right right;
    double strike, fraction;
  };
  const Row rows[] = {
      {"naive: investors overwrite calls, dealers are long them", naive, "SPXW", Right::call, 5100, +1},
      {"naive: investors buy puts, dealers are short them", naive, "SPXW", Right::put, 4900, -1},
      {"naive does not look at the root or the strike", naive, "SPY", Right::put, 5100, -1},
      {"all_short: calls", all_short, "SPX", Right::call, 5000, -1},
      {"all_short: puts", all_short, "SPX", Right::put, 5000, -1},
      {"all_long: calls", all_long, "SPX", Right::call, 5000, +1},
      {"all_long: puts", all_long, "SPX", Right::put, 5000, +1},
      {"index: end users are long out-of-the-money puts", index_gpp, "SPX", Right::put, 4999, -1},
      {"index: weeklies are the same underlying", index_gpp, "SPXW", Right::put, 4000, -1},
      {"index: a put at spot is not out of the money", index_gpp, "SPX", Right::put, 5000, 0},
      {"index: nor is one above", index_gpp, "NDXP", Right::put, 5001, 0},
      {"index: calls are near zero", index_gpp, "SPX", Right::call, 5500, 0},
      {"volatility indices are indices", index_gpp, "VIX", Right::put, 20, -1},
      {"stock: end users write, dealers are long calls", index_gpp, "AAPL", Right::call, 5500, +1},
      {"stock: and puts, of any moneyness", index_gpp, "AAPL", Right::put, 4500, +1},
      {"an ETF on an index trades like a stock", index_gpp, "SPY", Right::put, 4500, +1},
  };
  for (const Row& row : rows) {
    const Positioning positioning{row.model};
    const auto fraction = positioning.fraction(expiry_of(row.root), row_of(row.right, row.strike), market::Spot{5000});
    EXPECT_EQ(fraction.value(), row.fraction) << row.why;
    EXPECT_TRUE(positioning.covers(expiry_of(row.root), row_of(row.right, row.strike))) << row.why;
  }
}

TEST(Positioning, ModelsAreNamedAsInTheOptionRegistry) {
  for (const PositioningModel model : {naive, all_short, all_long, index_gpp, user, flow, open_close}) {
    EXPECT_EQ(parse_positioning(to_string(model)), model);
  }
  for (const std::string_view wrong : {"", "Naive", "gpp", "mixture"}) EXPECT_FALSE(parse_positioning(wrong)) << wrong;
}

struct Asked {
  Right right;
  double strike;
  std::string root = "SPXW";
};

struct Answer {
  double fraction = 0;
  bool covered = false;
  bool operator==(const Answer&) const = default;
};

Answer answer(const Positioning& positioning, const Asked& asked) {
  const market::Expiry expiry = expiry_of(asked.root);
  const market::OptionRow row = row_of(asked.right, asked.strike);
  return {positioning.fraction(expiry, row, market::Spot{5000}).value(), positioning.covers(expiry, row)};
}

void PrintTo(const Answer& answer, std::ostream* out) {
  *out << answer.fraction << (answer.covered ? " covered" : " not covered");
}

TEST(PositioningFile, GivesWhatItSaysAndLeavesTheRestFlat) {
  struct Row {
    std::string_view why;
    std::string text;
    Asked asked;
    Answer answer;
  };
  const Row rows[] = {
      {"a contract by its compact symbol", "SPXW260320C05000000,0.25", {Right::call, 5000}, {0.25, true}},
      {"and by its padded one", "SPXW  260320P04900500,-1\n", {Right::put, 4900.5}, {-1, true}},
      {"a contract not named is flat, and counted", "SPXW260320C05000000,0.25", {Right::call, 5005}, {0, false}},
      {"the other right is another contract", "SPXW260320C05000000,0.25", {Right::put, 5000}, {0, false}},
      {"AM and PM roots are two contracts", "SPX260320C05000000,1", {Right::call, 5000, "SPXW"}, {0, false}},
      {"a default for a right", "C,0.3", {Right::call, 5005}, {0.3, true}},
      {"is not one for the other", "C,0.3", {Right::put, 5005}, {0, false}},
      {"rights in words, any case", "Put , -0.5", {Right::put, 1}, {-0.5, true}},
      {"a contract named goes before its right", "C,0.3\nSPXW260320C05000000,-1\n", {Right::call, 5000}, {-1, true}},
      {"in either order", "SPXW260320C05000000,-1\nC,0.3\n", {Right::call, 5000}, {-1, true}},
      {"columns named in the first line", "option,fraction\r\nC,1\r\n", {Right::call, 5000}, {1, true}},
      {"the other name of the first column", "right,fraction\nC,1\n", {Right::call, 5000}, {1, true}},
      {"comments, empty lines, a byte order mark", "\xEF\xBB\xBF# mine\n\nC,1 # all\n", {Right::call, 5}, {1, true}},
      {"quoted cells, a plus", "\"C\",\"+0.5\"", {Right::call, 5}, {0.5, true}},
      {"a strike beyond what symbols can hold has its right's default", "C,1", {Right::call, 1e300}, {1, true}},
      {"the same line twice says nothing new", "C,1\nC,1", {Right::call, 5}, {1, true}},
  };
  for (const Row& row : rows) {
    const auto positioning = Positioning::from_csv(row.text, "positions.csv");
    ASSERT_TRUE(positioning) << row.why << ": " << positioning.error().message;
    EXPECT_EQ(positioning->model(), user) << row.why;
    EXPECT_EQ(answer(*positioning, row.asked), row.answer) << row.why;
  }
}

TEST(PositioningFile, IsRefusedInOneLineThatNamesTheSpot) {
  struct Row {
    std::string_view why;
    std::string text;
    std::string message;
  };
  const Row rows[] = {
      {"nothing in it", "", "p.csv: holds no line `option,fraction` or `right,fraction`"},
      {"only a heading", "option,fraction\n", "p.csv: holds no line `option,fraction` or `right,fraction`"},
      {"one cell", "C,1\nP\n", "p.csv: line 2: `P` is not `option,fraction`"},
      {"longer than everything", "C,1.01", "p.csv: line 1: fraction `1.01` is not a number from -1 to 1"},
      {"shorter than everything", "C,-2", "p.csv: line 1: fraction `-2` is not a number from -1 to 1"},
      {"percent", "C,30%", "p.csv: line 1: fraction `30%` is not a number from -1 to 1"},
      {"not a number at all", "C,nan", "p.csv: line 1: fraction `nan` is not a number from -1 to 1"},
      {"nor is infinity", "C,-inf", "p.csv: line 1: fraction `-inf` is not a number from -1 to 1"},
      {"an empty cell", "C,", "p.csv: line 1: fraction `` is not a number from -1 to 1"},
      {"a third cell", "C,0.5,1", "p.csv: line 1: fraction `0.5,1` is not a number from -1 to 1"},
      {"neither symbol nor right", "AAPL,1",
       "p.csv: line 1: `AAPL` is neither an option symbol (shorter than a root and 15 characters) nor C or P"},
      {"a date that does not exist", "SPX260230C05000000,1",
       "p.csv: line 1: `SPX260230C05000000` is neither an option symbol (the expiry is not a date YYMMDD) nor C or P"},
      {"it contradicts itself", "C,1\n\nC,0.5\n", "p.csv: line 3: `C` is given 0.5 here and 1 above"},
      {"about a contract too", "SPX260320C05000000,1\nSPX   260320C05000000,0\n",
       "p.csv: line 2: `SPX   260320C05000000` is given 0 here and 1 above"},
      {"a heading further down is no heading", "C,1\noption,fraction\n",
       "p.csv: line 2: fraction `fraction` is not a number from -1 to 1"},
      {"bytes that could upset a terminal are not repeated", "\x1b[31m,1",
       "p.csv: line 1: `?[31m` is neither an option symbol (shorter than a root and 15 characters) nor C or P"},
      {"nor is a whole page", "C," + std::string(1000, '9'),
       "p.csv: line 1: fraction `" + std::string(40, '9') + "...` is not a number from -1 to 1"},
  };
  for (const Row& row : rows) {
    const auto positioning = Positioning::from_csv(row.text, "p.csv");
    ASSERT_FALSE(positioning) << row.why;
    EXPECT_EQ(positioning.error().message, row.message) << row.why;
    EXPECT_EQ(positioning.error().kind, base::RefusalKind::input_rejected) << row.why;
  }
}

TEST(PositioningFile, TheBookCountsWhatTheFileLeavesOut) {
  TestingMarket market;
  market.positioning = Positioning::from_csv("P,-0.5\n", "p.csv").value();
  const Book book = testing_book(
      {{0.1, Right::call, 100, 0.2, 10}, {0.1, Right::call, 105, 0.2, 10}, {0.1, Right::put, 100, 0.2, 10}}, market);
  EXPECT_EQ(book.flat_by_omission, 2U);
  ASSERT_EQ(book.holdings.size(), 3U);
  EXPECT_EQ(book.holdings[0].net_gex.value(), 0);
  EXPECT_GT(book.holdings[0].gross_gex.value(), 0);
  EXPECT_EQ(book.holdings[1].dealer_shares.value(), -500) << "rows are sorted by strike: the put at 100";
}

// A fraction that is printed and read again is the same fraction.
RC_GTEST_PROP(PositioningFile, KeepsEveryDigitOfAFraction, ()) {
  const double fraction = *rc::gen::inRange(-1'000'000'000, 1'000'000'001) * 1e-9;
  const auto positioning = Positioning::from_csv("C," + fmt::format("{}", fraction), "p.csv");
  RC_ASSERT(positioning.has_value());
  RC_ASSERT(answer(*positioning, {Right::call, 5000}) == (Answer{fraction, true}));
}

}  // namespace
}  // namespace gammafield::exposure
