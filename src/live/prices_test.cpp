// Prices from a file of bars beside chains from a vendor: what is recorded is what a replay makes of the same.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "feeds/bars_feed.h"
#include "feeds/testing_feeds.h"
#include "ingest/read_chain.h"
#include "live/loop.h"
#include "store/testing_day.h"

namespace gammafield::live {
namespace {

using feeds::Moment;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Moment opening = feeds::moment("2026-08-18T09:30-04:00");
constexpr minutes behind{15};  // the chains, which come every five minutes

/// Up to 6560 and beyond the calls' wall for most of an hour, then back.
double price_at(int minute) { return minute < 20 || minute > 70 ? 6430 + minute % 5 : 6557 + minute % 3; }

/// A made-up index, calls at 6550 and puts at 6350 above all.
std::shared_ptr<const ingest::LoadedChain> chain_at(Moment at) {
  const auto minute = static_cast<int>((at - opening) / minutes{1});
  std::string text = "option,bid,ask,iv,open_interest,spot\n";
  for (const int strike : {6300, 6350, 6400, 6450, 6500, 6550, 6600})
    for (const char right : {'C', 'P'})
      text += fmt::format("SPXW260821{}{:05}000,{:.2f},{:.2f},{:.4f},{},{:.2f}\n", right, strike, 20.9 + minute % 7,
                          21.4 + minute % 7, 0.15 + 0.0001 * (minute % 11),
                          strike == (right == 'C' ? 6550 : 6350) ? 9000 : 100, price_at(minute) + 0.25);
  ingest::ReadOptions options;
  options.symbol = "SPX";
  options.as_of = std::chrono::floor<minutes>(at);
  return std::make_shared<const ingest::LoadedChain>(std::move(ingest::read_chain(text, options, "made up")->front()));
}

std::string bar(int minute) {
  const double open = price_at(minute), close = price_at(minute + 1);
  return fmt::format("{},{:.2f},{:.2f},{:.2f},{:.2f}\n",
                     market::to_string(std::chrono::floor<seconds>(opening + minutes{minute})), open,
                     std::max(open, close) + 1, std::min(open, close) - 1, close);
}

/// What a morning leaves in the folder, and the bars as a whole.
struct Morning {
  explicit Morning(int minutes_long = 110, int bars_until = 1'000, int restart_at = -1)
      : folder(*store::Folder::make(scratch / "history")), path(scratch / "spx.csv") {
    std::ofstream{path} << "time,open,high,low,close\n";
    auto loop = started(opening);
    for (Moment now = opening; now < opening + minutes{minutes_long}; now += seconds{1}) {
      write_bars(now, bars_until);
      if (now == opening + minutes{restart_at}) {
        loop.reset();  // as a kill leaves it
        loop = started(now);
      }
      while (loop->due() <= now) EXPECT_FALSE(loop->step({now, now.time_since_epoch()}));
    }
    EXPECT_FALSE(loop->close());
  }

  const store::ScratchFolder scratch;
  store::Folder folder;
  std::string path;
  std::vector<std::string> notices;
  using Shared = std::shared_ptr<const engine::Analysis>;
  std::vector<Shared> recorded;
  std::vector<std::pair<Moved, std::size_t>> moved;  ///< with how many were recorded before

 private:
  /// A bar is appended in two parts, one second and two after its end.
  void write_bars(Moment now, int bars_until) const {
    const auto since = now - opening;
    const int minute = static_cast<int>(since / minutes{1}) - 1;
    if (minute < 0 || minute >= bars_until) return;
    const std::string text = bar(minute);
    if (since % minutes{1} == seconds{1}) std::ofstream{path, std::ios::app} << text.substr(0, 12);
    if (since % minutes{1} == seconds{2}) std::ofstream{path, std::ios::app} << text.substr(12);
  }
  std::unique_ptr<Loop> started(Moment now) {
    std::vector<std::unique_ptr<feeds::Feed>> feeds;
    feeds.push_back(
        std::make_unique<feeds::BarsFeed>("SPX", path, market::Calendar::of(market::Exchange::us), milliseconds{0}));
    feeds.push_back(std::make_unique<feeds::ScriptedFeed>(
        feeds::PollRule{},
        [](Moment at) -> feeds::Answer {
          if (at < opening + behind || (at - opening) / minutes{1} % 5 != 0) return feeds::Unchanged{};
          return feeds::NewChain{chain_at(at - behind)};
        },
        "made-up SPX"));
    const Listener listener{.recorded =
                                [this](const auto& taken) {
                                  recorded.push_back(taken);
                                  return std::optional<base::Refusal>{};
                                },
                            .notice = [this](const std::string& text) { notices.push_back(text); },
                            .moved = [this](Moved stands) { moved.emplace_back(std::move(stands), recorded.size()); }};
    return std::make_unique<Loop>(folder, Assumptions{}, std::move(feeds), listener,
                                  Clocks{now, now.time_since_epoch()}, 1);
  }
};

std::vector<store::Record> records_of(const store::Folder& folder) {
  std::vector<store::Record> records;
  auto reader = folder.reader("SPX", std::chrono::year{2026} / 8 / 18);
  EXPECT_TRUE(reader);
  while (reader) {
    auto record = reader->next();
    EXPECT_TRUE(record);
    if (!record || !*record) break;
    records.push_back(std::move(**record));
  }
  return records;
}

/// The Reports of a replay, in order.
std::vector<std::string> replayed(engine::ReplayInput input) {
  std::vector<std::string> reports;
  const auto done = engine::replay(std::move(input), {}, [&](const engine::ReplayStep& step) {
    reports.push_back(engine::to_json(step.report, 0));
  });
  EXPECT_TRUE(done) << done.error().message;
  return reports;
}

void expect_same(const std::vector<std::string>& reports, const std::vector<store::Record>& records) {
  ASSERT_EQ(reports.size(), records.size());
  for (std::size_t i = 0; i < reports.size(); ++i) ASSERT_EQ(reports[i], records[i].report) << i;
}

bool says(const std::vector<store::Record>& records, std::string_view text) {
  return std::ranges::any_of(records, [&](const auto& each) { return each.report.find(text) != std::string::npos; });
}

TEST(LivePrices, AreRecordedAndReplayedByteForByte) {
  const Morning morning;
  EXPECT_TRUE(std::ranges::none_of(morning.notices, [](const std::string& text) { return text.starts_with("bars"); }));
  const auto records = records_of(morning.folder);
  ASSERT_EQ(records.size(), 19u);
  EXPECT_EQ(records.back().prices.size(), 5u) << "a minute's bar each, between two chains";
  EXPECT_TRUE(says(records, R"("state":"BROKEN")")) << "the story has a wall that breaks";
  EXPECT_TRUE(says(records, "spot_from_another_feed"));
  EXPECT_TRUE(says(records, R"("spot_at":"2026-08-18T14:00:00Z")")) << "spot is of the bars, and has its time";

  auto recorded = store::recorded(morning.folder, "SPX", {});
  ASSERT_TRUE(recorded);
  expect_same(replayed(std::move(recorded->input)), records);
}

TEST(LivePrices, AreWatchedAsAReplayWatchesBars) {
  const Morning morning;
  const auto records = records_of(morning.folder);
  ASSERT_FALSE(records.empty());
  engine::ReplayInput input;
  for (const auto& record : records) input.snapshots.push_back({"recorded", record.loaded});
  const auto bytes = ingest::read_bytes(morning.path);
  ASSERT_TRUE(bytes);
  input.bars = *ingest::read_price_bars(*bytes, "spx.csv");
  expect_same(replayed(std::move(input)), records);
}

TEST(LivePrices, GoOnAfterARestart) {
  const Morning one, two{110, 1'000, 63};
  const auto whole = records_of(one.folder), in_two = records_of(two.folder);
  ASSERT_EQ(whole.size(), in_two.size());
  for (std::size_t i = 0; i < whole.size(); ++i) ASSERT_EQ(whole[i].report, in_two[i].report) << i;
}

TEST(LivePrices, ThatFallSilentLeaveTheChainsOwn) {
  const Morning morning{60, 25};
  EXPECT_TRUE(std::ranges::any_of(morning.notices, [](const std::string& text) {
    return text == "bars SPX: stale: nothing new while the market trades";
  }));
  const auto records = records_of(morning.folder);
  ASSERT_FALSE(records.empty());
  const auto& last = records.back();
  EXPECT_NE(last.report.find("spot_feed_silent"), std::string::npos);
  EXPECT_EQ(last.loaded->chain.spot, chain_at(last.loaded->chain.as_of)->chain.spot);
  ASSERT_EQ(last.prices.size(), 1u);
  EXPECT_EQ(last.prices[0].at, last.loaded->chain.as_of) << "walls are watched on";
  auto recorded = store::recorded(morning.folder, "SPX", {});
  ASSERT_TRUE(recorded);
  expect_same(replayed(std::move(recorded->input)), records);
}

TEST(LivePrices, TooFarApartForTheWallsAreToldOnce) {
  const store::ScratchFolder scratch;
  const std::string path = scratch / "spx.csv";
  std::ofstream{path} << "time,close\n2026-08-18T13:30:00Z,6430\n2026-08-18T13:35:00Z,6431\n";
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(
      std::make_unique<feeds::BarsFeed>("SPX", path, market::Calendar::of(market::Exchange::us), milliseconds{0}));
  std::vector<std::string> notices;
  const Listener listener{[](const auto&) { return std::optional<base::Refusal>{}; },
                          [&](const std::string& text) { notices.push_back(text); }};
  Loop loop{*store::Folder::make(scratch / "history"), {}, std::move(feeds), listener, {opening, {}}, 1};
  for (Moment now = opening; now < opening + minutes{20}; now += seconds{1}) {
    if (now == opening + minutes{14}) std::ofstream{path, std::ios::app} << "2026-08-18T13:40:00Z,6432\n";
    EXPECT_FALSE(loop.step({now, now - opening}));
  }
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices.front(),
            "bars SPX: a price every 300 s, and walls are watched every 60 s: state.sampling=300 suits it");
}

/// Between two chains, which are a quarter of an hour old: spot, exposure and the walls' states by the last bar.
TEST(Prices, TellHowThingsStandBetweenTheSnapshots) {
  const Morning morning;
  ASSERT_GT(morning.moved.size(), 50u);
  std::set<session::WallState> states;
  for (const auto& [stands, before] : morning.moved) {
    ASSERT_GT(before, 0u);
    const auto& snapshot = morning.recorded[before - 1]->report;
    EXPECT_EQ(stands.snapshot, morning.recorded[before - 1]);
    EXPECT_GT(stands.report.as_of, snapshot.as_of);
    const auto minute = (stands.report.as_of - std::chrono::floor<seconds>(opening)) / minutes{1};
    EXPECT_EQ(stands.report.spot.value(), price_at(static_cast<int>(minute))) << "the bar's close";
    EXPECT_EQ(stands.report.levels.flip.has_value(), snapshot.levels.flip.has_value());
    ASSERT_TRUE(stands.report.over_time && stands.report.over_time->call_wall);
    states.insert(stands.report.over_time->call_wall->state);
  }
  EXPECT_TRUE(states.contains(session::WallState::tested));
  // what a later snapshot says after watching the same prices was said before it came
  for (const auto& taken : morning.recorded) {
    if (!taken->report.over_time || !taken->report.over_time->call_wall) continue;
    const auto same_time = std::ranges::find_if(
        morning.moved, [&](const auto& each) { return each.first.report.as_of == taken->report.as_of; });
    if (same_time == morning.moved.end()) continue;
    const auto& wall = *taken->report.over_time->call_wall;
    const auto& told = *same_time->first.report.over_time->call_wall;
    if (told.at.strike == wall.at.strike) {
      EXPECT_EQ(told.state, wall.state) << market::to_string(taken->report.as_of);
    }
  }
}

}  // namespace
}  // namespace gammafield::live
