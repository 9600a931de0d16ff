#pragma once

#include <string>
#include <vector>

#include "alerts/evaluate.h"
#include "session/wording.h"

/// For tests only: Reports of a made-up index with the levels and events one wants.
namespace gammafield::alerts::testing {

inline market::Instant at(std::string_view time) { return *market::parse_instant(time); }
/// So many minutes after the open of a Tuesday.
inline market::Instant minute(int after_open) {
  return at("2026-08-18T09:30-04:00") + std::chrono::minutes{after_open};
}

inline levels::Level<session::WallReport> wall(double strike, session::WallState state = session::WallState::holding) {
  session::WallReport report;
  report.at.strike = market::Strike{strike};
  report.state = state;
  return report;
}

inline engine::Report report(int after_open, double spot, double flip = 6400) {
  engine::Report made;
  made.symbol = "SPX";
  made.as_of = minute(after_open);
  made.session = std::chrono::year{2026} / 8 / 18;
  made.oi_date = std::chrono::year{2026} / 8 / 17;
  made.spot = market::Spot{spot};
  levels::GammaFlip found;
  found.price = market::Spot{flip};
  made.levels.flip = found;
  made.levels.totals.gross_gex = market::UsdPerPercent{5e9};
  made.levels.totals.net_gex = market::UsdPerPercent{spot > flip ? 1.2e9 : -1.2e9};
  made.levels.regime.label = spot > flip ? levels::RegimeLabel::positive : levels::RegimeLabel::negative;
  made.over_time.emplace();
  made.over_time->call_wall = wall(6500);
  made.over_time->put_wall = wall(6300);
  return made;
}

inline void add_event(engine::Report& to, session::EventKind kind, std::string text) {
  to.over_time->events.push_back({to.as_of, kind, std::move(text)});
}

inline void add_wall_event(engine::Report& to, levels::Side side, double strike, session::WallEventKind kind) {
  session::Happenings happened;
  session::note(happened, side, session::WallEvent{to.as_of, kind, market::Strike{strike}, {}});
  to.over_time->events.push_back(happened.events.front());
}

inline void add_migration(engine::Report& to, levels::Side side, double from, double strike) {
  session::Happenings happened;
  session::Migration migration;
  migration.at = to.as_of;
  migration.side = side;
  migration.from = market::Strike{from};
  migration.to = market::Strike{strike};
  migration.value_to = market::UsdPerPercent{2e8};
  session::note(happened, migration);
  to.over_time->events.push_back(happened.events.front());
  to.over_time->migrations.push_back(migration);
}

inline Rule rule(std::string name, Condition when) {
  Rule made;
  made.name = std::move(name);
  made.when = std::move(when);
  made.sinks = {"log"};
  return made;
}

/// What several Reports raised, one after the other: `minute kind subject-free title`.
struct Heard {
  State state;
  std::vector<Raised> raised;
  void take(const std::vector<Rule>& rules, const engine::Report& report) {
    auto out = evaluate(rules, std::move(state), report);
    state = std::move(out.state);
    for (auto& each : out.raised) raised.push_back(std::move(each));
  }
  [[nodiscard]] std::vector<std::string> titles() const {
    std::vector<std::string> all;
    for (const Raised& each : raised) all.push_back(each.alert.title);
    return all;
  }
};

}  // namespace gammafield::alerts::testing
