#include "studies/option_trades.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gammafield::studies {
namespace {

using std::chrono::minutes;

const market::Date session = std::chrono::year{2026} / 8 / 18;
constexpr std::string_view header = "option_symbol,timestamp,price,size,bid,ask,condition\n";

/// Files of trades in a folder of their own.
class TradeFiles {
 public:
  TradeFiles() : folder_(std::filesystem::temp_directory_path() / ("gammafield_trades_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~TradeFiles() { std::filesystem::remove_all(folder_); }
  TradeFiles(const TradeFiles&) = delete;
  TradeFiles& operator=(const TradeFiles&) = delete;

  void write(const std::string& name, std::string_view rows) const { std::ofstream(folder_ / name) << header << rows; }

  [[nodiscard]] base::Result<std::vector<research::SymbolDays>, base::Refusal> days() const {
    StudyPlan plan;
    plan.sources.trades = {"*.csv"};
    std::vector<research::SymbolDays> symbols{{.symbol = "SPX", .days = {day_of(session)}},
                                              {.symbol = "SPX", .days = {day_of(std::chrono::year{2026} / 8 / 19)}}};
    const auto added = add_option_trades(plan, {.data = folder_.string(), .progress = {}}, symbols);
    if (!added) return base::failure(added.error());
    return symbols;
  }

 private:
  static research::StudyDay day_of(market::Date date) {
    const auto open = market::Calendar::us().session_open(date);
    research::StudyDay day{.symbol = "SPX",
                           .session = date,
                           .open = open,
                           .close = open + minutes{390},
                           .from = open,
                           .sheet = {},
                           .prices = {},
                           .prior = std::nullopt};
    day.sheet.walls = {{.strike = market::Strike{6400}}, {.strike = market::Strike{6512.5}}};
    return day;
  }

  std::filesystem::path folder_;
};

std::string text_of(const std::vector<research::SignedTrade>& trades, market::Instant open) {
  std::string text;
  for (const auto& trade : trades)
    text += fmt::format("{}{}s {:g} {:g}", text.empty() ? "" : ", ", (trade.at - open) / std::chrono::seconds{1},
                        trade.strike.value(), trade.contracts);
  return text;
}

TEST(OptionTrades, AreThoseAtTheWallsInTheOrderOfTime) {
  const TradeFiles files;
  files.write("b.csv",
              "SPXW260821C06400000,2026-08-18T10:30:00-04:00,21.0,7,21.0,21.3,I\n"     // sold at the bid
              "SPX260918P06512500,2026-08-18T09:30:30-04:00,21.3,3,21.0,21.3,I\n"      // the other root, bought
              "SPXW260821C06405000,2026-08-18T10:30:01-04:00,21.3,50,21.0,21.3,I\n"    // no wall
              "SPY260821C06400000,2026-08-18T10:30:02-04:00,21.3,50,21.0,21.3,I\n"     // another underlying
              "2SPXW260821C06400000,2026-08-18T10:30:03-04:00,21.3,50,21.0,21.3,I\n"   // another deliverable
              "SPXW260821P06400000,2026-08-18T03:00:00-04:00,21.3,50,21.0,21.3,I\n"    // before the open
              "SPXW260821P06400000,2026-08-18T10:31:00-04:00,21.3,50,21.0,21.3,f\n");  // a spread's leg: no side
  files.write("a.csv", "SPXW260821P06400000,2026-08-18T11:00:00-04:00,21.3,4,21.0,21.3,I\n");
  const auto days = files.days();
  ASSERT_TRUE(days) << days.error().message;
  const auto& first = (*days)[0].days[0];
  ASSERT_TRUE(first.option_trades);
  EXPECT_EQ(text_of(*first.option_trades, first.open), "30s 6512.5 3, 3600s 6400 -7, 5400s 6400 4");
  EXPECT_FALSE((*days)[1].days[0].option_trades) << "no file has that session";
}

TEST(OptionTrades, AreTakenBackWhenTheReportOfItComes) {
  const TradeFiles files;
  files.write("a.csv",
              "SPXW260821C06400000,2026-08-18T10:30:00-04:00,21.3,7,21.0,21.3,I\n"
              "SPXW260821C06400000,2026-08-18T10:32:00-04:00,21.3,7,21.0,21.3,CANC\n");
  const auto days = files.days();
  ASSERT_TRUE(days) << days.error().message;
  const auto& day = (*days)[0].days[0];
  EXPECT_EQ(text_of(*day.option_trades, day.open), "3600s 6400 7, 3720s 6400 -7");
}

TEST(OptionTrades, RefuseWhatIsNoFileOfTrades) {
  const TradeFiles files;
  EXPECT_NE(files.days().error().message.find("no such file"), std::string::npos);
  files.write("a.csv", "");
  EXPECT_EQ(files.days().error().message, "a.csv: holds no trade that can be used");
}

}  // namespace
}  // namespace gammafield::studies
