#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "adapters.h"
#include "base/random.h"
#include "feeds/merged_feed.h"
#include "feeds/occ.h"
#include "live/loop.h"
#include "playback/counter.h"
#include "playback/simulated_transport.h"
#include "store/packed_chain.h"
#include "store/testing_day.h"

/// A feed recorded for a part of a made-up session, in simulated time, with faults by seed and with this side's clock
/// set wrong and right again.
namespace gammafield::playback {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline const market::Date played_session = std::chrono::year{2026} / 8 / 18;

inline simulate::SimulatedSession made_up(seconds every, market::Date session = played_session) {
  simulate::SessionScenario scenario;
  scenario.chain.seed = 11;
  scenario.chain.contracts = 100;
  scenario.session = session;
  scenario.every = every;
  return simulate::SimulatedSession::make(scenario).value();
}

struct Course {
  seconds every{60};            ///< between the vendor's chains
  market::Instant from, until;  ///< of recording
  std::optional<Storms> storms = {};
  std::uint64_t seed = 0;
  bool open_interest = false;  ///< from the clearing house
  std::optional<Storms> open_interest_storms = {};
};

/// What a course leaves.
struct Left {
  /// Each record as it is on disk: chain, Report, memory, prices.
  std::map<market::Instant, std::string> records, chains;
  std::map<market::Instant, feeds::Moment> recorded;  ///< by the true clock
  /// Chains that say that the clearing house was in trouble; in `chains` they do not.
  std::set<market::Instant> in_trouble;
  std::vector<Counter::Met> met, met_open_interest;
  std::uint64_t over_limit = 0;
  std::string trouble;  ///< what must not be; empty: nothing
};

inline std::string packed(const ingest::LoadedChain& loaded) {
  return store::packed_listing(loaded.chain) + store::packed_values(loaded, nullptr);
}

inline std::string packed(const store::Record& record) {
  std::string text = packed(*record.loaded);
  for (const auto& [at, spot] : record.prices) text += fmt::format("\n{} {}", market::to_string(at), spot.value());
  return text + "\n" + record.report + "\n" + record.memory_before;
}

/// The chain as it is without that flag.
inline bool take_trouble_off(ingest::LoadedChain& loaded) {
  return std::erase_if(loaded.chain.flags,
                       [](const auto& flag) { return flag.code == "open_interest_feed_in_trouble"; }) > 0;
}

inline void read_back(const store::Folder& folder, Left& left) {
  for (const market::Date day : folder.days("SPX")) {
    auto reader = folder.reader("SPX", day);
    while (reader) {
      const auto record = reader->next();
      if (!record) left.trouble = record.error().message;
      if (!record || !*record) break;
      auto loaded = *(*record)->loaded;
      const auto as_of = loaded.chain.as_of;
      if (!left.records.empty() && as_of <= left.records.rbegin()->first) left.trouble = "out of order";
      left.records[as_of] = packed(**record);
      if (take_trouble_off(loaded)) left.in_trouble.insert(as_of);
      left.chains[as_of] = packed(loaded);
    }
    if (!reader) left.trouble = reader.error().message;
  }
}

/// How wrong this side's clock is, up to half an hour, another error every 45 s of a storm. Not fast in the session's
/// last hour: where the vendor's clock is fast too and the day ends, both would agree on the close.
inline milliseconds clock_error(const Course& course, feeds::Moment at) {
  const auto now = std::chrono::floor<seconds>(at);
  if (!course.storms || !FaultPlan{course.seed, *course.storms}.storms(now)) return milliseconds{0};
  base::RandomStream random{course.seed, static_cast<std::uint64_t>(now.time_since_epoch() / seconds{45})};
  if (random.below(3) != 0) return milliseconds{0};
  const milliseconds error{static_cast<int>((random.uniform() - 0.5) * 3.6e6)};
  const bool last_hour = now + std::chrono::hours{1} > market::Calendar::us().session_close(played_session);
  return last_hour ? std::min(error, milliseconds{0}) : error;
}

/// A vendor, and the way to it with what goes wrong there.
class Way {
 public:
  Way(Vendor& vendor, std::optional<Storms> storms, std::uint64_t seed, feeds::Moment& clock,
      const std::vector<FaultKind>& left_out = {})
      : counter_(vendor, plan(storms, seed, left_out)), transport_(counter_, clock) {}
  feeds::Transport& transport() { return transport_; }
  [[nodiscard]] const Counter& counter() const { return counter_; }

