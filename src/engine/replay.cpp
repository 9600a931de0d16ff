#include "engine/replay.h"

#include <algorithm>
#include <chrono>
#include <map>
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

bool has_wrong_label(const ReplaySnapshot& snapshot) {
  return std::ranges::any_of(snapshot.loaded->chain.flags,
                             [](const auto& flag) { return flag.code == "label_is_not_the_session"; });
}

std::string named(const ReplaySnapshot& snapshot) {
  return fmt::format("{} ({})", snapshot.source, market::to_string(snapshot.loaded->chain.as_of));
}

/// In time order, one of each instant, none that the memory knows already.
std::vector<ReplaySnapshot> in_order(std::vector<ReplaySnapshot> snapshots,
                                     const std::optional<session::Memory>& memory, std::vector<std::string>& notes) {
  std::vector<std::size_t> order(snapshots.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::tuple{snapshots[i].loaded->chain.as_of, has_wrong_label(snapshots[i]), i};
  });
  std::vector<ReplaySnapshot> kept;
  for (const std::size_t i : order) {
    auto& each = snapshots[i];
    const Instant as_of = each.loaded->chain.as_of;
    if (has_wrong_label(each))
      notes.push_back(fmt::format("{}: wrongly labelled, it is the session of {}", each.source,
                                  market::to_string(each.loaded->chain.session)));
    if (memory && as_of <= memory->latest.as_of) {
      notes.push_back(named(each) + ": left out, the memory is as far already");
    } else if (!kept.empty() && kept.back().loaded->chain.as_of == as_of) {
      notes.push_back(fmt::format("{}: left out, a duplicate of {}", named(each), kept.back().source));
    } else {
      kept.push_back(std::move(each));
    }
  }
  return kept;
}

/// Of a bar the price its close is known with; of a session's first bar its open too.
std::vector<PriceSample> samples_of(const ingest::PriceBars& bars, const market::Calendar& calendar) {
  std::vector<PriceSample> samples;
  for (const auto& bar : bars.bars) {
    if (bar.from < bar.until && bar.from == calendar.session_open(calendar.session_of(bar.from)))
      samples.push_back({bar.from, bar.open});
    samples.push_back({bar.until, bar.close});
  }
  return samples;
}

/// As most of the snapshots within sessions are apart; nothing where there are fewer than two in a session.
std::optional<seconds> usual_distance(const std::vector<ReplaySnapshot>& snapshots) {
  std::map<seconds, std::size_t> counts;
  for (std::size_t i = 1; i < snapshots.size(); ++i) {
    const auto &before = snapshots[i - 1].loaded->chain, &after = snapshots[i].loaded->chain;
    if (before.session == after.session) ++counts[after.as_of - before.as_of];
  }
  const auto most = std::ranges::max_element(counts, {}, &std::pair<const seconds, std::size_t>::second);
  return most == counts.end() ? std::nullopt : std::optional{most->first};
}

std::string symbol_of(const ReplayInput& input) {
  if (!input.snapshots.empty()) return input.snapshots.front().loaded->chain.symbol;
  return input.memory ? input.memory->symbol : std::string{};
}

class Replay {
 public:
  Replay(ReplayInput input, const Settings& settings, const market::Calendar& calendar, const OnReport& on_report)
      : settings_(settings_for(settings, symbol_of(input))),
        calendar_(calendar),
        on_report_(on_report),
        memory_(std::move(input.memory)),
        evidence_(std::move(input.evidence)),
        days_(calendar) {
    snapshots_ = in_order(std::move(input.snapshots), memory_, notes_);
    if (input.bars) prices_ = samples_of(*input.bars, calendar);
    has_bars_ = input.bars.has_value();
    if (input.bars)
      for (const auto& flag : input.bars->flags) notes_.push_back("bars: " + flag.code + ": " + flag.detail);
    choose_sampling(input.bars);
    tell_settled_tickets();
  }

  base::Result<Replayed, base::Refusal> run() {
    if (auto refused = check_symbols()) return base::failure(std::move(*refused));
    const std::size_t wanted = settings_.pricing.threads == 0 ? 2 : settings_.pricing.threads;
    settings_.pricing.threads = 1;
    base::Turns turns;
    base::side_by_side(snapshots_.size(), wanted, [&](std::size_t i) {
      auto analysis = analyse(snapshots_[i].loaded, evidence_, settings_of(snapshots_[i].loaded->chain), calendar_);
      turns.wait_for(i);
      take(i, std::move(analysis));
      snapshots_[i].loaded.reset();
      turns.finish(i);
    });
    if (refusal_ && !memory_) return base::failure(std::move(*refusal_));
    if (!memory_) return base::failure(base::Refusal{base::RefusalKind::no_usable_data, "no snapshot to replay"});
    watch_rest();
    if (positioning_) settings_.positioning = std::move(*positioning_);
    return Replayed{memory_->symbol, std::move(settings_), std::move(days_).days(), std::move(notes_),
                    std::move(*memory_)};
  }

