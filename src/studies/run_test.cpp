#include "studies/run.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "research/world.h"
#include "studies/result_json.h"

namespace gammafield::studies {
namespace {

/// A folder that is removed.
class Scratch {
 public:
  Scratch() { std::filesystem::create_directories(path_); }
  ~Scratch() { std::filesystem::remove_all(path_); }
  void put(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / fmt::format("gammafield_studies_{}", std::random_device{}());
};

/// A made-up world as the files that somebody would have: levels published in the evening, bars of a minute.
void write_world(const Scratch& scratch, const research::SymbolDays& world) {
  std::string levels = "available,symbol,call_wall,put_wall\n", bars = "time,open,high,low,close\n";
  for (const auto& day : world.days) {
    const auto wall = [&](levels::Side side) {
      return research::wall_of(day.sheet, side, research::WallBasis::net)->strike.value();
    };
    levels += fmt::format("{},XYZ,{},{}\n", market::to_string(day.sheet.available), wall(levels::Side::call),
                          wall(levels::Side::put));
    for (std::size_t i = 1; i < day.prices.size(); ++i) {
      const double open = day.prices[i - 1].price.value(), close = day.prices[i].price.value();
      bars += fmt::format("{},{},{},{},{}\n", market::to_string(day.prices[i - 1].at), open, std::max(open, close),
                          std::min(open, close), close);
    }
  }
  scratch.put("levels.csv", levels);
  scratch.put("bars.csv", bars);
}

constexpr std::string_view strategy = R"(kind = "strategy"
title = "t"
symbols = ["XYZ"]
bases = ["given"]
[strategy]
name = "W3"
permutations = 5
[costs]
underlying_half_spread = 0.001
[levels]
published = ["lev*.csv"]
[prices]
XYZ = "bars.csv"
[inference]
resamples = 499
draws = 10
)";

constexpr std::string_view study = R"(kind = "hit_rate"
title = "t"
symbols = ["XYZ"]
bases = ["given"]
baselines = ["random_price", "shuffled_date"]
[levels]
published = ["lev*.csv"]
[prices]
XYZ = "bars.csv"
[inference]
resamples = 499
)";

base::Result<StudyResult, base::Refusal> run_in(const Scratch& scratch, std::string_view text,
                                                std::size_t threads = 1) {
  return run_study(*read_study(text, "mine.toml"), {.data = scratch.path(), .threads = threads, .progress = {}});
}

TEST(RunStudy, OfFilesIsWhatTheDaysThemselvesGive) {
  const Scratch scratch;
  auto world = research::made_up_days({.plant = {}, .days = 40, .seed = 3});
  write_world(scratch, world);
  const auto result = run_in(scratch, study);
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->findings.cells.size(), 2U);
  EXPECT_EQ(result->left_out.size(), 5U) << "the expected move is realised: of five sessions before";

  // The same by the research itself, with the moves that the files give away.
  research::HitRateStudy direct;
  direct.bases = {research::WallBasis::net};
  double held = 0, decided = 0;
  for (std::size_t i = 5; i < world.days.size(); ++i) {
    auto& day = world.days[i];
    double sum = 0;
    const std::size_t first = i > 20 ? i - 20 : 0;
    for (std::size_t before = first; before < i; ++before) {
      for (std::size_t k = 1; k < world.days[before].prices.size(); ++k) {
        const double step =
            std::log(world.days[before].prices[k].price.value() / world.days[before].prices[k - 1].price.value());
        sum += step * step;
      }
    }
    const double move = std::sqrt(sum / static_cast<double>(i - first));
    const auto wall = research::wall_of(day.sheet, levels::Side::call, research::WallBasis::net);
    const auto end =
        research::race(day.prices, {wall->strike.value(), levels::Side::call, move, day.close}, direct.race).end;
    held += end == research::RaceEnd::held ? 1 : 0;
    decided += end == research::RaceEnd::held || end == research::RaceEnd::broken ? 1 : 0;
  }
  EXPECT_EQ(result->findings.cells[0].weight, decided);
  ASSERT_TRUE(result->findings.cells[0].figure);
  EXPECT_NEAR(result->findings.cells[0].figure->value, held / decided, 1e-12);
}

TEST(RunStudy, GivesTheSameBytesForAnyNumberOfThreads) {
  const Scratch scratch;
  write_world(scratch, research::made_up_days({.plant = {}, .days = 30, .seed = 4}));
  const auto one = run_in(scratch, study, 1), three = run_in(scratch, study, 3);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(result_json(*one, 1), result_json(*three, 1));
}

TEST(RunStudy, OfAStrategyGivesTheSameBytesForAnyNumberOfThreads) {
  const Scratch scratch;
  write_world(scratch, research::made_up_days({.plant = {}, .days = 30, .seed = 4}));
  const auto one = run_in(scratch, strategy, 1), two = run_in(scratch, strategy, 2);
  ASSERT_TRUE(one) << one.error().message;
  ASSERT_TRUE(two);
  EXPECT_FALSE(one->trades.empty());
  EXPECT_EQ(one->kind, "strategy");
  EXPECT_EQ(result_json(*one, 1), result_json(*two, 1));
}

TEST(RunStudy, ReadsWhatItsContextNames) {
  const Scratch scratch;
  write_world(scratch, research::made_up_days({.plant = {}, .days = 30, .seed = 4}));
  scratch.put("vix.csv", "date,value\n2024-01-02,13\n2024-01-03,14\n");
  scratch.put("events.csv", "at,name\n2024-01-11 08:30,CPI\n2024-01-31 14:00,FOMC\n");
  const auto text = std::string{strategy} + "[context]\nvix = \"vix.csv\"\nevents = \"events.csv\"\n";
  const auto result = run_in(scratch, text);
  ASSERT_TRUE(result) << result.error().message;
  const auto what = [&](std::string_view name) {
    const auto used = std::ranges::find(result->data, name, &DataUsed::name);
    return used == result->data.end() ? "" : used->what;
  };
  EXPECT_EQ(what("vix.csv"), "the VIX of 2 sessions, 2024-01-02 to 2024-01-03");
  EXPECT_EQ(what("events.csv"), "2 scheduled events, 2024-01-11 to 2024-01-31: CPI, FOMC");
  scratch.put("vix.csv", "date,value\n2024-01-02,high\n");
  EXPECT_EQ(run_in(scratch, text).error().message, "vix.csv: line 2: \"high\" is no number above zero");
}

TEST(RunStudy, RefusesInOneLine) {
  const Scratch scratch;
  const auto none = run_in(scratch, study);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("lev*.csv: no such file"), std::string::npos) << none.error().message;

  scratch.put("levels.csv", "available,symbol,call_wall,put_wall\n2026-08-18T13:00:00Z,XYZ,101,99\n");
  scratch.put("bars.csv", "time,open,high,low,close\n2026-08-18T13:30:00Z,100,100,100,100\n");
  const auto short_day = run_in(scratch, study);
  ASSERT_FALSE(short_day);
  EXPECT_EQ(short_day.error().kind, base::RefusalKind::no_usable_data);
  EXPECT_NE(short_day.error().message.find("not a single day"), std::string::npos) << short_day.error().message;
}

}  // namespace
}  // namespace gammafield::studies