 private:
  static std::optional<FaultPlan> plan(const std::optional<Storms>& storms, std::uint64_t seed,
                                       const std::vector<FaultKind>& out) {
    if (!storms) return std::nullopt;
    FaultPlan plan{seed, *storms};
    for (const FaultKind kind : out) plan.leave_out(kind);
    return plan;
  }
  Counter counter_;
  SimulatedTransport transport_;
};

/// The latest moment by which a feed must be heard of again, when faults end: two periods, and where the vendor asked
/// for patience, or refused three times in a row, when that has passed.
inline feeds::Moment heard_again(const std::vector<Counter::Met>& met, feeds::Moment calm, milliseconds period) {
  constexpr seconds an_answer{60};  // the longest that a request takes, and what a snapshot of many takes
  feeds::Moment patience = calm;
  int refused = 0;
  for (const auto& each : met) {
    if (each.wall >= calm) break;
    const bool lasting = each.fault.kind == FaultKind::refused || each.fault.kind == FaultKind::not_found;
    refused = lasting ? refused + 1 : 0;
    if (each.fault.kind == FaultKind::too_many)
      patience = std::max(patience, each.wall + seconds{each.fault.retry_after});
    if (refused > 2) patience = std::max(patience, each.wall + feeds::PollRule{}.longest);
  }
  return patience + 2 * period + an_answer;
}

inline Left run(const Adapter& adapter, const Tape& tape, const Course& course) {
  Left left;
  const store::ScratchFolder scratch;
  auto folder = store::Folder::make(scratch.path());
  const auto vendor = vendor_of(adapter.name, tape).value(), clearing_house = vendor_of("occ", tape).value();
  OneMoment one_moment{*vendor, adapter.begins};
  feeds::Moment clock = course.from;
  Way quotes{one_moment, course.storms, course.seed, clock, adapter.unnoticed};
  Way counted{*clearing_house, course.open_interest_storms, course.seed, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(adapter.feed(quotes.transport(), "http://127.0.0.1:8100"));
  if (course.open_interest)
    feeds[0] = std::make_unique<feeds::MergedFeed>(
        std::move(feeds[0]),
        std::make_unique<feeds::OccFeed>(counted.transport(), "SPX", market::Calendar::us(), "http://127.0.0.1:8101"),
        course.seed);
  const auto clocks = [&] {
    const milliseconds error = adapter.notices_own_clock ? clock_error(course, clock) : milliseconds{0};
    return live::Clocks{clock + error, clock.time_since_epoch()};
  };
  const live::Listener listener{[&](const std::shared_ptr<const engine::Analysis>& taken) {
                                  const engine::Report& report = taken->report;
                                  left.recorded[report.as_of] = clock;
                                  return std::optional<base::Refusal>{};
                                },
                                [](const std::string&) {}};
  live::Loop loop{*folder, {}, std::move(feeds), listener, clocks(), course.seed};
  while (clock < course.until) {
    if (const auto refusal = loop.step(clocks())) left.trouble = refusal->message;
    clock += std::clamp(loop.due() - clocks().wall, milliseconds{1}, milliseconds{1'000});
  }
  if (const auto refusal = loop.close()) left.trouble = refusal->message;
  read_back(*folder, left);
  left.met = quotes.counter().log();
  left.met_open_interest = counted.counter().log();
  left.over_limit = quotes.counter().over_limit() + counted.counter().over_limit();
  return left;
}

}  // namespace gammafield::playback