 private:
  /// The rule's sampling cannot be finer than the prices are.
  void choose_sampling(const std::optional<ingest::PriceBars>& bars) {
    auto& sampling = settings_.session.watch.sampling;
    const auto given = bars ? std::optional{bars->length} : usual_distance(snapshots_);
    if (!given || *given <= sampling) return;
    notes_.push_back(
        fmt::format("prices come every {} s: walls are watched so, not every {} s", given->count(), sampling.count()));
    sampling = *given;
  }

  void tell_settled_tickets() {
    for (const Ticket& ticket : settings_.tickets) {
      const auto first = std::ranges::find_if(
          snapshots_, [&](const ReplaySnapshot& each) { return has_settled(ticket, each.loaded->chain); });
      if (first != snapshots_.end())
        notes_.push_back(fmt::format("--ticket {}: has settled by {} and counts no more from then on",
                                     to_string(ticket), named(*first)));
    }
  }

  /// Tickets count until they settle.
  [[nodiscard]] Settings settings_of(const market::ChainSnapshot& chain) const {
    Settings settings = settings_;
    std::erase_if(settings.tickets, [&](const Ticket& ticket) { return has_settled(ticket, chain); });
    return settings;
  }

  [[nodiscard]] std::optional<base::Refusal> check_symbols() const {
    std::set<std::string> symbols;
    for (const auto& each : snapshots_) symbols.insert(each.loaded->chain.symbol);
    if (memory_) symbols.insert(memory_->symbol);
    if (symbols.size() < 2) return std::nullopt;
    return base::Refusal{base::RefusalKind::usage,
                         fmt::format("one session is of one symbol: here are {} and {}; replay them one by one",
                                     *symbols.begin(), *std::next(symbols.begin()))};
  }

  /// In order: the session one snapshot later.
  void take(std::size_t i, base::Result<Analysis, base::Refusal> analysis) {
    if (!analysis) {
      notes_.push_back(named(snapshots_[i]) + ": " + analysis.error().message);
      if (!refusal_) refusal_ = std::move(analysis.error());
      return;
    }
    Report& report = analysis->report;
    const auto prices = prices_until(report);
    auto next = session::advance(
        std::move(memory_), {analysis->book, analysis->repriced, report.levels, settings_.levels, report.quality.flags},
        prices, settings_.session, calendar_);
    if (!next) {  // cannot be: symbols and times were looked at before
      notes_.push_back(named(snapshots_[i]) + ": " + next.error().message);
      return;
    }
    memory_ = std::move(next->memory);
    report.over_time = std::move(next->report);
    positioning_ = report.settings.positioning;
    days_.add_prices(prices);
    days_.add(report);
    on_report_(report, i + 1, snapshots_.size());
  }

  /// What is known when the snapshot is taken and has not been watched; before the first snapshot there is nothing to
  /// watch.
  std::vector<PriceSample> prices_until(const Report& report) {
    if (!has_bars_) return {{report.as_of, report.spot}};
    std::vector<PriceSample> now;
    for (; next_price_ < prices_.size() && prices_[next_price_].at <= report.as_of; ++next_price_)
      if (memory_ && prices_[next_price_].at > memory_->watched_until) now.push_back(prices_[next_price_]);
    if (!memory_ && next_price_ > 0) now.push_back(prices_[next_price_ - 1]);
    return now;
  }

  /// Prices after the last snapshot, against its walls; the memory stays that of the snapshot, so that whoever goes on
  /// from it with more snapshots sees these prices in their place.
  void watch_rest() {
    const std::vector<PriceSample> rest(prices_.begin() + static_cast<std::ptrdiff_t>(next_price_), prices_.end());
    session::Happenings happened;
    (void)session::watched(*memory_, rest, settings_.levels, settings_.session, calendar_, happened);
    days_.add_prices(rest);
    days_.add(happened.events, happened.attempts, happened.migrations);
  }

  Settings settings_;
  const market::Calendar& calendar_;
  const OnReport& on_report_;
  std::optional<session::Memory> memory_;
  inventory::Evidence evidence_;
  std::vector<ReplaySnapshot> snapshots_;
  std::optional<exposure::Positioning> positioning_;  ///< of the last Report, where evidence decides it
  std::vector<PriceSample> prices_;
  std::size_t next_price_ = 0;
  bool has_bars_ = false;
  std::vector<std::string> notes_;
  std::optional<base::Refusal> refusal_;
  ReplayDays days_;
};

}  // namespace

base::Result<Replayed, base::Refusal> replay(ReplayInput input, const Settings& settings,
                                             const market::Calendar& calendar, const OnReport& on_report) {
  return Replay{std::move(input), settings, calendar, on_report}.run();
}

}  // namespace gammafield::engine
