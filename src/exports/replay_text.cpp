#include "exports/replay_text.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using engine::DayWall;
using engine::ReplayDay;

std::string_view sign_of(const std::optional<session::Arrow>& arrow) {
  if (!arrow) return "";
  switch (*arrow) {
    case session::Arrow::up: return "↑";
    case session::Arrow::flat: return "→";
    case session::Arrow::down: return "↓";
  }
  return "";
}

/// `7,600 HOLDING →↑`: of open interest, then of all.
Cell wall_cell(const std::optional<DayWall>& wall) {
  if (!wall) return {"-", Tone::quiet};
  std::string text = fmt::format("{} {}", grouped(wall->strike.value(), true), to_string(wall->state));
  if (wall->oi_arrow || wall->total_arrow)
    text += fmt::format(" {}{}", sign_of(wall->oi_arrow), sign_of(wall->total_arrow));
  return {text, wall->state == session::WallState::holding ? Tone::plain : Tone::warning};
}

std::string_view letter(levels::Side side) { return side == levels::Side::call ? "C" : "P"; }

/// `C 2 FAKE 1 REAL, P 1 FAKE`.
std::string attempts_text(const ReplayDay& day) {
  std::string text;
  for (const auto side : {levels::Side::call, levels::Side::put}) {
    std::map<std::string_view, int> counts;
    for (const auto& ended : day.attempts)
      if (ended.side == side) ++counts[to_string(ended.attempt.label)];
    if (counts.empty()) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", letter(side));
    for (const auto& [label, count] : counts) text += fmt::format(" {} {}", count, label);
  }
  return text;
}

std::string moves_text(const ReplayDay& day) {
  std::string text;
  for (const auto& move : day.migrations)
    text += fmt::format("{}{} {}>{} {}", text.empty() ? "" : ", ", letter(move.side), grouped(move.from.value(), true),
                        grouped(move.to.value(), true), to_string(move.reason));
  return text;
}

bool has_bands(const engine::Replayed& replayed) {
  return std::ranges::any_of(replayed.days, [](const auto& day) { return day.bands && *day.bands; });
}

const bands::Bands* bands_of(const ReplayDay& day) { return day.bands && *day.bands ? &**day.bands : nullptr; }

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

/// How many draws have net GEX above zero, how many no flip.
void add_bands(std::vector<Cell>& row, const ReplayDay& day) {
  const auto* bands = bands_of(day);
  row.push_back({bands != nullptr ? percent(bands->p_positive) : "-"});
  row.push_back({bands != nullptr ? percent(bands->flip.p_none) : "-"});
}

std::vector<Cell> row_of(const ReplayDay& day, bool with_bands) {
  const bool negative = day.net_gex && day.net_gex->value() < 0;
  const Tone tone = !day.net_gex ? Tone::quiet : negative ? Tone::amplifying : Tone::dampening;
  std::vector<Cell> row{{market::to_string(day.date), Tone::strong},
                        {day.close ? grouped(day.close->value()) : "-"},
                        wall_cell(day.call_wall),
                        wall_cell(day.put_wall),
                        {day.flip ? grouped(day.flip->value()) : "-"},
                        {day.net_gex ? signed_money(day.net_gex->value()) : "no chain", tone},
                        {day.tier.percentile ? fmt::format("{:.0f}", *day.tier.percentile) : "-"},
                        {day.regime ? std::string{to_string(*day.regime)} : "-", tone}};
  if (with_bands) add_bands(row, day);
  row.push_back({attempts_text(day)});
  row.push_back({moves_text(day)});
  return row;
}

TextTable table_of(const engine::Replayed& replayed) {
  const bool with_bands = has_bands(replayed);
  std::vector<std::string> heads{"DATE", "CLOSE", "CALL WALL", "PUT WALL", "FLIP", "NET GEX", "TIER", "REGIME"};
  std::vector<Align> aligns{Align::left,  Align::right, Align::left,  Align::left,
                            Align::right, Align::right, Align::right, Align::left};
  if (with_bands) {
    heads.insert(heads.end(), {"P(GEX>0)", "NO FLIP"});
    aligns.insert(aligns.end(), {Align::right, Align::right});
  }
  heads.insert(heads.end(), {"ATTEMPTS", "MOVES"});
  aligns.insert(aligns.end(), {Align::left, Align::left});
  TextTable table{std::move(heads), std::move(aligns)};
  for (const auto& day : replayed.days) table.add(row_of(day, with_bands));
  return table;
}

