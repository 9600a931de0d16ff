#include "ingest/price_bars.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "ingest/read_chain.h"

namespace gammafield::ingest {
namespace {

using market::Spot;
using std::chrono::seconds;

PriceBars bars_of(std::string_view text) {
  auto read = read_price_bars(text, "bars.csv");
  EXPECT_TRUE(read) << (read ? "" : read.error().message);
  return read ? std::move(*read) : PriceBars{};
}

std::string times(const PriceBars& read) {
  std::string text;
  for (const auto& bar : read.bars)
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ", market::to_string(bar.from).substr(11, 5),
                        market::to_string(bar.until).substr(11, 5));
  return text;
}

TEST(PriceBars, KnowWhenTheirCloseIsKnown) {
  struct Row {
    const char* why;
    std::string text, times;
  };
  const Row rows[] = {
      {"New York's clock in summer",
       "date,time,open,high,low,close\n2026-07-17,09:30,1,2,1,2\n2026-07-17,09:31,2,3,1,2\n",
       "13:30-13:31 13:31-13:32"},
      {"and in winter", "date,time,open,high,low,close\n2026-01-16,09:30,1,2,1,2\n2026-01-16,09:35,2,3,1,2\n",
       "14:30-14:35 14:35-14:40"},
      {"epoch seconds", "time,open,high,low,close,Volume\n1739197800,1,2,1,2,5\n1739198100,2,3,1,2,5\n",
       "14:30-14:35 14:35-14:40"},
      {"an offset is taken at its word",
       "datetime,open,high,low,close\n2024-02-20 09:30:00-05:00,1,2,1,2\n2024-02-20 09:31:00-05:00,1,2,1,2\n",
       "14:30-14:31 14:31-14:32"},
      {"a bar without range at the close is the closing print, and stands",
       "date,time,open,high,low,close\n2026-08-19,15:58,1,2,1,2\n2026-08-19,15:59,1,2,1,2\n2026-08-19,16:00,3,3,3,3\n",
       "19:58-19:59 20:00-20:00"},
      {"single prices are known at once", "ts_et,spot,vix\n2025-11-12 10:30:00.005,5,\n2025-11-12 10:35:00.003,6,\n",
       "15:30-15:30 15:35-15:35"},
      {"no bar at an open and one with a range at a close: stamps are ends",
       "date,time,open,high,low,close\n2026-08-19,09:31,1,2,1,2\n2026-08-19,09:32,1,2,1,2\n"
       "2026-08-19,15:59,1,2,1,2\n2026-08-19,16:00,1,2,1,2\n",
       "13:30-13:31 13:31-13:32 19:58-19:59 19:59-20:00"},
      {"rows in any order", "date,time,close\n2026-08-19,09:31,2\n2026-08-19,09:30,1\n", "13:30-13:31 13:31-13:32"},
      {"the last row of an instant stands", "date,time,close\n2026-08-19,09:30,2\n2026-08-19,09:30,1\n", "13:30-13:30"},
  };
  for (const Row& row : rows) EXPECT_EQ(times(bars_of(row.text)), row.times) << row.why;
}

TEST(PriceBars, TheClosingPrintReplacesTheLastBar) {
  const auto read = bars_of(
      "date,time,open,high,low,close\n2026-08-19,15:58,1,2,1,2\n2026-08-19,15:59,1,2,1,2\n2026-08-19,16:00,3,3,3,3\n");
  ASSERT_EQ(read.bars.size(), 2U);
  EXPECT_EQ(read.bars.back().close, Spot{3});
  EXPECT_EQ(read.length, seconds(60));
}

std::string codes(const PriceBars& read) {
  std::string text;
  for (const auto& flag : read.flags) text += (text.empty() ? "" : " ") + flag.code;
  return text;
}

TEST(PriceBars, BringTheirVolumes) {
  struct Row {
    const char* why;
    std::string cell;
    std::optional<double> volume;
  };
  const Row rows[] = {
      {"as written", "1250", 1250},
      {"nothing traded", "0", 0},
      {"not told: the bar is one", "", std::nullopt},
      {"no number", "many", std::nullopt},
      {"below nothing", "-1", std::nullopt},
      {"more than there is", "1e300", std::nullopt},
  };
  for (const auto& row : rows) {
    const auto read = bars_of("date,time,open,high,low,close,Volume\n2026-07-17,09:30,1,2,1,2," + row.cell +
                              "\n2026-07-17,09:31,2,3,1,2,7\n");
    ASSERT_EQ(read.bars.size(), 2U) << row.why;
    EXPECT_EQ(read.bars[0].volume, row.volume) << row.why;
    EXPECT_EQ(read.bars[1].volume, 7) << row.why;
  }
  EXPECT_FALSE(bars_of("date,time,close\n2026-07-17,09:30,1\n2026-07-17,09:31,2\n").bars[0].volume) << "no column";
  EXPECT_FALSE(bars_of("time,spot,volume\n2026-07-17 09:30,1,5\n").bars[0].volume) << "a price is no bar";
}

TEST(PriceBars, TellWhatIsMissingAndWhatIsNoBar) {
  const std::string head = "date,time,open,high,low,close\n2026-07-17,09:30,1,2,1,2\n2026-07-17,09:31,2,3,1,2\n";
  struct Row {
    const char* why;
    std::string more, codes;
    std::size_t bars;
  };
  const Row rows[] = {
      {"nothing", "", "", 2},
      {"two bars are missing", "2026-07-17,09:34,2,3,1,2\n", "gaps", 3},
      {"one is not told", "2026-07-17,09:33,2,3,1,2\n", "", 3},
      {"Monday after Friday", "2026-07-20,09:30,2,3,1,2\n", "", 3},
      {"Tuesday after Friday", "2026-07-21,09:30,2,3,1,2\n", "missing_sessions", 3},
      {"high below low", "2026-07-17,09:32,2,1,3,2\n", "rows_rejected", 2},
      {"close above high", "2026-07-17,09:32,2,3,1,4\n", "rows_rejected", 2},
      {"negative", "2026-07-17,09:32,2,3,-1,2\n", "rows_rejected", 2},
      {"not a time", "2026-07-17,9x32,2,3,1,2\n", "rows_rejected", 2},
      {"no such day", "2026-02-30,09:32,2,3,1,2\n", "rows_rejected", 2},
      {"no close", "2026-07-17,09:32,2,3,1,\n", "rows_without_price", 2},
      {"infinite", "2026-07-17,09:32,2,inf,1,2\n", "rows_rejected", 2},
      {"the same time again", "2026-07-17,09:31,2,3,1,2\n", "rows_repeated", 2},
  };
  for (const Row& row : rows) {
    const auto read = bars_of(head + row.more);
    EXPECT_EQ(codes(read), row.codes) << row.why;
    EXPECT_EQ(read.bars.size(), row.bars) << row.why;
  }
}

TEST(PriceBars, AreRefusedInOneLine) {
  struct Row {
    const char* why;
    std::string text, says;
  };
  const Row rows[] = {
      {"empty", "", "no price bars"},
      {"no header", "2026-07-17,09:30,1,2,1,2\n", "no price bars"},
      {"a chain", "time,strike,close\n2026-07-17T09:30,100,2\n", "no price bars"},
      {"a header alone", "date,time,close\n", "no row"},
      {"no row that can be read", "date,time,close\nx,y,z\n", "no row"},
      {"dates alone tell no time", "date,close\n2026-07-17,5\n", "no row"},
      {"a quote never closed", "date,time,close\n2026-07-17,09:30,\"5\n", "line 2"},
  };
  for (const Row& row : rows) {
    const auto read = read_price_bars(row.text, "prices\n.csv");
    ASSERT_FALSE(read) << row.why;
    EXPECT_NE(read.error().message.find(row.says), std::string::npos) << row.why << ": " << read.error().message;
    EXPECT_EQ(read.error().message.find('\n'), std::string::npos) << row.why;
  }
}

PriceBars shared_bars(const std::string& name) {
  const auto bytes = read_bytes(std::string(GAMMAFIELD_SHARED_DATA) + "/" + name);
  return bytes ? bars_of(*bytes) : PriceBars{};
}

TEST(PriceBars, OfRealFiles) {
  if (!std::filesystem::exists(GAMMAFIELD_SHARED_DATA)) GTEST_SKIP() << "no shared data";
  struct Row {
    const char* file;
    std::size_t bars;
    seconds length;
    const char* first;
    double close;
  };
  // Counted by a script of its own; the closing print takes the place of a bar, a repeated second that of the first.
  const Row rows[] = {
      {"spx_bars_1m_2026.csv.gz", 8192 - 2, seconds(60), "2026-07-17T13:31:00Z", 7447.52},
      {"spx_bars_5m_2026.csv.gz", 4760 - 2, seconds(300), "2026-05-19T13:35:00Z", 7363.7},
      {"spx_bars_5m_2025-02_to_2026-02.csv.gz", 20044, seconds(300), "2025-02-10T14:35:00Z", 6054.12},
      {"spy_bars_1m_2024-02_to_05.csv.gz", 49720, seconds(60), "2024-02-20T09:01:00Z", 498.39},
      {"spx_spot_5m_2025-11_to_2026-03.csv.gz", 10143, seconds(120), "2025-11-12T15:30:00Z", 6852.25},
  };
  for (const Row& row : rows) {
    const auto read = shared_bars(row.file);
    ASSERT_FALSE(read.bars.empty()) << row.file;
    EXPECT_EQ(read.bars.size(), row.bars) << row.file;
    EXPECT_EQ(read.length, row.length) << row.file;
    EXPECT_EQ(market::to_string(read.bars.front().until), row.first) << row.file;
    EXPECT_EQ(read.bars.front().close, Spot{row.close}) << row.file;
    EXPECT_EQ(read.rejected, 0U) << row.file;
  }
}

}  // namespace
}  // namespace gammafield::ingest
