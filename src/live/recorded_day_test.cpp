#include "live/recorded_day.h"

#include <gtest/gtest.h>

#include <vector>

#include "feeds/poller.h"
#include "store/testing_day.h"

namespace gammafield::live {
namespace {

using feeds::Moment;
using std::chrono::minutes;
using std::chrono::seconds;

const market::Instant open = market::Calendar::us().session_open(store::made_up_session);

/// Twenty snapshots, two minutes apart, each with the prices of the minutes before it.
class RecordedDayTest : public testing::Test {
 public:
  RecordedDayTest() {
    auto writer = *folder.writer("ACME", store::made_up_session);
    for (int minute = 2; minute <= 40; minute += 2) {
      store::Record record;
      record.loaded = std::make_shared<const ingest::LoadedChain>(store::made_up_snapshot(minute));
      for (const int before : {1, 0})
        record.prices.push_back({open + minutes{minute - before}, market::Spot{100.0 + minute - before}});
      record.report = "{}";
      record.recorded_at = record.loaded->chain.as_of;
      EXPECT_TRUE(writer.append(record));
    }
    EXPECT_TRUE(writer.close());
  }

  store::ScratchFolder scratch;
  store::Folder folder = *store::Folder::make(scratch / "history");
};

struct Told {
  std::vector<market::Instant> snapshots, prices;
  std::size_t asked = 0;
};

/// The whole day, asked every so many seconds of it.
Told played(RecordedDay& day, seconds step) {
  Told told;
  market::Instant at = open;
  day.play_by([&](Moment) { return at; });
  while (at <= open + minutes{50}) {
    ++told.asked;
    const feeds::Answer answer = day.ask(Moment{});
    if (const auto* chain = std::get_if<feeds::NewChain>(&answer)) {
      const market::Instant of = chain->loaded->chain.as_of;
      EXPECT_LE(of, at) << "nothing is told before its time";
      EXPECT_TRUE(told.prices.empty() || told.prices.back() <= of) << "a price from after the snapshot";
      EXPECT_EQ(told.prices.size(), 2 * (told.snapshots.size() + 1)) << "its prices come first";
      told.snapshots.push_back(of);
    } else if (const auto* prices = std::get_if<feeds::NewPrices>(&answer)) {
      for (const auto& price : prices->prices) {
        EXPECT_LE(price.at, at);
        told.prices.push_back(price.at);
      }
    }
    if (!day.more()) at += step;
  }
  return told;
}

TEST_F(RecordedDayTest, TellsEverySnapshotInItsTurnHoweverFastItIsPlayed) {
  for (const seconds step : {seconds{7}, seconds{60}, seconds{1'000}, seconds{2'900}}) {
    const auto day = *RecordedDay::open(folder, "ACME", store::made_up_session);
    EXPECT_EQ(day->from(), open + minutes{2});
    EXPECT_EQ(day->to(), open + minutes{40});
    const Told told = played(*day, step);
    ASSERT_EQ(told.snapshots.size(), 20u) << step.count();
    for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(told.snapshots[i], open + minutes{2 + 2 * static_cast<int>(i)});
    EXPECT_EQ(told.prices.size(), 40u);
  }
}

TEST_F(RecordedDayTest, RefusesADayThatIsNotThere) {
  const auto none = RecordedDay::open(folder, "ACME", std::chrono::year{2026} / 8 / 19);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "ACME 2026-08-19: nothing was recorded on that day");
  EXPECT_FALSE(RecordedDay::open(folder, "NOPE", store::made_up_session));
}

TEST_F(RecordedDayTest, ThatIsBehindFollowsAtOnce) {
  auto day = *RecordedDay::open(folder, "ACME", store::made_up_session);
  day->play_by([](Moment) { return open + minutes{50}; });
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(std::move(day));
  feeds::Poller poller{std::move(feeds), {}, market::Calendar::us(), Moment{}, 1};
  const Moment now = poller.due();
  std::size_t snapshots = 0;
  while (poller.due() <= now) {
    const auto told = poller.ask(now);
    ASSERT_TRUE(told);
    snapshots += std::holds_alternative<feeds::NewChain>(told->answer) ? 1 : 0;
  }
  EXPECT_EQ(snapshots, 20u);
}

}  // namespace
}  // namespace gammafield::live
