#include "feeds/merged_feed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "feeds/poller.h"
#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using std::chrono::seconds;

const Moment start = moment("2026-08-18T11:00-04:00");

NewChain chain_at(Moment now) {
  auto loaded = std::make_shared<ingest::LoadedChain>();
  loaded->chain.symbol = "ACME";
  loaded->chain.as_of = std::chrono::floor<seconds>(now);
  loaded->chain.session = std::chrono::year{2026} / 8 / 18;
  loaded->chain.oi_date = std::chrono::year{2026} / 8 / 17;
  loaded->chain.expiries.push_back({.root = "ACME", .date = std::chrono::year{2026} / 9 / 18, .settles_at = {}});
  loaded->chain.rows.resize(1);
  loaded->chain.rows[0].strike = market::Strike{100};
  loaded->chain.rows[0].open_interest = market::Contracts{1};
  return {loaded};
}

NewOpenInterest list(double open_interest) {
  auto told = std::make_shared<ingest::OccOpenInterest>();
  told->underlying = "ACME";
  told->contracts[{"ACME", std::chrono::year{2026} / 9 / 18, 100'000, market::Right::call}] =
      market::Contracts{open_interest};
  return {"ACME", std::chrono::year{2026} / 8 / 17, told};
}

/// A minute of quotes beside half an hour of open interest, asked for so long.
struct Told {
  std::vector<NewChain> chains;
  std::vector<Moment> at;
};
Told follow(ScriptedFeed::Script quotes, ScriptedFeed::Script open_interest, std::chrono::minutes length) {
  const PollRule rarely{std::chrono::minutes{30}, seconds{2}, seconds{5}, std::chrono::minutes{10}};
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<MergedFeed>(std::make_unique<ScriptedFeed>(PollRule{}, std::move(quotes)),
                                               std::make_unique<ScriptedFeed>(rarely, std::move(open_interest)), 5));
  Poller poller{std::move(feeds), {}, market::Calendar::us(), start, 3};
  Told told;
  for (Moment now = start; now < start + length; now = poller.due()) {
    const auto answer = poller.ask(now);
    if (const auto* chain = std::get_if<NewChain>(&answer->answer)) {
      told.chains.push_back(*chain);
      told.at.push_back(now);
    }
  }
  return told;
}

bool has_flag(const NewChain& chain, std::string_view code) {
  return std::ranges::any_of(chain.loaded->chain.flags, [&](const auto& flag) { return flag.code == code; });
}

TEST(MergedFeed, HearsTheOpenInterestFirst) {
  int asked = 0;
  const auto told = follow(
      chain_at,
      [&](Moment) -> Answer {
        ++asked;
        return list(asked);
      },
      std::chrono::minutes{61});
  EXPECT_EQ(asked, 3) << "every half hour";
  ASSERT_GE(told.chains.size(), 58u) << "quotes are as often as without it";
  EXPECT_EQ(told.chains.front().loaded->chain.rows[0].open_interest, market::Contracts{1});
  EXPECT_TRUE(has_flag(told.chains.front(), "open_interest_from_occ"));
  EXPECT_EQ(told.chains.back().loaded->chain.rows[0].open_interest, market::Contracts{3}) << "the latest list";
}

TEST(MergedFeed, GoesOnWithoutOpenInterest) {
  const auto told = follow(
      chain_at, [](Moment) -> Answer { return Trouble{TroubleKind::not_allowed, "the answer is HTTP 403"}; },
      std::chrono::minutes{30});
  ASSERT_GE(told.chains.size(), 27u) << "the other's trouble does not slow the quotes";
  EXPECT_TRUE(has_flag(told.chains.front(), "open_interest_feed_in_trouble"));
  EXPECT_EQ(told.chains.front().loaded->chain.rows[0].open_interest, market::Contracts{1}) << "the vendor's own";
}

/// Tells nothing for so long, begins an answer, breaks off, and tells in the end.
class Stuttering final : public Feed {
 public:
  std::string name() const override { return "stuttering"; }
  PollRule rule() const override {
    return {std::chrono::minutes{30}, seconds{2}, seconds{5}, std::chrono::minutes{10}};
  }
  Answer ask(Moment now) override {
    ++asked_;
    more_ = asked_ % 2 == 0;
    if (more_) return Underway{};
    if (now < start + std::chrono::minutes{10}) return Trouble{TroubleKind::cut_short, ""};
    return list(7);
  }
  bool more() const override { return more_; }

 private:
  int asked_ = 0;
  bool more_ = false;
};

TEST(MergedFeed, IsInTroubleUntilAnAnswerIsWhole) {
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<MergedFeed>(std::make_unique<ScriptedFeed>(PollRule{}, chain_at),
                                               std::make_unique<Stuttering>(), 5));
  Poller poller{std::move(feeds), {}, market::Calendar::us(), start, 3};
  int without = 0, with = 0;
  for (Moment now = start; now < start + std::chrono::minutes{60}; now = poller.due()) {
    const auto answer = poller.ask(now);
    const auto* chain = std::get_if<NewChain>(&answer->answer);
    if (chain == nullptr) continue;
    const bool told = has_flag(*chain, "open_interest_from_occ");
    EXPECT_NE(told, has_flag(*chain, "open_interest_feed_in_trouble")) << with + without;
    ++(told ? with : without);
  }
  EXPECT_GE(without, 9);
  EXPECT_GE(with, 10);
}

TEST(MergedFeed, LosesEitherAndHasItAgain) {
  const Moment out = start + std::chrono::minutes{20}, back = start + std::chrono::minutes{40};
  const auto away = [=](Moment now) { return now >= out && now < back; };
  const auto without_quotes = follow(
      [&](Moment now) -> Answer {
        return away(now) ? Answer{Trouble{TroubleKind::unreachable, ""}} : Answer{chain_at(now)};
      },
      [](Moment) -> Answer { return list(7); }, std::chrono::minutes{60});
  const auto again = std::ranges::find_if(without_quotes.at, [&](Moment at) { return at >= back; });
  ASSERT_NE(again, without_quotes.at.end());
  EXPECT_LE(*again - back, seconds{120}) << "within two periods";
  EXPECT_EQ(without_quotes.chains.back().loaded->chain.rows[0].open_interest, market::Contracts{7});
}

}  // namespace
}  // namespace gammafield::feeds
