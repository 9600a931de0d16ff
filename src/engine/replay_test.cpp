#include "engine/replay.h"

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "engine/report_json.h"
#include "engine/testing_data.h"

namespace gammafield::engine {
namespace {

ReplayInput input_of(const std::vector<std::string>& files, const std::string& bars = {}) {
  ReplayInput input;
  for (const auto& file : files) {
    const auto bytes = ingest::read_bytes(shared_file(file));
    auto loaded = ingest::read_chain(*bytes, {}, file);
    for (auto& each : *loaded)
      input.snapshots.push_back({file, std::make_shared<const ingest::LoadedChain>(std::move(each))});
  }
  if (!bars.empty()) input.bars = *ingest::read_price_bars(*ingest::read_bytes(shared_file(bars)), bars);
  return input;
}

struct Told {
  std::string reports;
  Replayed replayed;
};

Told told(ReplayInput input, std::size_t threads) {
  Settings settings;
  settings.pricing.threads = threads;
  Told out;
  const auto on_step = [&](const ReplayStep& step) { out.reports += to_json(step.report) + "\n"; };
  auto done = replay(std::move(input), settings, on_step);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  if (done) out.replayed = std::move(*done);
  return out;
}

const std::vector<std::string> stock_days{"cboe_eod_mod_all_days.csv.gz"};

TEST(Replay, IsTheSameWithAnyNumberOfThreads) {
  GAMMAFIELD_NEEDS_DATA(stock_days.front());
  const auto alone = told(input_of(stock_days), 1), two = told(input_of(stock_days), 2);
  EXPECT_EQ(alone.reports, two.reports);
  EXPECT_EQ(to_json(alone.replayed), to_json(two.replayed));
  EXPECT_EQ(session::to_json(alone.replayed.memory), session::to_json(two.replayed.memory));
}

TEST(Replay, OfEveningsAndMinutesIsTheSameTwiceAndWithTwoThreads) {
  const std::string bars = "spx_bars_1m_2026.csv.gz";
  const std::vector<std::string> files{"cboe_eod_spx_2026-08-06_labelled_08-07.csv.gz",
                                       "cboe_eod_spx_2026-08-03.csv.gz", "cboe_eod_spx_2026-08-04.csv.gz"};
  for (const auto& file : {bars, files[0], files[1], files[2]}) GAMMAFIELD_NEEDS_DATA(file);
  const auto alone = told(input_of(files, bars), 1);
  for (const std::size_t threads : {1U, 2U}) {
    if (base::sanitized && threads == 1) continue;
    const auto again = told(input_of(files, bars), threads);
    EXPECT_EQ(alone.reports, again.reports);
    EXPECT_EQ(to_json(alone.replayed), to_json(again.replayed));
    EXPECT_EQ(session::to_json(alone.replayed.memory), session::to_json(again.replayed.memory));
  }
  EXPECT_NE(alone.replayed.notes.front().find("wrongly labelled, it is the session of 2026-08-06"), std::string::npos);
}

TEST(Replay, GoesOnFromAMemoryAsIfItHadNeverStopped) {
  GAMMAFIELD_NEEDS_DATA(stock_days.front());
  const auto whole = told(input_of(stock_days), 2);
  auto first = input_of(stock_days), second = input_of(stock_days);
  first.snapshots.erase(first.snapshots.begin() + std::ssize(first.snapshots) / 2, first.snapshots.end());
  const auto half = told(std::move(first), 1);
  second.memory = *session::read_memory(session::to_json(half.replayed.memory), "memory", "MOD");
  const auto rest = told(std::move(second), 1);
  EXPECT_EQ(half.reports + rest.reports, whole.reports);
  EXPECT_EQ(session::to_json(rest.replayed.memory), session::to_json(whole.replayed.memory));
}

TEST(Replay, UsesASessionThatCameTwiceOnce) {
  const std::vector<std::string> files{"cboe_eod_spy_2026-07-22_labelled_07-23.csv.gz",
                                       "cboe_eod_spy_2026-07-22.csv.gz"};
  for (const auto& file : files) GAMMAFIELD_NEEDS_DATA(file);
  const auto out = told(input_of(files), 2);
  ASSERT_EQ(out.replayed.days.size(), 1U);
  EXPECT_EQ(out.replayed.days[0].snapshots, 1U);
  ASSERT_EQ(out.replayed.notes.size(), 2U);
  EXPECT_NE(out.replayed.notes[0].find("wrongly labelled"), std::string::npos);
  EXPECT_NE(out.replayed.notes[1].find("duplicate"), std::string::npos);
}

TEST(Replay, KnowsNothingOfTheFuture) {
  const std::string bars = "spx_bars_1m_2026.csv.gz";
  const std::vector<std::string> files{"cboe_eod_spx_2026-07-31.csv.gz", "cboe_eod_spx_2026-08-03.csv.gz"};
  for (const auto& file : {bars, files[0], files[1]}) GAMMAFIELD_NEEDS_DATA(file);
  const auto both = told(input_of(files, bars), 2), one = told(input_of({files[0]}, bars), 1);
  EXPECT_EQ(both.reports.substr(0, one.reports.size()), one.reports);
  ASSERT_GE(one.replayed.days.size(), 2U);
  EXPECT_EQ(one.replayed.days[1].snapshots, 0U) << "bars go on, watched against the evening's walls";
  ASSERT_FALSE(both.replayed.days[1].attempts.empty());
  EXPECT_EQ(both.replayed.days[1].attempts[0].strike, one.replayed.days[1].attempts[0].strike);
}

TEST(Replay, RefusesTwoSymbolsAndNothing) {
  const std::vector<std::string> files{"cboe_eod_mod_all_days.csv.gz", "cboe_nvda_2025-01-06T2130.csv.gz"};
  for (const auto& file : files) GAMMAFIELD_NEEDS_DATA(file);
  const OnStep ignore = [](const ReplayStep&) {};
  const auto two = replay(input_of(files), {}, ignore);
  ASSERT_FALSE(two);
  EXPECT_NE(two.error().message.find("MOD and NVDA"), std::string::npos) << two.error().message;
  EXPECT_FALSE(replay({}, {}, ignore));
}

}  // namespace
}  // namespace gammafield::engine
