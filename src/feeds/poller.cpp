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
    const std::string name = feed->name();
    const auto vendor = vendors_.try_emplace(name.substr(0, name.find(' ')), vendors_.size()).first->second;
    lines_.push_back(
        {std::move(feed), Schedule{polls, start, seed + lines_.size()}, Freshness{fresh, calendar, start}, {}, vendor});
  }
  last_requests_.resize(vendors_.size());
}

Moment Poller::due(const Line& line) const {
  const auto& last = last_requests_[line.vendor];
  return last ? std::max(line.schedule.due(), *last + line.feed->rule().least) : line.schedule.due();
}

std::size_t Poller::next() const {
  assert(!lines_.empty());
  const auto first = std::ranges::min_element(
      lines_, {}, [this](const Line& line) { return std::pair{due(line), line.schedule.due()}; });
  return static_cast<std::size_t>(first - lines_.begin());
}

Moment Poller::due() const { return due(lines_[next()]); }

std::optional<Poller::Told> Poller::ask(Moment now) {
  const std::size_t i = next();
  if (now < due(lines_[i])) return std::nullopt;
  Line& line = lines_[i];
  last_requests_[line.vendor] = now;
  line.state.asked = now;
  Told told{i, line.feed->ask(now)};
  line.schedule.answered(told.answer, now);
  if (line.feed->more()) line.schedule.ask_at(now);
  line.state.failures = line.schedule.failures();
  line.state.trouble.reset();
  if (const auto* trouble = std::get_if<Trouble>(&told.answer)) line.state.trouble = *trouble;
  line.freshness.expect_every(line.feed->rhythm());
  if (std::holds_alternative<NewChain>(told.answer) || std::holds_alternative<NewPrices>(told.answer)) {
    line.state.changed = now;
    line.freshness.changed(now);
  }
  return told;
}

void Poller::clock_moved(std::chrono::milliseconds by) {
  const auto moved = [by](std::optional<Moment>& moment) {
    if (moment) *moment += by;
  };
  for (auto& last : last_requests_) moved(last);
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
