#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>

#include "feeds/testing_feeds.h"
#include "ingest/read_chain.h"
#include "live/loop.h"
#include "store/testing_day.h"

/// A loop over a scripted feed, for tests of what it does when the system fails.
namespace gammafield::live {

using feeds::Moment;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline const Moment opening = feeds::moment("2026-08-18T09:30-04:00");

/// A made-up index a minute; quotes move with the minutes.
inline std::shared_ptr<const ingest::LoadedChain> chain_at(Moment now) {
  const auto at = std::chrono::floor<minutes>(now);
  const auto minute = static_cast<int>(at.time_since_epoch().count() % 1440);
  std::string text = "option,bid,ask,iv,open_interest,spot\n";
  for (const int strike : {6300, 6350, 6400, 6450, 6500, 6550})
    for (const char right : {'C', 'P'})
      text += fmt::format("SPXW260821{}{:05}000,{:.2f},{:.2f},{:.4f},{},{:.2f}\n", right, strike, 20.9 + minute % 7,
                          21.4 + minute % 7, 0.15 + 0.0001 * (minute % 11), strike % 370 + 100,
                          6430 + 0.25 * (minute % 30));
  ingest::ReadOptions options;
  options.symbol = "SPX";
  options.as_of = at;
  return std::make_shared<const ingest::LoadedChain>(std::move(ingest::read_chain(text, options, "made up")->front()));
}

/// A loop over one scripted feed, and what it said.
class Session {
 public:
  explicit Session(const store::Folder& folder)
      : loop_(folder, {}, one_feed(),
              {[this](const std::shared_ptr<const engine::Analysis>& taken) {
                 told.push_back(taken->report.as_of);
                 return std::optional<base::Refusal>{};
               },
               [this](const std::string& text) { notices.push_back(text); },
               [this](const std::string& feed, const feeds::FeedState& state) {
                 freshness.push_back(feed + (state.stale ? " stale" : " fresh"));
               }},
              {now}, 1) {}

  /// Lets time pass.
  void pass(milliseconds time) {
    for (const Moment end = now + time; now < end;) {
      if (auto refusal = loop_.step({now + clock_error, now.time_since_epoch()})) refusals.push_back(refusal->message);
      now += std::clamp(loop_.due() - now - clock_error, milliseconds{1}, milliseconds{100});
    }
  }
  [[nodiscard]] bool said(std::string_view part) const {
    return std::ranges::any_of(notices, [&](const std::string& text) { return text.find(part) != std::string::npos; });
  }
  std::optional<base::Refusal> close() { return loop_.close(); }

  Moment now = opening + minutes{1};
  milliseconds clock_error{0};
  int asked = 0;
  bool memory = true;
  std::optional<feeds::Trouble> trouble;
  std::vector<market::Instant> told;
  std::vector<std::string> notices, refusals, freshness;

 private:
  std::vector<std::unique_ptr<feeds::Feed>> one_feed() {
    std::vector<std::unique_ptr<feeds::Feed>> feeds;
    feeds.push_back(std::make_unique<feeds::ScriptedFeed>(feeds::PollRule{}, [this](Moment) -> feeds::Answer {
      ++asked;
      if (!memory) throw std::bad_alloc{};
      if (trouble) return *trouble;
      return feeds::NewChain{chain_at(now)};
    }));
    return feeds;
  }
  Loop loop_;
};

/// The moments recorded, as a reader sees them now.
inline std::size_t readable(const store::Folder& folder) {
  const auto reader = folder.reader("SPX", std::chrono::year{2026} / 8 / 18);
  return reader ? static_cast<std::size_t>(reader->count().value_or(0)) : 0;
}

}  // namespace gammafield::live
