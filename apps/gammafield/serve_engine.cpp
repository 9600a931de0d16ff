#include "gammafield/serve_engine.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "gammafield/heap.h"

namespace gammafield::app {

using std::chrono::milliseconds;

void ServeEngine::publish(server::SharedUpdate update) {
  publish_(std::move(update), std::chrono::steady_clock::now() - step_began_);
}

void ServeEngine::tell_sources(const live::Loop& loop) {
  std::vector<desk::SourceState> states;
  for (std::size_t i = 0; i < loop.feeds(); ++i) {
    const auto state = loop.state(i);
    states.push_back({loop.name(i), state.asked, state.changed,
                      state.trouble ? std::string{to_string(state.trouble->kind)} : std::string{}, state.failures,
                      state.stale});
  }
  desk_.tell_sources(std::move(states));
}

Outcome ServeEngine::run(const store::Folder& folder, live::Assumptions by, Feeds feeds,
                         const std::function<bool()>& over) {
  constexpr milliseconds blink{50};  // an end that is asked for is noticed within it
  constexpr milliseconds sources_every{1'000}, heap_every{60'000}, heap_for{5'000};
  const live::Clocks start = clocks();
  const live::Listener listener{.recorded =
                                    [this](const auto& analysis) {
                                      desk_.watch(analysis->report);
                                      publish(publisher_.take(analysis, clocks().wall));
                                      desk_.field_columns().take(*analysis);
                                      if (alerts_ != nullptr) alerts_->take(analysis->report);
                                      return Outcome{};
                                    },
                                .notice = notice_,
                                .freshness =
                                    [this](const std::string& feed, const feeds::FeedState& state) {
                                      if (alerts_ != nullptr) alerts_->freshness(feed, state);
                                    },
                                .moved =
                                    [this](live::Moved moved) {
                                      publish(publisher_.take(moved.snapshot, std::move(moved.report), clocks().wall));
                                    }};
  live::Loop loop{folder,   std::move(by), std::move(feeds),
                  listener, start,         static_cast<std::uint64_t>(start.wall.time_since_epoch().count())};
  milliseconds told{0}, trimmed{0};
  bool trimming = false;
  while (!over()) {
    const live::Clocks now = clocks();
    step_began_ = std::chrono::steady_clock::now();
    if (auto refusal = loop.step(now)) return refusal;
    if (alerts_ != nullptr) alerts_->tick();
    if (now.running - told >= sources_every) {
      told = now.running;
      tell_sources(loop);
    }
    if (now.running - trimmed >= heap_every) {
      trimmed = now.running;
      trimming = true;
      return_free_heap();
    }
    if (trimming && now.running - trimmed >= heap_for) {
      trimming = false;
      keep_free_heap();
    }
    std::this_thread::sleep_for(std::clamp(loop.due() - clocks().wall, milliseconds{0}, blink));
  }
  return loop.close();
}

}  // namespace gammafield::app
