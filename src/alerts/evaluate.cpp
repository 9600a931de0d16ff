#include "alerts/evaluate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "alerts/raise.h"
#include "alerts/watched_price.h"
#include "alerts/words.h"
#include "session/wording.h"

namespace gammafield::alerts {
namespace {

using levels::Side;
using session::Event;
using session::EventKind;

std::string_view key_of(Side side) { return side == Side::call ? "call" : "put"; }

/// The wall an event is of. Its sentence begins with the wall's name and strike (session/wording.h).
struct WallNamed {
  Side side = Side::call;
  std::optional<double> strike;
};
std::optional<WallNamed> wall_of(const Event& event) {
  for (const Side side : {Side::call, Side::put}) {
    const std::string name = session::wall_name(side) + " ";
    if (!event.text.starts_with(name)) continue;
    double strike = 0;
    const char* from = event.text.data() + name.size();
    const auto [end, error] = std::from_chars(from, event.text.data() + event.text.size(), strike);
    return WallNamed{side, error == std::errc{} ? std::optional{strike} : std::nullopt};
  }
  return std::nullopt;
}

std::optional<AlertKind> wall_state_of(EventKind kind) {
  switch (kind) {
    case EventKind::wall_tested: return AlertKind::wall_tested;
    case EventKind::wall_held: return AlertKind::wall_held;
    case EventKind::wall_broken: return AlertKind::wall_broken;
    case EventKind::wall_reclaimed: return AlertKind::wall_reclaimed;
    default: return std::nullopt;
  }
}

std::string_view state_title(AlertKind kind) {
  switch (kind) {
    case AlertKind::wall_tested: return "tested";
    case AlertKind::wall_held: return "holds";
    case AlertKind::wall_broken: return "broken";
    default: return "reclaimed";
  }
}

std::string_view reason_words(session::MigrationReason reason) {
  switch (reason) {
    case session::MigrationReason::dominance: return "another strike has become clearly larger";
    case session::MigrationReason::expiry_roll: return "what carried it has expired";
    case session::MigrationReason::broken: return "price broke it";
    case session::MigrationReason::delisted: return "its strike is not listed any more";
    case session::MigrationReason::config: return "the settings have changed";
  }
  return "";
}

Detail or_null(const std::optional<double>& value) { return value ? Detail{*value} : Detail{nullptr}; }

/// One Report through the rules.
class ReportRules {
 public:
  ReportRules(State state, const engine::Report& report)
      : report_(report), first_(!state.latest.contains(report.symbol)), state_(std::move(state)) {}

  void take(const Rule& rule) {
    if (!watches(rule, report_.symbol)) return;
    rule_ = &rule;
    std::visit([this](const auto& condition) { look(condition); }, rule.when);
  }

  Evaluated finish() && {
    state_.latest[report_.symbol] = report_.as_of;
    return {std::move(state_), std::move(raised_)};
  }

 private:
  void look(const FlipCrossed& condition) {
    if (report_.over_time && condition.hysteresis_percent == 0) {
      for_events(EventKind::flip_crossed, [this](const Event& event) { flip_crossed(event.at, event.text + "."); });
      return;
    }
    if (!report_.levels.flip) return;
    const double flip = report_.levels.flip->price.value();
    const double beyond = 100 * (report_.spot.value() / flip - 1);
    if (beyond == 0 || std::abs(beyond) < condition.hysteresis_percent) return;
    Standing& standing = memory("side");
    const std::int64_t side = beyond > 0 ? 1 : -1;
    const std::int64_t before = std::exchange(standing.side, side);
    if (before != 0 && before != side)
      flip_crossed(report_.as_of,
                   fmt::format("Spot is {} the gamma flip {:.2f} now.", side > 0 ? "above" : "below", flip));
  }

  void flip_crossed(market::Instant at, std::string text) {
    Happened happened{AlertKind::flip_crossed, "", at, "crosses the gamma flip", std::move(text), {}};
    if (report_.levels.flip) {
      const bool above = report_.spot.value() > report_.levels.flip->price.value();
      happened.title += above ? ", spot above it" : ", spot below it";
      happened.text += " " + std::string{flip_meaning(above)};
      happened.details = {{"flip", report_.levels.flip->price.value()}, {"spot_side", above ? "above" : "below"}};
    }
    raise(happened);
  }

