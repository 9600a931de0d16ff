#include "engine/replay.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <mutex>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/side_by_side.h"
#include "engine/replay_days.h"

namespace gammafield::engine {
namespace {

using market::Instant;
using session::PriceSample;
using std::chrono::seconds;

std::string named(const ReplaySnapshot& snapshot) { return named(label_of(snapshot.source, *snapshot.loaded)); }

std::vector<PriceSample> samples_of(const ingest::PriceBars& bars, const market::Calendar& calendar) {
  std::vector<PriceSample> samples;
  for (const auto& [at, price] : ingest::known_prices(bars, calendar)) samples.push_back({at, price});
  return samples;
}

std::string symbol_of(const ReplayInput& input) {
  if (!input.snapshots.empty()) return input.snapshots.front().label.symbol;
  return input.memory ? input.memory->symbol : input.symbol;
}

/// A snapshot whose turn is near, yet to be loaded.
using Due = std::function<base::Result<ReplaySnapshot, base::Refusal>()>;

Due due(QueuedSnapshot queued) {
  return [queued = std::move(queued)]() -> base::Result<ReplaySnapshot, base::Refusal> {
    auto loaded = queued.load();
    if (!loaded) return base::failure(std::move(loaded.error()));
    return ReplaySnapshot{queued.label.source, std::move(*loaded)};
  };
}

/// In turn, for whichever thread asks next.
class Snapshots {
 public:
  Snapshots(std::vector<QueuedSnapshot> ordered, SnapshotSource source, std::size_t from_source)
      : ordered_(std::move(ordered)), source_(std::move(source)), total_(ordered_.size() + from_source) {}

  /// None at the end, and after a refusal.
  std::optional<std::pair<std::size_t, Due>> next() {
    const std::scoped_lock lock{mutex_};
    if (refusal_) return std::nullopt;
    if (next_ < ordered_.size()) {
      Due each = due(std::move(ordered_[next_]));
      return std::pair{next_++, std::move(each)};
    }
    if (!source_) return std::nullopt;
    auto more = source_();
    if (!more) refusal_ = std::move(more.error());
    if (!more || !*more) return std::nullopt;
    total_ = std::max(total_, next_ + 1);
    return std::pair{next_++, Due{[now = std::move(**more)] { return now; }}};
  }
  void stop(base::Refusal why) {
    const std::scoped_lock lock{mutex_};
    refusal_ = std::move(why);
  }
  [[nodiscard]] std::size_t total() {
    const std::scoped_lock lock{mutex_};
    return total_;
  }
  /// Once no thread asks any more.
  [[nodiscard]] const std::optional<base::Refusal>& refusal() const { return refusal_; }

 private:
  std::mutex mutex_;
  std::vector<QueuedSnapshot> ordered_;
  SnapshotSource source_;
  std::size_t next_ = 0, total_;
  std::optional<base::Refusal> refusal_;
};

/// The rule's sampling cannot be finer than the prices are.
void choose_sampling(Settings& settings, std::optional<seconds> given, std::vector<std::string>& notes) {
  auto& sampling = settings.session.watch.sampling;
  if (!given || *given <= sampling) return;
  notes.push_back(
      fmt::format("prices come every {} s: walls are watched so, not every {} s", given->count(), sampling.count()));
  sampling = *given;
}

std::optional<base::Refusal> check_symbols(const ReplayInput& input) {
  std::set<std::string> symbols;
  for (const auto& each : input.snapshots) symbols.insert(each.label.symbol);
  if (input.memory) symbols.insert(input.memory->symbol);
  if (symbols.size() < 2) return std::nullopt;
  return base::Refusal{base::RefusalKind::usage,
                       fmt::format("one session is of one symbol: here are {} and {}; replay them one by one",
                                   *symbols.begin(), *std::next(symbols.begin()))};
}

/// Of the snapshots' exchange; one session is of one.
std::shared_ptr<const market::Calendar> calendar_of(const ReplayInput& input) {
  return input.snapshots.empty() ? market::Calendar::of(market::Exchange::us) : input.snapshots.front().label.calendar;
}

class Replay {
 public:
  /// Snapshots in order, settings as prices allow.
  Replay(ReplayInput input, Settings settings, std::vector<std::string> notes, const OnStep& on_step)
      : calendar_(calendar_of(input)),
        on_step_(on_step),
        has_bars_(input.bars.has_value()),
        threads_(settings.pricing.threads == 0 ? 2 : settings.pricing.threads),
        tickets_(settings.tickets),
        notes_(std::move(notes)),
        snapshots_(std::move(input.snapshots), std::move(input.source), input.from_source),
        follower_((settings.pricing.threads = 1, std::move(settings)), std::move(input.evidence),
                  std::move(input.memory)) {
    if (input.bars) prices_ = samples_of(*input.bars, *calendar_);
  }

