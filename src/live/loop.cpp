#include "live/loop.h"

#include <algorithm>
#include <new>
#include <utility>

#include <fmt/format.h>

namespace gammafield::live {

using base::Refusal;
using base::RefusalKind;
using feeds::Moment;

namespace {

/// Asked for again, it may be done: what the system refuses passes, what data refuses does not.
bool may_mend(const Refusal& refusal) { return refusal.kind == RefusalKind::output_failed; }

}  // namespace

Loop::Loop(store::Folder folder, Assumptions by, std::vector<std::unique_ptr<feeds::Feed>> feeds, Listener listener,
           Clocks start, std::uint64_t seed)
    : folder_(std::move(folder)),
      by_(std::move(by)),
      listener_(std::move(listener)),
      poller_(std::move(feeds), {}, *by_.calendar, start.wall, seed),
      now_(start.wall),
      running_(start.running),
      was_stale_(poller_.size()),
      told_freshness_(poller_.size()),
      told_coarse_(poller_.size()),
      trouble_(poller_.size()),
      try_again_(start.wall) {}

bool Loop::anything_waits() const {
  return std::ranges::any_of(lines_, [](const auto& line) { return !line.second.waiting.empty(); });
}

Moment Loop::due() const {
  if (!anything_waits()) return poller_.due();
  // a feed that has its answers already keeps them
  return poller_.up_next().more() ? try_again_ : std::min(try_again_, poller_.due());
}

void Loop::tell(Clocks now) {
  constexpr std::chrono::milliseconds rounding{5};
  const auto moved = (now.wall - now_) - (now.running - running_);
  if (moved > rounding || moved < -rounding) {
    poller_.clock_moved(moved);
    try_again_ += moved;
  }
  now_ = now.wall;
  running_ = now.running;
}

std::optional<Refusal> Loop::step(Clocks now) {
  tell(now);
  const bool held = anything_waits() && poller_.up_next().more();
  if (!held && poller_.due() <= now_) ask();
  if (anything_waits() && now_ >= try_again_) return keep_all();
  close_what_is_over();
  return std::nullopt;
}

void Loop::ask() {
  try {
    const auto told = poller_.ask(now_);
    if (!told) return;
    complain(*told);
    tell_coarse_prices(*told);
    if (const auto* prices = std::get_if<feeds::NewPrices>(&told->answer)) take(*prices);
    if (const auto* chain = std::get_if<feeds::NewChain>(&told->answer)) wait(chain->loaded);
  } catch (const std::bad_alloc&) {
    listener_.notice("out of memory: an answer is left out");
  }
}

void Loop::take(const feeds::NewPrices& prices) {
  Line& line = lines_[prices.prices.front().symbol];
  line.inputs.take(prices);
  if (line.waiting.empty()) tell_moved(line, prices.prices);
}

/// Of prices that came while a snapshot was on its way too.
void Loop::tell_moved(Line& line, std::span<const feeds::NewPrice> prices) {
  if (!listener_.moved || !line.following) return;
  if (auto moved = line.following->at_prices(prices)) listener_.moved(std::move(*moved));
}

void Loop::tell_trouble(std::size_t feed, const feeds::Answer& answer) {
  if (std::holds_alternative<feeds::Underway>(answer)) return;
  const auto* trouble = std::get_if<feeds::Trouble>(&answer);
  const auto kind = trouble != nullptr ? std::optional{trouble->kind} : std::nullopt;
  if (std::exchange(trouble_[feed], kind) == kind) return;
  const std::string name = poller_.feed(feed).name();
  if (trouble != nullptr)
    listener_.notice(fmt::format("{}: {}: {}", name, to_string(trouble->kind), trouble->detail));
  else
    listener_.notice(name + ": answers again");
}

void Loop::complain(const feeds::Poller::Told& told) {
  tell_trouble(told.feed, told.answer);
  const feeds::FeedState now = state(told.feed);
  const std::string name = poller_.feed(told.feed).name();
  if (now.stale != was_stale_[told.feed]) {
    was_stale_[told.feed] = now.stale;
    listener_.notice(
        fmt::format("{}: {}", name, now.stale ? "stale: nothing new while the market trades" : "fresh again"));
  }
  // a feed that has told nothing yet is not fresh: who remembers it as stale from before is not told otherwise
  if (!listener_.freshness || (!now.stale && !now.changed) || told_freshness_[told.feed] == now.stale) return;
  told_freshness_[told.feed] = now.stale;
  listener_.freshness(name, now);
}

/// Prices that are farther apart than walls are watched by are gaps to them.
void Loop::tell_coarse_prices(const feeds::Poller::Told& told) {
  const auto& feed = poller_.feed(told.feed);
  const auto sampling = by_.settings.session.watch.sampling;
  if (!std::holds_alternative<feeds::NewPrices>(told.answer) || feed.rhythm() <= sampling || told_coarse_[told.feed])
    return;
  told_coarse_[told.feed] = true;
  const auto apart = std::chrono::duration_cast<std::chrono::seconds>(feed.rhythm()).count();
  listener_.notice(fmt::format("{}: a price every {} s, and walls are watched every {} s: state.sampling={} suits it",
                               feed.name(), apart, sampling.count(), apart));
}

void Loop::wait(std::shared_ptr<const ingest::LoadedChain> loaded) {
  const std::string symbol = loaded->chain.symbol;
  Line& line = lines_[symbol];
  if (line.waiting.size() == most_waiting) {
    listener_.notice(fmt::format("{} {}: given up: {} snapshots wait for the disk", symbol,
                                 market::to_string(line.waiting.front()->chain.as_of), most_waiting));
    line.waiting.pop_front();
  }
  line.waiting.push_back(line.inputs.merged(std::move(loaded)));
}

std::optional<Refusal> Loop::keep_all() {
  for (auto& [symbol, line] : lines_)
    if (auto refusal = keep(symbol, line)) return refusal;
  return std::nullopt;
}

std::optional<Refusal> Loop::keep(const std::string& symbol, Line& line) {
  while (!line.waiting.empty()) {
    const auto taken = kept(symbol, line);
    if (!taken) {
      not_kept(symbol, line, taken.error());
      if (!line.following && !may_mend(taken.error())) return taken.error();
      if (may_mend(taken.error())) return std::nullopt;
      continue;
    }
    line.waiting.pop_front();
    if (std::exchange(line.failing, false)) listener_.notice(symbol + ": recording again");
    if (!*taken) continue;
    ++recorded_;
    if (auto refusal = listener_.recorded(*taken)) return refusal;
    tell_moved(line,
               line.inputs.prices_between((*taken)->report.as_of, std::chrono::floor<std::chrono::seconds>(now_)));
  }
  return std::nullopt;
}

base::Result<std::shared_ptr<const engine::Analysis>, Refusal> Loop::kept(const std::string& symbol, Line& line) {
  try {
    if (!line.following) {
      const auto clock = [this] { return std::chrono::floor<std::chrono::seconds>(now_); };
      auto started = Following::start(symbol, folder_, by_, clock);
      if (!started) return base::failure(std::move(started.error()));
      line.following.emplace(std::move(*started));
    }
    return line.following->take(line.waiting.front(), line.inputs);
  } catch (const std::bad_alloc&) {
    return base::failure(Refusal{RefusalKind::output_failed, "out of memory"});
  }
}

void Loop::not_kept(const std::string& symbol, Line& line, const Refusal& refusal) {
  const auto as_of = market::to_string(line.waiting.front()->chain.as_of);
  if (!may_mend(refusal)) {
    listener_.notice(fmt::format("{} {}: not recorded: {}", symbol, as_of, refusal.message));
    line.waiting.pop_front();
    return;
  }
  try_again_ = now_ + try_again_after;
  if (!std::exchange(line.failing, true))
    listener_.notice(fmt::format("{} {}: not recorded yet: {}", symbol, as_of, refusal.message));
}

/// So that an archive may take them: who writes a day keeps it to himself.
void Loop::close_what_is_over() {
  for (auto& [symbol, line] : lines_) {
    if (!line.following || !line.waiting.empty()) continue;
    if (const auto refusal = line.following->close_when_over())
      listener_.notice(fmt::format("{}: its day has no digest yet: {}", symbol, refusal->message));
  }
}

std::optional<Refusal> Loop::close() {
  std::optional<Refusal> failed = keep_all();
  for (auto& [symbol, line] : lines_) {
    if (!line.waiting.empty() && !failed)
      failed = Refusal{RefusalKind::output_failed,
                       fmt::format("{}: {} snapshots are not recorded", symbol, line.waiting.size())};
    if (!line.following) continue;
    if (auto refusal = line.following->close(); refusal && !failed) failed = std::move(refusal);
  }
  return failed;
}

}  // namespace gammafield::live