  void look(const WallMoved& condition) {
    if (!report_.over_time) return;
    for (const auto& migration : report_.over_time->migrations) {
      const double points = migration.to.value() - migration.from.value();
      if (wants(condition.side, migration.side) && std::abs(points) >= condition.points_min) moved(migration, points);
    }
    if (first_) return;  // what stands when watching begins is no news
    for (const EventKind kind : {EventKind::wall_elected, EventKind::wall_gone})
      for_events(kind, [&](const Event& event) {
        const auto wall = wall_of(event);
        if (wall && wants(condition.side, wall->side))
          raise({kind == EventKind::wall_gone ? AlertKind::wall_gone : AlertKind::wall_elected,
                 std::string{key_of(wall->side)},
                 event.at,
                 fmt::format("{} wall {}", key_of(wall->side), kind == EventKind::wall_gone ? "is gone" : "is there"),
                 event.text + ".",
                 {{"side", std::string{key_of(wall->side)}}}});
      });
  }

  void moved(const session::Migration& migration, double points) {
    const double from = migration.from.value(), to = migration.to.value();
    raise({AlertKind::wall_moved,
           std::string{key_of(migration.side)},
           migration.at,
           fmt::format("{} wall moves to {:g}", key_of(migration.side), to),
           fmt::format("{} moves {} {:g} points, from {:g} to {:g}: {}.", session::wall_name(migration.side),
                       points > 0 ? "up" : "down", std::abs(points), from, to, reason_words(migration.reason)),
           {{"side", std::string{key_of(migration.side)}},
            {"from", from},
            {"to", to},
            {"points", points},
            {"reason", std::string{to_string(migration.reason)}},
            {"value_from_usd_per_1pct",
             or_null(migration.value_from ? std::optional{migration.value_from->value()} : std::nullopt)},
            {"value_to_usd_per_1pct", migration.value_to.value()}}});
  }

  void look(const WallState& condition) {
    if (!report_.over_time) return;
    for (const Event& event : report_.over_time->events) {
      const auto kind = wall_state_of(event.kind);
      const auto wall = kind ? wall_of(event) : std::nullopt;
      if (!wall || !wants(condition.side, wall->side)) continue;
      if (std::ranges::find(condition.states, *kind) == condition.states.end()) continue;
      const std::string strike = wall->strike ? fmt::format(" {:g}", *wall->strike) : "";
      raise({*kind,
             std::string{key_of(wall->side)},
             event.at,
             fmt::format("{} wall{} {}", key_of(wall->side), strike, state_title(*kind)),
             event.text + ".",
             {{"side", std::string{key_of(wall->side)}}, {"strike", or_null(wall->strike)}}});
    }
  }

  void look(const SpotNear& condition) {
    const auto level = watched_price(condition.level, report_);
    if (!level) return;
    const std::string name = watched_name(condition.level);
    Standing& standing = memory(name);
    const double spot = report_.spot.value(), distance = 100 * (spot / *level - 1);
    const std::int64_t side = distance > 0 ? 1 : distance < 0 ? -1 : standing.side;
    const bool through = standing.side != 0 && side != standing.side && standing.last == *level;
    standing.side = side;
    standing.last = *level;
    if (!standing.armed) {
      standing.armed = std::abs(distance) >= condition.rearm_percent;
      return;
    }
    if (!through && std::abs(distance) > condition.within_percent) return;
    standing.armed = false;
    const std::string where =
        distance == 0 ? "at it" : fmt::format("{:.2f} % {} it", std::abs(distance), distance > 0 ? "above" : "below");
    raise({AlertKind::spot_near,
           name,
           report_.as_of,
           fmt::format("near {} {:g}", watched_words(condition.level), *level),
           fmt::format("Spot {:.2f} {} {} {:g}, {}.", spot, through ? "has gone through" : "is near",
                       watched_words(condition.level), *level, where),
           {{"level", name}, {"price", *level}, {"distance_percent", distance}, {"through", through}}});
  }

