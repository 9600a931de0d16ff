#include "exports/explanation_text.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/numerals.h"
#include "market/osi.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using engine::Contribution;

std::span<const Contribution> largest(const engine::Explanation& told, std::size_t most) {
  return std::span{told.contributions}.first(std::min(most, told.contributions.size()));
}

std::string symbol_of(const engine::Analysis& analysis, const Contribution& part) {
  const auto& chain = *analysis.priced->chain;
  const auto& row = chain.rows[part.row];
  const auto& expiry = chain.expiries[row.expiry];
  return market::to_compact_osi({expiry.root, expiry.date, row.right, row.strike});
}

}  // namespace

std::string explanation_text(const engine::Analysis& analysis, const engine::Explanation& told, std::size_t most,
                             const TextStyle& style) {
  TextTable table{{"CONTRACT", "OPEN INTEREST", "GROSS", "NET (DEALER)", "SHARE"},
                  {Align::left, Align::right, Align::right, Align::right, Align::right}};
  double shown = 0;
  for (const auto& part : largest(told, most)) {
    shown += part.share;
    table.add({{symbol_of(analysis, part)},
               {grouped_integer(part.open_interest.value())},
               {money(part.gross.value())},
               {signed_money(part.net.value()), part.net.value() < 0 ? Tone::amplifying : Tone::dampening},
               {fmt::format("{:.1f} %", 100 * part.share)}});
  }
  std::string text =
      paint(fmt::format(" {} {}  {}", analysis.report.symbol, told.level, grouped(told.price.value(), true)),
            Tone::strong, style);
  text += fmt::format("   exposures at a spot of {}, $ per 1 % move\n", grouped(told.priced_at.value()));
  text += fmt::format(" net {} of gross {} in {} contracts\n\n", signed_money(told.net.value()),
                      money(told.gross.value()), told.contributions.size());
  text += table.render(style);
  const auto hidden = told.contributions.size() - largest(told, most).size();
  if (hidden > 0) text += fmt::format(" {} more contracts carry the other {:.1f} %\n", hidden, 100 * (1 - shown));
  return market::in_money_of(analysis.report.calendar->rules(), std::move(text));
}

std::string explanation_csv_header() {
  return csv_record({"level", "price", "option", "open_interest", "gross_gex_usd_per_1pct", "net_gex_usd_per_1pct",
                     "share", "multiplier", "dealer_fraction", "gamma", "implied_vol", "years"});
}

std::string explanation_csv(const engine::Analysis& analysis, const engine::Explanation& told, std::size_t most) {
  std::string text;
  for (const auto& part : largest(told, most)) {
    text += csv_record({told.level, fmt::format("{}", told.price.value()), symbol_of(analysis, part),
                        fmt::format("{}", part.open_interest.value()), fmt::format("{}", part.gross.value()),
                        fmt::format("{}", part.net.value()), fmt::format("{}", part.share),
                        fmt::format("{}", part.multiplier), fmt::format("{}", part.dealer_fraction),
                        fmt::format("{}", part.gamma.value()), fmt::format("{}", part.vol.value()),
                        fmt::format("{}", part.years)});
  }
  return text;
}

std::string explanation_json(const engine::Analysis& analysis, const engine::Explanation& told, std::size_t most,
                             int indent) {
  base::JsonWriter json{indent};
  json.begin_object()
      .field("schema", "gammafield.explanation/1")
      .field("symbol", std::string_view{analysis.report.symbol});
  json.field("level", std::string_view{told.level})
      .field("price", told.price.value())
      .field("priced_at", told.priced_at.value());
  json.field("net_gex_usd_per_1pct", told.net.value()).field("gross_gex_usd_per_1pct", told.gross.value());
  json.field("n_contracts", told.contributions.size()).key("contracts").begin_array();
  for (const auto& part : largest(told, most)) {
    json.begin_object().field("option", std::string_view{symbol_of(analysis, part)});
    json.field("open_interest", part.open_interest.value()).field("gross_gex_usd_per_1pct", part.gross.value());
    json.field("net_gex_usd_per_1pct", part.net.value()).field("share", part.share);
    json.field("multiplier", part.multiplier).field("dealer_fraction", part.dealer_fraction);
    json.field("gamma", part.gamma.value()).field("implied_vol", part.vol.value()).field("years", part.years);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::exports