/// By which rules: without them the words of the table mean nothing.
std::string rules_text(const engine::Replayed& replayed) {
  std::string rules = replayed.settings.preset.empty() ? "" : "preset=" + replayed.settings.preset;
  for (const std::string_view key :
       {"positioning", "basis.call", "put_wall_rule", "hysteresis.h", "state.break_rule", "state.sampling"}) {
    for (const auto& option : engine::option_registry())
      if (option.key == key)
        rules += fmt::format("{}{}={}", rules.empty() ? "" : ", ", key, option.get(replayed.settings));
  }
  return fmt::format(
      "{}: walls as each day leaves them, watched by prices against the levels of the snapshot before; arrows: open "
      "interest, then all, against the session before; TIER: percentile of net GEX among the last {} sessions, from {} "
      "on. By {}.",
      replayed.symbol, session::tier_sessions_max, session::tier_sessions_min, rules);
}

std::string event_lines(const engine::Replayed& replayed, const TextStyle& style) {
  std::string text;
  for (const auto& day : replayed.days) {
    for (const auto& event : day.events) {
      const std::string line = fmt::format("{}  {}", replayed.calendar->clock(event.at), event.text);
      const bool data = event.kind == session::EventKind::data_flag;
      text += paint(paragraph(line, 19), data ? Tone::quiet : Tone::plain, style);
    }
  }
  return text;
}

std::string number(std::optional<double> value) { return value ? fmt::format("{}", *value) : ""; }

template <class Tag>
std::string number(const std::optional<base::Strong<Tag>>& value) {
  return value ? fmt::format("{}", value->value()) : "";
}

std::string name(const std::optional<session::Arrow>& arrow) {
  return arrow ? std::string{to_string(*arrow)} : std::string{};
}

void add_wall(std::vector<std::string>& cells, const std::optional<DayWall>& wall) {
  cells.push_back(wall ? fmt::format("{}", wall->strike.value()) : "");
  cells.push_back(wall ? std::string{to_string(wall->state)} : "");
  cells.push_back(wall ? name(wall->oi_arrow) : "");
  cells.push_back(wall ? name(wall->total_arrow) : "");
}

}  // namespace

std::string replay_text(const engine::Replayed& replayed, const TextStyle& style) {
  std::string text = paragraph(rules_text(replayed), 1) + "\n";
  text += table_of(replayed).render(style) + "\n" + event_lines(replayed, style) + "\n";
  for (const auto& note : replayed.notes) text += paint(paragraph("! " + note, 3), Tone::warning, style);
  text +=
      paint(paragraph("Dealer positions are inferred, not observed. Context, not a signal and not advice. Version " +
                          std::string{engine::version()} + ".",
                      3),
            Tone::quiet, style);
  return market::in_money_of(replayed.calendar->rules(), std::move(text));
}

std::string replay_csv(const engine::Replayed& replayed) {
  std::string text =
      csv_record({"date", "close", "snapshots", "call_wall", "call_state", "call_oi_arrow", "call_total_arrow",
                  "put_wall", "put_state", "put_oi_arrow", "put_total_arrow", "gamma_flip", "net_gex_usd_per_1pct",
                  "net_gex_percentile", "regime", "attempts", "moves", "p_positive", "p_no_flip"});
  for (const auto& day : replayed.days) {
    std::vector<std::string> cells{market::to_string(day.date), number(day.close), fmt::format("{}", day.snapshots)};
    add_wall(cells, day.call_wall);
    add_wall(cells, day.put_wall);
    cells.insert(cells.end(),
                 {number(day.flip), number(day.net_gex), number(day.tier.percentile),
                  day.regime ? std::string{to_string(*day.regime)} : "", attempts_text(day), moves_text(day)});
    const auto* bands = bands_of(day);
    cells.push_back(bands != nullptr ? fmt::format("{}", bands->p_positive) : "");
    cells.push_back(bands != nullptr ? fmt::format("{}", bands->flip.p_none) : "");
    text += csv_record(cells);
  }
  return text;
}

}  // namespace gammafield::exports
