#include "laboratory/table_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::laboratory {
namespace {

using exports::Cell;
using exports::TextStyle;
using exports::TextTable;
using hedging::Minutes;
using hedging::RehedgeRow;
using hedging::RehedgeTable;

/// `6 s`, `2.1 min`, `3.4 h`, `5.2 sessions`.
std::string duration_text(Minutes length) {
  const double minutes = length.value();
  if (minutes < 1) return fmt::format("{:.2g} s", 60 * minutes);
  if (minutes < 120) return fmt::format("{:.1f} min", minutes);
  if (minutes < hedging::minutes_a_session) return fmt::format("{:.1f} h", minutes / 60);
  return fmt::format("{:.1f} sessions", minutes / hedging::minutes_a_session);
}

std::string dollars_text(market::Usd move) { return fmt::format("${:.{}f}", move.value(), move.value() < 0.1 ? 3 : 2); }

std::vector<std::string> heads(const RehedgeTable& table, std::vector<std::string> first,
                               const std::vector<std::string>& last) {
  for (const auto& band : table.bands) {
    first.push_back(band.name);
    std::ranges::transform(first.back(), first.back().begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  first.insert(first.end(), last.begin(), last.end());
  return first;
}

std::string text_band(const RehedgeRow& row) {
  return row.text_band_low ? fmt::format("{:.2f}-{:.2f}", *row.text_band_low, *row.text_band_high) : "";
}

bool has_text(const RehedgeTable& table) {
  return std::ranges::any_of(table.rows, [](const RehedgeRow& row) { return !row.of.text_says.empty(); });
}

std::string moves_section(const RehedgeTable& table, const TextStyle& style) {
  const bool beside = has_text(table);
  TextTable lines{heads(table, {"CALL", "GAMMA"},
                        beside ? std::vector<std::string>{"THE TEXT", "A BAND OF"} : std::vector<std::string>{}),
                  {TextTable::Align::left}};
  for (const auto& row : table.rows) {
    std::vector<Cell> cells{{row.of.name}, {fmt::format("{:.4g}", row.gamma.value())}};
    for (const auto& found : row.by_band) cells.push_back({found ? dollars_text(found->move) : "never"});
    if (beside) {
      cells.push_back({row.of.text_says, exports::Tone::quiet});
      cells.push_back({text_band(row), exports::Tone::quiet});
    }
    lines.add(std::move(cells));
  }
  return "\n Move of spot until the band is left\n" + lines.render(style);
}

std::string times_section(const RehedgeTable& table, const TextStyle& style) {
  TextTable lines{heads(table, {"CALL"}, {}), {TextTable::Align::left}};
  for (const auto& row : table.rows) {
    std::vector<Cell> cells{{row.of.name}};
    for (const auto& found : row.by_band) cells.push_back({found ? duration_text(found->between) : "never"});
    lines.add(std::move(cells));
  }
  return "\n Trading time that takes, on average\n" + lines.render(style);
}

std::string flow_section(const hedging::OutsideFlow& outside, market::Spot spot) {
  const auto found = hedging::swamped(outside, spot);
  return "\n" + exports::paragraph(
                    fmt::format("A flow of {} against the hedging of {} calls, whose delta changes by {:g} to {:g} on "
                                "the way to the strike, {} to {}: {:.2g} to {:.2g} times as much. Swamped from 3.",
                                exports::money(outside.flow.value()),
                                exports::grouped_integer(outside.contracts.value()), outside.change_low.value(),
                                outside.change_high.value(), exports::money(found.hedging_low.value()),
                                exports::money(found.hedging_high.value()), found.ratio_low, found.ratio_high),
                    1);
}

}  // namespace

std::string rehedge_text(const RehedgeTable& table, const hedging::OutsideFlow& outside, const TextStyle& style) {
  std::string text = fmt::format(" How often options are re-hedged  spot {}  volatility {:g} %\n",
                                 exports::grouped(table.spot.value()), 100 * table.vol.value());
  text += moves_section(table, style) + times_section(table, style);
  const auto desks =
      "Bands are delta a share of option; TIGHT, NORMAL and WIDE are 500, 1,500 and 5,000 shares for each $100M.";
  text += "\n" + exports::paragraph(desks, 1);
  if (has_text(table)) {
    text += exports::paragraph("THE TEXT is its table; A BAND OF is what that comes to, where it names 0.1 to 0.2.", 1);
  }
  return text + flow_section(outside, table.spot);
}

std::string rehedge_csv(const RehedgeTable& table) {
  std::string text =
      exports::csv_record({"call", "strike", "years_left", "delta", "gamma", "band", "band_delta_per_share", "move_usd",
                           "minutes_between", "text_move_low_usd", "text_move_high_usd"});
  const auto number = [](double value) { return fmt::format("{}", value); };
  for (const auto& row : table.rows) {
    const auto& said = row.of.text_move;
    for (std::size_t i = 0; i < table.bands.size(); ++i) {
      const auto& found = row.by_band[i];
      text += exports::csv_record({row.of.name, number(row.strike.value()), number(row.of.left.value()),
                                   number(row.delta.value()), number(row.gamma.value()), table.bands[i].name,
                                   number(table.bands[i].width.value()), found ? number(found->move.value()) : "",
                                   found ? number(found->between.value()) : "", said ? number(said->low.value()) : "",
                                   said ? number(said->high.value()) : ""});
    }
  }
  return text;
}

}  // namespace gammafield::laboratory
