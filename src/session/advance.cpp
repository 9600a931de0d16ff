#include "session/advance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "session/wall_report.h"
#include "session/wording.h"

namespace gammafield::session {
namespace {

using levels::Side;
using market::Instant;

std::string rule_of(Side side, const Moment& moment) {
  const auto& settings = moment.settings;
  const std::string basis = side == Side::call
                                ? fmt::format("{} {}", to_string(settings.call_basis),
                                              settings.call_wall_side == levels::CallWallSide::above ? "above" : "any")
                                : std::string{to_string(settings.put_wall_rule)};
  return fmt::format("{}; expiries {}; {}", basis, moment.book.expiry_filter, to_string(moment.book.positioning));
}

bool is_listed(market::Strike strike, const market::ChainSnapshot& chain) {
  return std::ranges::any_of(chain.rows, [&](const market::OptionRow& row) { return row.strike == strike; });
}

/// What of a strike has settled since the last snapshot, by class, as it was worth then.
std::vector<std::pair<market::ExpiryClass, market::UsdPerPercent>> rolled_off(const Holdings& before, Instant now,
                                                                              market::Strike strike,
                                                                              levels::Measure measure) {
  std::map<market::ExpiryClass, double> sums;
  for (const HeldContract& contract : before.contracts) {
    const HeldExpiry& expiry = before.expiries[contract.expiry];
    if (contract.strike != strike || expiry.settles_at > now) continue;
    sums[expiry.expiry_class] += contract.open_interest.value() * value_each(contract, measure).value();
  }
  std::vector<std::pair<market::ExpiryClass, market::UsdPerPercent>> parts;
  for (const auto& [expiry_class, value] : sums) parts.emplace_back(expiry_class, market::UsdPerPercent{value});
  return parts;
}

/// The election of one side's wall.
class Election {
 public:
  Election(Side side, const Memory& memory, const Moment& moment, bool new_session, const SessionSettings& settings,
           Happenings& happened)
      : side_(side),
        memory_(memory),
        moment_(moment),
        new_session_(new_session),
        settings_(settings),
        happened_(happened),
        now_(moment.book.priced->chain->as_of) {}

  /// The standing wall, and its memory.
  levels::Level<levels::WallStrike> hold(std::optional<WallMemory>& wall) {
    const auto plain = plain_wall(side_, moment_.levels);
    const auto rule = rule_of(side_, moment_);
    const auto held =
        wall ? wall_at(side_, moment_.levels.strikes, wall->watch.strike, moment_.settings) : std::nullopt;
    const bool config = wall && wall->rule != rule;
    const bool anew = config || (new_session_ && !settings_.carry_sessions);
    const auto winner = elected(plain, anew ? std::nullopt : held, settings_.h);
    if (!winner) {
      if (wall) tell(EventKind::wall_gone, fmt::format("{} is gone: {}", wall_name(side_), to_string(winner.error())));
      wall.reset();
    } else if (!wall) {
      tell(EventKind::wall_elected, fmt::format("{} is {}", wall_name(side_), winner->strike.value()));
      wall = WallMemory{rule, watch_of(side_, winner->strike), now_, std::nullopt};
    } else {
      if (winner->strike != wall->watch.strike) migrate(*wall, *winner, held, config);
      wall->rule = rule;
    }
    return winner;
  }

 private:
  void tell(EventKind kind, std::string text) { happened_.events.push_back({now_, kind, std::move(text)}); }

  void migrate(WallMemory& wall, const levels::WallStrike& to, const std::optional<levels::WallStrike>& held,
               bool config) {
    const market::Strike from = wall.watch.strike;
    std::vector<WallEvent> events;
    wall.watch = migrated(wall.watch, to.strike, now_, events);
    wall.since = now_;
    wall.former.reset();
    for (const WallEvent& event : events) note(happened_, side_, event);
    note(happened_, Migration{now_, side_, from, to.strike, config ? MigrationReason::config : reason(from),
                              held ? std::optional{held->value} : std::nullopt, to.value,
                              rolled_off(memory_.latest, now_, from, to.measure)});
  }