  base::Result<Replayed, base::Refusal> run() {
    base::Turns turns;
    base::side_by_side(threads_, threads_, [&](std::size_t) {
      while (auto each = snapshots_.next()) {
        auto& [i, load] = *each;
        auto snapshot = load();
        std::optional<base::Result<Analysis, base::Refusal>> analysis;
        if (snapshot) analysis = follower_.analyse(snapshot->loaded);
        turns.wait_for(i);
        if (!stopped_ && snapshot) take(i, *snapshot, std::move(*analysis));
        if (!stopped_ && !snapshot) stop(std::move(snapshot.error()));
        turns.finish(i);
      }
    });
    if (snapshots_.refusal()) return base::failure(*snapshots_.refusal());
    const auto& memory = follower_.memory();
    if (refusal_ && !memory) return base::failure(std::move(*refusal_));
    if (!memory) return base::failure(base::Refusal{base::RefusalKind::no_usable_data, "no snapshot to replay"});
    watch_rest();
    Settings settings = follower_.settings();
    if (positioning_) settings.positioning = std::move(*positioning_);
    return Replayed{memory->symbol, std::move(settings), std::move(days_).days(), std::move(notes_), *memory,
                    calendar_,      multiplier_};
  }

 private:
  void tell_settled_tickets(const ReplaySnapshot& snapshot) {
    std::erase_if(tickets_, [&](const Ticket& ticket) {
      if (!has_settled(ticket, snapshot.loaded->chain)) return false;
      notes_.push_back(fmt::format("--ticket {}: has settled by {} and counts no more from then on", to_string(ticket),
                                   named(snapshot)));
      return true;
    });
  }

  /// In order: what comes later was loaded for nothing.
  void stop(base::Refusal why) {
    stopped_ = true;
    snapshots_.stop(std::move(why));
  }

  /// In order: the session one snapshot later.
  void take(std::size_t i, const ReplaySnapshot& snapshot, base::Result<Analysis, base::Refusal> analysis) {
    tell_settled_tickets(snapshot);
    if (!analysis) {
      notes_.push_back(named(snapshot) + ": " + analysis.error().message);
      if (!refusal_) refusal_ = std::move(analysis.error());
      return;
    }
    const auto prices = snapshot.prices ? *snapshot.prices : prices_until(analysis->report);
    const auto before = follower_.memory();
    const auto taken = follower_.take(std::move(*analysis), prices);
    if (!taken) {  // cannot be: symbols and times were looked at before
      notes_.push_back(named(snapshot) + ": " + taken.error().message);
      return;
    }
    const Report& report = taken->report;
    positioning_ = report.settings.positioning;
    calendar_ = report.calendar;
    multiplier_ = report.multiplier;
    days_.add_prices(prices, *calendar_);
    days_.add(report);
    on_step_({snapshot, prices, before, report, follower_.settings(), i + 1, snapshots_.total()});
  }

  /// What is known when the snapshot is taken and has not been watched; before the first snapshot there is nothing to
  /// watch.
  std::vector<PriceSample> prices_until(const Report& report) {
    if (!has_bars_) return {{report.as_of, report.spot}};
    const auto& memory = follower_.memory();
    std::vector<PriceSample> now;
    for (; next_price_ < prices_.size() && prices_[next_price_].at <= report.as_of; ++next_price_)
      if (memory && prices_[next_price_].at > memory->watched_until) now.push_back(prices_[next_price_]);
    if (!memory && next_price_ > 0) now.push_back(prices_[next_price_ - 1]);
    return now;
  }

  /// Prices after the last snapshot, against its walls; the memory stays that of the snapshot, so that whoever goes on
  /// from it with more snapshots sees these prices in their place.
  void watch_rest() {
    const std::vector<PriceSample> rest(prices_.begin() + static_cast<std::ptrdiff_t>(next_price_), prices_.end());
    const Settings& settings = follower_.settings();
    session::Happenings happened;
    (void)session::watched(*follower_.memory(), rest, settings.levels, settings.session, *calendar_, happened);
    days_.add_prices(rest, *calendar_);
    days_.add(happened.events, happened.attempts, happened.migrations, *calendar_);
  }

  std::shared_ptr<const market::Calendar> calendar_;  ///< of the last Report
  const OnStep& on_step_;
  const bool has_bars_;
  const std::size_t threads_;
  std::optional<market::Multiplier> multiplier_;  ///< of the last Report
  std::vector<Ticket> tickets_;                   ///< not settled yet
  std::vector<PriceSample> prices_;
  std::size_t next_price_ = 0;
  bool stopped_ = false;
  std::optional<exposure::Positioning> positioning_;  ///< of the last Report, where evidence decides it
  std::optional<base::Refusal> refusal_;              ///< of the first snapshot that could not be analysed
  std::vector<std::string> notes_;
  ReplayDays days_;
  Snapshots snapshots_;
  Follower follower_;
};

}  // namespace

base::Result<Replayed, base::Refusal> replay(ReplayInput input, const Settings& settings, const OnStep& on_step) {
  if (auto refused = check_symbols(input)) return base::failure(std::move(*refused));
  std::vector<std::string> notes;
  Settings in_force = settings_for(settings, symbol_of(input));
  const auto known = input.memory ? std::optional{input.memory->latest.as_of} : std::nullopt;
  input.snapshots = in_order(std::move(input.snapshots), known, notes);
  if (input.bars)
    for (const auto& flag : input.bars->flags) notes.push_back("bars: " + flag.code + ": " + flag.detail);
  choose_sampling(in_force, input.bars ? std::optional{input.bars->length} : usual_distance(input.snapshots), notes);
  return Replay{std::move(input), std::move(in_force), std::move(notes), on_step}.run();
}

}  // namespace gammafield::engine
