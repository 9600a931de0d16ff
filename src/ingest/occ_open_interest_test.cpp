#include "ingest/occ_open_interest.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ingest/read_chain.h"

namespace gammafield::ingest {
namespace {

using market::Contracts;
using market::Right;
using namespace std::chrono_literals;

/// In the shape of OCC's answer: two tabs behind the root of a line, one behind that of the heading.
const std::string head =
    "Series Search Results for WDC\r\n"
    "Products for this underlying symbol are traded on: CBOE\r\n"
    "\t\tSeries/contract\t\tStrike\t\t\tOpen Interest\r\n"
    "ProductSymbol\tyear\tMonth\tDay\tInteger\tDec\tC/P\tCall\tPut\tPosition Limit\t\r\n";
const std::string rows =
    "WDC   \t\t2026\t10\t02\t250\t000\tC P \t3\t113\t25000000\r\n"
    "WDC   \t\t2026\t10\t09\t574\t700\t  P \t0\t53\t25000000\r\n"
    "WDC1  \t\t2026\t10\t16\t425\t000\tC P \t1250\t1251\t25000000\r\n";

TEST(OccOpenInterest, IsReadByContract) {
  const auto read = read_occ_open_interest(head + rows, "occ.txt");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->underlying, "WDC");
  EXPECT_EQ(read->contracts.size(), 5u) << "one series has a put alone";
  const auto at = [&](const char* root, int day, std::int64_t thousandths, Right right) {
    return read->contracts.at({root, 2026y / 10 / day, thousandths, right});
  };
  EXPECT_EQ(at("WDC", 2, 250'000, Right::call), Contracts{3});
  EXPECT_EQ(at("WDC", 2, 250'000, Right::put), Contracts{113});
  EXPECT_EQ(at("WDC", 9, 574'700, Right::put), Contracts{53});
  EXPECT_EQ(at("WDC1", 16, 425'000, Right::put), Contracts{1251});
}

TEST(OccOpenInterest, ToldTwiceAlikeCountsOnce) {
  const auto read = read_occ_open_interest(head + rows + rows, "occ.txt");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->contracts.size(), 5u);
}

TEST(OccOpenInterest, RefusesWhatCannotBeTrusted) {
  struct Row {
    std::string_view why;
    std::string text;
    std::string_view says;
  };
  const Row table[] = {
      {"empty", "", "cut short"},
      {"headings alone", head, "without a series"},
      {"ends within a line", head + rows.substr(0, rows.size() - 9), "within a line"},
      {"a page", "<html>\n<body>Access denied</body>\n</html>\n", "no list of series"},
      {"too many thousandths", head + "WDC\t\t2026\t10\t02\t250\t1000\tC P\t3\t113\t1\r\n", "line 5"},
      {"no strike", head + "WDC\t\t2026\t10\t02\t0\t000\tC P\t3\t113\t1\r\n", "line 5"},
      {"no such day", head + "WDC\t\t2026\t13\t02\t250\t000\tC P\t3\t113\t1\r\n", "line 5"},
      {"a number missing", head + "WDC\t\t2026\t10\t02\t250\t000\tC P\t3\r\n", "line 5"},
      {"less than nothing", head + "WDC\t\t2026\t10\t02\t250\t000\tC P\t-3\t1\t1\r\n", "line 5"},
      {"neither call nor put", head + "WDC\t\t2026\t10\t02\t250\t000\t   \t3\t1\t1\r\n", "line 5"},
      {"two numbers for one", head + rows + "WDC\t\t2026\t10\t02\t250\t000\tC P\t4\t113\t1\r\n", "another number"},
  };
  for (const Row& row : table) {
    const auto read = read_occ_open_interest(row.text, "occ.txt");
    ASSERT_FALSE(read) << row.why;
    EXPECT_EQ(read.error().kind, base::RefusalKind::input_rejected) << row.why;
    EXPECT_NE(read.error().message.find(row.says), std::string::npos) << row.why << ": " << read.error().message;
  }
}

TEST(OccOpenInterest, CutAnywhereIsRefusedOrEndsWithALine) {
  const std::string text = head + rows;
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto read = read_occ_open_interest(text.substr(0, size), "occ.txt");
    EXPECT_EQ(read.has_value(), size > head.size() && text[size - 1] == '\n') << size;
  }
}

LoadedChain chain() {
  const std::string text =
      "symbol,timestamp,expiry,type,strike,bid,ask,iv,open_interest,spot\n"
      "WDC,2026-09-24T15:00:00Z,2026-10-02,call,250,4.1,4.3,0.3,99,250\n"
      "WDC,2026-09-24T15:00:00Z,2026-10-02,put,250,3.9,4.1,0.3,99,250\n"
      "WDC,2026-09-24T15:00:00Z,2026-10-02,put,245,1.9,2.1,0.3,99,250\n"
      "WDC,2026-09-24T15:00:00Z,2026-10-09,put,574.7,324,326,0.3,99,250\n";
  return std::move(read_chain(text, {}, "chain.csv").value().front());
}

TEST(OccOpenInterest, TakesThePlaceOfTheChainsOwn) {
  const auto list = read_occ_open_interest(head + rows, "occ.txt").value();
  const auto merged = with_open_interest(chain(), list, 2026y / 9 / 23);
  ASSERT_TRUE(merged) << merged.error().message;
  ASSERT_EQ(merged->chain.rows.size(), 4u);
  std::vector<double> open;
  for (const auto& row : merged->chain.rows) open.push_back(row.open_interest ? row.open_interest->value() : -1);
  EXPECT_EQ(open, (std::vector<double>{-1, 3, 113, 53})) << "by strike; the 245 put is not in the list";
  EXPECT_EQ(merged->chain.oi_date, 2026y / 9 / 23);
  const auto undated = with_open_interest(chain(), list, std::nullopt);
  EXPECT_EQ(undated->chain.oi_date, std::nullopt);
  EXPECT_EQ(undated->chain.flags.back().code, "open_interest_undated");
}

TEST(OccOpenInterest, ReachesEveryReader) {
  ReadOptions options;
  options.open_interest =
      std::make_shared<const OccOpenInterest>(read_occ_open_interest(head + rows, "occ.txt").value());
  options.oi_date = 2026y / 9 / 23;
  const std::string text =
      "symbol,timestamp,expiry,type,strike,bid,ask,iv,open_interest,spot\n"
      "WDC,2026-09-24T15:00:00Z,2026-10-02,call,250,4.1,4.3,0.3,99,250\n";
  EXPECT_EQ(read_chain(text, options, "chain.csv")->front().chain.rows.front().open_interest, Contracts{3});
  options.oi_date = 2026y / 9 / 24;
  const auto later = read_chain(text, options, "chain.csv");
  ASSERT_FALSE(later) << "the close of the session itself";
  EXPECT_NE(later.error().message.find("2026-09-24"), std::string::npos);
}

TEST(OccOpenInterest, OfAnotherUnderlyingIsRefused) {
  auto list = read_occ_open_interest(head + rows, "occ.txt").value();
  list.underlying = "SPX";
  const auto merged = with_open_interest(chain(), list, std::nullopt);
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().kind, base::RefusalKind::usage);
}

}  // namespace
}  // namespace gammafield::ingest
