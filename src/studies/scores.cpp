#include "studies/scores.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/clean_text.h"

namespace gammafield::studies {

base::Result<std::vector<Score>, base::Refusal> scores_of_last_session(const BreakModel& model, std::string_view name,
                                                                       std::span<const research::LandmarkRow> rows) {
  if (auto refused = not_accepted(model, name)) return base::failure(std::move(*refused));
  std::vector<Score> scores;
  if (rows.empty()) return scores;
  const auto last = std::ranges::max(rows, {}, &research::LandmarkRow::session).session;
  for (const auto& row : rows) {
    if (row.session != last) continue;
    const auto forecast = probability(model, row);
    if (!forecast) return base::failure(forecast.error());
    scores.push_back({row, *forecast});
  }
  return scores;
}

std::string scores_text(std::span<const Score> scores, const exports::TextStyle& style) {
  using Align = exports::TextTable::Align;
  exports::TextTable table{{"attempt", "minutes since", "until", "beyond then", "by the walk alone", "what came"},
                           {Align::left, Align::right, Align::left, Align::right, Align::right, Align::left}};
  for (const auto& [row, probability] : scores) {
    const auto attempt = exports::clean(row.attempt);
    table.add({{style.markdown ? exports::markdown_escaped(attempt) : attempt},
               {std::to_string(row.landmark.count())},
               {market::to_string(row.until)},
               {fmt::format("{:.0f} %", 100 * probability), exports::Tone::strong},
               {fmt::format("{:.0f} %", 100 * row.walk)},
               {!row.outcome          ? "not yet"
                : row.outcome->beyond ? "beyond"
                                      : "not beyond"}});
  }
  return table.render(style);
}

std::string scores_json(std::span<const Score> scores, int indent) {
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.scores/1").key("scores").begin_array();
  for (const auto& [row, probability] : scores) {
    json.begin_object().field("symbol", std::string_view{row.symbol});
    json.field("session", std::string_view{market::to_string(row.session)});
    json.field("attempt", std::string_view{row.attempt});
    json.field("landmark", static_cast<std::int64_t>(row.landmark.count()));
    json.field("at", std::string_view{market::to_string(row.at)});
    json.field("until", std::string_view{market::to_string(row.until)});
    json.field("walk", row.walk).field("probability", probability);
    json.field("beyond", row.outcome ? std::optional(row.outcome->beyond) : std::nullopt).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::studies