  void look(const RegimeChanged& condition) {
    if (!(report_.levels.totals.gross_gex.value() > 0)) return;
    const auto label = report_.levels.regime.label;
    Standing& standing = memory("label");
    const auto before = std::exchange(standing.last, static_cast<double>(label));
    const Event* told = nullptr;
    for_events(EventKind::regime_changed, [&](const Event& event) { told = &event; });
    const bool changed = before ? *before != *standing.last : told != nullptr;
    if (!changed || (condition.to && *condition.to != label)) return;
    const std::string to{to_string(label)};
    const std::string from{before ? to_string(static_cast<levels::RegimeLabel>(*before)) : std::string_view{}};
    raise({AlertKind::regime_changed,
           to,
           told != nullptr ? told->at : report_.as_of,
           "regime is " + to,
           fmt::format("The regime is {} now{}: {}", to, before ? ", it was " + from : std::string{},
                       regime_meaning(label)),
           {{"from", before ? Detail{from} : Detail{nullptr}}, {"to", to}}});
  }

  static std::string_view regime_meaning(levels::RegimeLabel label) {
    switch (label) {
      case levels::RegimeLabel::positive: return "hedging is taken to trade against moves.";
      case levels::RegimeLabel::negative: return "hedging is taken to trade with moves.";
      case levels::RegimeLabel::transition: return "net gamma is small against gross, neither side rules.";
    }
    return "";
  }

  void look(const TierPassed& condition) {
    if (!report_.over_time || !report_.over_time->tier.percentile) return;
    const double percentile = *report_.over_time->tier.percentile;
    const double beyond = condition.above ? percentile - condition.percentile : condition.percentile - percentile;
    Standing& standing = memory("tier");
    if (!standing.armed) {
      standing.armed = beyond < -condition.rearm_points;
      return;
    }
    if (beyond < 0) return;
    standing.armed = false;
    raise({AlertKind::tier_passed,
           "",
           report_.as_of,
           fmt::format("net GEX at percentile {:.0f}", percentile),
           fmt::format("Net GEX is at percentile {:.0f} of the last {} sessions: {} {:g}.", percentile,
                       report_.over_time->tier.sessions, condition.above ? "at or above" : "at or below",
                       condition.percentile),
           {{"percentile", percentile}, {"sessions", static_cast<double>(report_.over_time->tier.sessions)}}});
  }

  void look(const DataFlagged& condition) {
    if (first_) return;
    for_events(EventKind::data_flag, [&](const Event& event) {
      const std::string code = event.text.substr(0, event.text.find(':'));
      const auto& codes = condition.codes;
      if (!codes.empty() && std::ranges::find(codes, code) == codes.end()) return;
      raise({AlertKind::data_flag, code, event.at, "data: " + code, event.text, {{"code", code}}});
    });
  }

  // these have other sources than Reports
  void look(const DataStale&) {}
  void look(const EndOfDay&) {}
  void look(const PreMarket&) {}

  static bool wants(const std::optional<Side>& side, Side of) { return !side || *side == of; }

  template <class Do>
  void for_events(EventKind kind, Do each) {
    if (!report_.over_time) return;
    for (const Event& event : report_.over_time->events)
      if (event.kind == kind) each(event);
  }

  /// What the condition itself compares with; what was told is remembered beside it (raise.h).
  Standing& memory(std::string_view what) {
    return state_.standing[{rule_->name, report_.symbol, "watch " + std::string{what}}];
  }

  void raise(const Happened& happened) {
    const std::size_t nth = counts_[{rule_->name, happened.kind, happened.subject}]++;
    Standing& told = state_.standing[{rule_->name, report_.symbol, told_key(happened.kind, happened.subject)}];
    const auto turn = turn_of(*rule_, told, happened.at, *report_.calendar);
    if (!turn) return;
    raised_.push_back({alert_of(*rule_, report_, happened, nth, turn->held_back), rule_->sinks, turn->not_before});
  }

  const engine::Report& report_;
  bool first_;
  State state_;
  const Rule* rule_ = nullptr;
  std::map<std::tuple<std::string, AlertKind, std::string>, std::size_t> counts_;
  std::vector<Raised> raised_;
};

}  // namespace

Evaluated evaluate(std::span<const Rule> rules, State state, const engine::Report& report) {
  const auto latest = state.latest.find(report.symbol);
  if (latest != state.latest.end() && report.as_of <= latest->second) return {std::move(state), {}};
  ReportRules evaluation{std::move(state), report};
  for (const Rule& rule : rules) evaluation.take(rule);
  return std::move(evaluation).finish();
}

}  // namespace gammafield::alerts
