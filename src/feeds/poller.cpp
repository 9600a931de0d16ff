#include "feeds/poller.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace gammafield::feeds {

Poller::Poller(std::vector<std::unique_ptr<Feed>> feeds, const FreshnessRule& rule, const market::Calendar& calendar,
               Moment start, std::uint64_t seed) {
  for (auto& feed : feeds) {
    const PollRule polls = feed->rule();
    const FreshnessRule fresh{feed->delay().value_or(rule.delay), rule.after};
    lines_.push_back(
        {std::move(feed), Schedule{polls, start, seed + lines_.size()}, Freshness{fresh, calendar, start}, {}});
  }
}

std::size_t Poller::next() const {
  assert(!lines_.empty());
  const auto first = std::ranges::min_element(lines_, {}, [](const Line& line) { return line.schedule.due(); });
  return static_cast<std::size_t>(first - lines_.begin());
}

Moment Poller::due() const {
  const Line& line = lines_[next()];
  return last_request_ ? std::max(line.schedule.due(), *last_request_ + line.feed->rule().least) : line.schedule.due();
}

std::optional<Poller::Told> Poller::ask(Moment now) {
  if (now < due()) return std::nullopt;
  const std::size_t i = next();
  Line& line = lines_[i];
  last_request_ = now;
  line.state.asked = now;
  Told told{i, line.feed->ask(now)};
  line.schedule.answered(told.answer, now);
  if (line.feed->more()) line.schedule.ask_at(now);
  line.state.failures = line.schedule.failures();
  line.state.trouble.reset();
  if (const auto* trouble = std::get_if<Trouble>(&told.answer)) line.state.trouble = *trouble;
  if (std::holds_alternative<NewChain>(told.answer)) {
    line.state.changed = now;
    line.freshness.changed(now);
  }
  return told;
}

void Poller::clock_moved(std::chrono::milliseconds by) {
  const auto moved = [by](std::optional<Moment>& moment) {
    if (moment) *moment += by;
  };
  moved(last_request_);
  for (Line& line : lines_) {
    moved(line.state.asked);
    moved(line.state.changed);
    line.schedule.ask_at(line.schedule.due() + by);
    line.freshness.clock_moved(by);
    line.feed->clock_moved(by);
  }
}

FeedState Poller::state(std::size_t feed, Moment now) const {
  FeedState state = lines_[feed].state;
  state.stale = lines_[feed].freshness.stale(now);
  return state;
}

}  // namespace gammafield::feeds
