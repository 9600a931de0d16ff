// Open interest from the clearing house, by seed, alone and beside quotes: no list is taken for another day's, and when
// faults end all is as if nothing had been. GAMMAFIELD_LONG=1: a thousand seeds.

#include <gtest/gtest.h>

#include "playback/occ_vendor.h"
#include "seeds.h"
#include "simulated_run.h"

namespace gammafield::playback {
namespace {

constexpr minutes period{30};  // of asking the clearing house

market::Instant at(std::string_view text) { return *market::parse_instant(text); }

/// The clearing house from day to day: each session begins with a new list and a new line of the report.
class ClearingHouse final : public Vendor {
 public:
  feeds::Response answer(const Asked& asked, market::Instant now) override {
    const market::Date day = market::Calendar::us().session_of(now);
    auto known = tapes_.find(day);
    if (known == tapes_.end()) known = tapes_.try_emplace(day, made_up(minutes{60}, day)).first;
    const Tape& tape = known->second;
    return OccVendor{tape}.answer(asked, tape.first());
  }
  Limit limit() const override { return {1, milliseconds{1'000}}; }

 private:
  std::map<market::Date, Tape> tapes_;
};

struct Told {
  std::map<market::Date, std::shared_ptr<const ingest::OccOpenInterest>> lists;
  std::vector<std::pair<feeds::Moment, market::Date>> heard;  ///< the latest date, at each good answer
  std::vector<Counter::Met> met;
  std::uint64_t over_limit = 0;
};

Told listen(ClearingHouse& house, const Course& course) {
  feeds::Moment clock = course.from;
  Way way{house, course.open_interest_storms, course.seed, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(std::make_unique<feeds::OccFeed>(way.transport(), "SPX", market::Calendar::us(), "http://127.0.0.1"));
  feeds::Poller poller{std::move(feeds), {}, market::Calendar::us(), clock, course.seed};
  Told told;
  for (; clock < course.until; clock = std::max(clock, poller.due())) {
    const auto said = poller.ask(clock);
    if (!said) continue;
    if (const auto* list = std::get_if<feeds::NewOpenInterest>(&said->answer)) told.lists[list->date] = list->list;
    const bool good = !std::holds_alternative<feeds::Trouble>(said->answer) && !poller.feed(0).more();
    if (good && !told.lists.empty()) told.heard.emplace_back(clock, told.lists.rbegin()->first);
  }
  told.met = way.counter().log();
  told.over_limit = way.counter().over_limit();
  return told;
}

TEST(ClearingHouseSeeds, NoListIsTakenForAnotherDaysAndTheLastIsThere) {
  ClearingHouse house;
  const market::Instant calm_from = at("2026-09-03T12:00-04:00");
  Course course{{}, at("2026-08-28T18:00-04:00"), at("2026-09-03T15:00-04:00")};
  const Told calm = listen(house, course);
  ASSERT_EQ(calm.lists.size(), 5u) << "of the sessions from August 27 to September 2";
  for (course.seed = seeds().first; course.seed <= seeds().last; ++course.seed) {
    course.open_interest_storms = Storms{calm_from, {}, {}};
    const Told told = listen(house, course);
    ASSERT_EQ(told.over_limit, 0u) << course.seed;
    for (const auto& [date, list] : told.lists) {
      ASSERT_TRUE(calm.lists.contains(date)) << course.seed << ": " << market::to_string(date);
      ASSERT_TRUE(list->contracts == calm.lists.at(date)->contracts) << course.seed << ": " << market::to_string(date);
    }
    const auto back = std::ranges::find_if(told.heard, [&](const auto& each) { return each.first >= calm_from; });
    ASSERT_NE(back, told.heard.end()) << course.seed;
    EXPECT_EQ(back->second, calm.lists.rbegin()->first) << course.seed;
    EXPECT_LE(back->first, heard_again(told.met, calm_from, period)) << course.seed;
  }
}

/// A chain every five minutes; until eleven a storm after each one, and over the clearing house always. Trouble
/// with open interest costs no chain; until it is heard of, the quotes' own stands, and the chain says so.
TEST(MergedSeeds, LeaveWhatARunWithoutFaultsLeavesOnceOpenInterestIsHeardOf) {
  const Tape tape{made_up(minutes{5})};
  const Adapter cboe = adapters().front();
  const market::Instant calm_from = at("2026-08-18T11:00-04:00");
  Course course{minutes{5}, at("2026-08-18T10:01:10-04:00"), at("2026-08-18T12:39:00-04:00")};
  const Left own = run(cboe, tape, course);
  course.open_interest = true;
  const Left calm = run(cboe, tape, course);
  ASSERT_EQ(calm.trouble, "");
  ASSERT_EQ(calm.records.size(), 32u);
  ASSERT_TRUE(calm.in_trouble.empty());
  std::uint64_t in_trouble = 0, with_own = 0;
  for (course.seed = seeds().first; course.seed <= seeds().last; ++course.seed) {
    course.storms = Storms{calm_from, minutes{5}, minutes{1}};
    course.open_interest_storms = Storms{calm_from, {}, {}};
    const Left left = run(cboe, tape, course);
    ASSERT_EQ(left.trouble, "") << course.seed;
    ASSERT_EQ(left.over_limit, 0u) << course.seed;
    ASSERT_EQ(left.records.size(), calm.records.size()) << course.seed;
    const feeds::Moment back = heard_again(left.met_open_interest, calm_from, period);
    for (const auto& [as_of, chain] : left.chains) {
      ASSERT_TRUE(calm.chains.contains(as_of)) << course.seed;
      const bool is_own = chain != calm.chains.at(as_of);
      ASSERT_TRUE(!is_own || (left.in_trouble.contains(as_of) && chain == own.chains.at(as_of)))
          << course.seed << ": " << market::to_string(as_of);
      if (left.recorded.at(as_of) > back) {
        ASSERT_TRUE(left.records.at(as_of) == calm.records.at(as_of)) << course.seed;
      }
      with_own += is_own;
    }
    ASSERT_GT(left.recorded.rbegin()->second, back + minutes{10}) << course.seed << ": records after it";
    in_trouble += left.in_trouble.size();
  }
  EXPECT_GT(in_trouble, seeds().count());
  EXPECT_GT(with_own, seeds().count() / 10);
}

}  // namespace
}  // namespace gammafield::playback
