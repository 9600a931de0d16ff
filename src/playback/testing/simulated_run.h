#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters.h"
#include "base/random.h"
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

inline simulate::SimulatedSession made_up(seconds every) {
  simulate::SessionScenario scenario;
  scenario.chain.seed = 11;
  scenario.chain.contracts = 100;
  scenario.session = played_session;
  scenario.every = every;
  return simulate::SimulatedSession::make(scenario).value();
}

struct Course {
  seconds every{60};            ///< between the vendor's chains
  market::Instant from, until;  ///< of recording
  std::optional<FaultPlan> plan = {};
  std::uint64_t seed = 0;
};

/// What a course leaves.
struct Left {
  /// Each record as it is on disk: chain, Report, memory, prices.
  std::map<market::Instant, std::string> records, chains;
  std::map<market::Instant, feeds::Moment> recorded;  ///< by the true clock
  std::vector<Counter::Met> met;
  std::uint64_t over_limit = 0;
  std::string trouble;  ///< what must not be; empty: nothing
};

inline std::string packed(const store::Record& record) {
  std::string text = store::packed_listing(record.loaded->chain) + store::packed_values(*record.loaded, nullptr);
  for (const auto& [at, spot] : record.prices) text += fmt::format("\n{} {}", market::to_string(at), spot.value());
  return text + "\n" + record.report + "\n" + record.memory_before;
}

inline void read_back(const store::Folder& folder, Left& left) {
  for (const market::Date day : folder.days("SPX")) {
    auto reader = folder.reader("SPX", day);
    while (reader) {
      const auto record = reader->next();
      if (!record) left.trouble = record.error().message;
      if (!record || !*record) break;
      const auto& loaded = *(*record)->loaded;
      if (!left.records.empty() && loaded.chain.as_of <= left.records.rbegin()->first) left.trouble = "out of order";
      left.records[loaded.chain.as_of] = packed(**record);
      left.chains[loaded.chain.as_of] = store::packed_listing(loaded.chain) + store::packed_values(loaded, nullptr);
    }
    if (!reader) left.trouble = reader.error().message;
  }
}

/// How wrong this side's clock is, up to half an hour, another error every 45 s of a storm.
inline milliseconds clock_error(const Course& course, feeds::Moment at) {
  const auto now = std::chrono::floor<seconds>(at);
  if (!course.plan || !course.plan->storms(now)) return milliseconds{0};
  base::RandomStream random{course.seed, static_cast<std::uint64_t>(now.time_since_epoch() / seconds{45})};
  return random.below(3) != 0 ? milliseconds{0} : milliseconds{static_cast<int>((random.uniform() - 0.5) * 3.6e6)};
}

inline Left run(const Adapter& adapter, const Tape& tape, Course course) {
  Left left;
  const store::ScratchFolder scratch;
  auto folder = store::Folder::make(scratch.path());
  const auto vendor = vendor_of(adapter.name, tape).value();
  OneMoment one_moment{*vendor, adapter.begins};
  for (const FaultKind kind : adapter.unnoticed)
    if (course.plan) course.plan->leave_out(kind);
  Counter counter{one_moment, course.plan};
  feeds::Moment clock = course.from;
  SimulatedTransport transport{counter, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(adapter.feed(transport, "http://127.0.0.1:8100"));
  const auto clocks = [&] {
    const milliseconds error = adapter.notices_own_clock ? clock_error(course, clock) : milliseconds{0};
    return live::Clocks{clock + error, clock.time_since_epoch()};
  };
  const live::Listener listener{[&](const engine::Report& report) {
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
  left.met = counter.log();
  left.over_limit = counter.over_limit();
  return left;
}

}  // namespace gammafield::playback