  [[nodiscard]] MigrationReason reason(market::Strike from) const {
    const Roll* last = nullptr;
    for (const Roll& roll : memory_.rolls)
      if (roll.settled_by <= now_) last = &roll;
    if (last != nullptr && (side_ == Side::call ? last->call_wall : last->put_wall) != from)
      return MigrationReason::expiry_roll;
    return is_listed(from, *moment_.book.priced->chain) ? MigrationReason::dominance : MigrationReason::delisted;
  }

  Side side_;
  const Memory& memory_;
  const Moment& moment_;
  bool new_session_;
  const SessionSettings& settings_;
  Happenings& happened_;
  Instant now_;
};

void remember_net_gex(std::vector<NetGexDay>& history, market::Date session, market::UsdPerPercent net) {
  if (!history.empty() && history.back().session == session) {
    history.back().net = net;
    return;
  }
  history.push_back({session, net});
  if (history.size() > tier_sessions_max + 1) history.erase(history.begin());
}

/// Ties count half.
NetGexTier tier_of(const std::vector<NetGexDay>& history) {
  NetGexTier tier{history.size() - 1, std::nullopt};
  if (tier.sessions < tier_sessions_min) return tier;
  double below = 0;
  for (std::size_t i = 0; i < tier.sessions; ++i) {
    const double past = history[i].net.value(), now = history.back().net.value();
    below += past < now ? 1 : past == now ? 0.5 : 0;
  }
  tier.percentile = 100 * below / static_cast<double>(tier.sessions);
  return tier;
}

void remember_regime(Memory& memory, const Moment& moment, Instant now, Happenings& happened) {
  if (!(moment.levels.totals.gross_gex.value() > 0)) return memory.regime.reset();
  const auto label = moment.levels.regime.label;
  if (memory.regime && memory.regime->label == label) return;
  if (memory.regime)
    happened.events.push_back({now, EventKind::regime_changed,
                               fmt::format("Regime {} to {}", to_string(memory.regime->label), to_string(label))});
  memory.regime = RegimeMemory{label, now};
}

/// The regular flip nearest to spot, which the regime's location is told against.
std::optional<market::Spot> regular_flip(const levels::FlipRoots& flips, market::Spot spot) {
  std::optional<market::Spot> nearest;
  const auto away = [&](market::Spot price) { return std::abs(std::log(price.value() / spot.value())); };
  for (const auto& root : flips.roots)
    if (root.kind == levels::FlipKind::regular && (!nearest || away(root.price) < away(*nearest))) nearest = root.price;
  return nearest;
}

void remember_flip(Memory& memory, const Moment& moment, Instant now, Happenings& happened) {
  const auto price = regular_flip(moment.levels.flips, moment.book.spot());
  if (!price) return memory.flip.reset();
  const auto& move = moment.levels.expected_move;
  FlipMemory flip{*price, moment.settings.regime.dead_band_expected_moves * (move ? move->fraction : 0),
                  memory.flip ? memory.flip->above : std::nullopt};
  const auto location = moment.levels.regime.location;
  if (location == levels::FlipLocation::above || location == levels::FlipLocation::below) {
    const bool above = location == levels::FlipLocation::above;
    if (flip.above && *flip.above != above)
      happened.events.push_back(
          {now, EventKind::flip_crossed,
           fmt::format("The gamma flip is {:.2f} now: spot is {} it", price->value(), above ? "above" : "below")});
    flip.above = above;
  }
  memory.flip = flip;
}

void remember_flags(Memory& memory, const std::vector<market::DataFlag>& flags, Instant now, Happenings& happened) {
  std::vector<std::string> codes;
  for (const auto& flag : flags) {
    if (std::ranges::find(codes, flag.code) != codes.end()) continue;
    codes.push_back(flag.code);
    if (std::ranges::find(memory.flags, flag.code) == memory.flags.end())
      happened.events.push_back({now, EventKind::data_flag, flag.code + ": " + flag.detail});
  }
  memory.flags = std::move(codes);
}

/// At or after a session's close nothing more of it can happen.
void end_session(std::optional<WallMemory>& wall, Side side, Instant now, const SessionSettings& settings,
                 const market::Calendar& calendar, Happenings& happened) {
  if (!wall || !wall->watch.session_open) return;
  const auto day = calendar.session_of(*wall->watch.session_open);
  if (now < calendar.session_close(day)) return;
  std::vector<WallEvent> events;
  wall->watch = ended(std::move(wall->watch), settings.watch, events);
  for (const WallEvent& event : events) note(happened, side, event);
}

std::optional<base::Refusal> refusal(const std::optional<Memory>& memory, const market::ChainSnapshot& chain) {
  using base::RefusalKind;
  if (!memory) return std::nullopt;
  if (memory->symbol != chain.symbol)
    return base::Refusal{RefusalKind::usage,
                         fmt::format("the memory is of {}, the snapshot of {}", memory->symbol, chain.symbol)};
  if (chain.as_of <= memory->latest.as_of)
    return base::Refusal{RefusalKind::input_rejected,
                         fmt::format("the snapshot of {} is not after the memory's last, {}",
                                     market::to_string(chain.as_of), market::to_string(memory->latest.as_of))};
  return std::nullopt;
}

/// The new snapshot takes the last one's place, which becomes the session before where it was of one.
void remember_book(Memory& memory, const Moment& moment, bool first) {
  const auto& chain = *moment.book.priced->chain;
  if (!first && chain.session != memory.session) {
    memory.previous_session = std::move(memory.latest);
    memory.previous_date = memory.session;
  }
  memory.latest = holdings_of(moment.book);
  memory.session = chain.session;
  memory.spot = moment.book.spot();
  memory.watched_until = std::max(memory.watched_until, chain.as_of);
  const auto& move = moment.levels.expected_move;
  memory.expected_move = move ? std::optional{move->usd} : std::nullopt;
}

}  // namespace

base::Result<Advanced, base::Refusal> advance(std::optional<Memory> before, const Moment& moment,
                                              std::span<const PriceSample> prices, const SessionSettings& settings) {
  const auto& chain = *moment.book.priced->chain;
  const market::Calendar& calendar = *chain.calendar;
  if (auto refused = refusal(before, chain)) return base::failure(std::move(*refused));
  const bool first = !before;
  Happenings happened;
  Memory memory =
      before ? watched(std::move(*before), prices, moment.settings, settings, calendar, happened) : Memory{};
  memory.symbol = chain.symbol;
  end_session(memory.call_wall, Side::call, chain.as_of, settings, calendar, happened);
  end_session(memory.put_wall, Side::put, chain.as_of, settings, calendar, happened);

  const bool new_session = !first && chain.session != memory.session;
  const auto hold = [&](Side side, std::optional<WallMemory>& wall) {
    return Election{side, memory, moment, new_session, settings, happened}.hold(wall);
  };
  const auto call = hold(Side::call, memory.call_wall), put = hold(Side::put, memory.put_wall);
  remember_book(memory, moment, first);
  remember_net_gex(memory.net_gex, memory.session, moment.levels.totals.net_gex);
  remember_regime(memory, moment, chain.as_of, happened);
  remember_flip(memory, moment, chain.as_of, happened);
  remember_flags(memory, moment.flags, chain.as_of, happened);
  const auto standing = [](const auto& wall) { return wall ? std::optional{wall->strike} : std::nullopt; };
  memory.rolls =
      roll_schedule(memory.latest, memory.spot, {standing(call), standing(put)}, moment.settings, settings.h);

  SessionReport report;
  report.call_wall = wall_report(Side::call, call, memory, moment.levels);
  report.put_wall = wall_report(Side::put, put, memory, moment.levels);
  report.migrations = std::move(happened.migrations);
  report.attempts = std::move(happened.attempts);
  report.events = std::move(happened.events);
  report.after = after_map(moment.book, moment.repriced, memory.latest, moment.settings);
  report.tier = tier_of(memory.net_gex);
  report.regime = memory.regime;
  report.definitions_disagree = moment.levels.regime.definitions_disagree;
  report.previous_session = memory.previous_date;
  report.settings = settings;
  return Advanced{std::move(memory), std::move(report)};
}

}  // namespace gammafield::session
