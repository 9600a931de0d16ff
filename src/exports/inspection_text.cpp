#include "exports/inspection_text.h"

#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "engine/data_quality_json.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;

void add_counts(TextTable& table, std::string_view what, const engine::Counts& counts) {
  for (const auto& [reason, number] : counts) {
    table.add({{std::string{what}}, {reason}, {grouped_integer(static_cast<double>(number))}});
  }
}

std::string rows_section(const engine::DataQuality& quality, const TextStyle& style) {
  TextTable table{{"ROWS", "REASON", "CONTRACTS"}, {Align::left, Align::left, Align::right}};
  table.add({{"read"}, {}, {grouped_integer(static_cast<double>(quality.contracts))}});
  add_counts(table, "rejected", quality.rejected);
  add_counts(table, "unpriced", quality.unpriced);
  table.add({{"used"}, {"priced, with open interest"}, {grouped_integer(static_cast<double>(quality.used))}});
  add_counts(table, "volatility", quality.vol_sources);
  add_counts(table, "quote", quality.quote_flags);
  add_counts(table, "forward", quality.forward_sources);
  return table.render(style);
}

std::string coverage_lines(const engine::DataQuality& quality) {
  std::string text =
      fmt::format("\n Coverage {:.2f} % of the open interest not yet settled.\n", 100 * quality.coverage_oi);
  if (quality.vendor_gamma_difference) {
    text += paragraph(
        fmt::format("The vendor's printed gammas differ from the recomputed ones by {:.1f} % of gamma times open "
                    "interest; they are not used.",
                    100 * *quality.vendor_gamma_difference),
        1);
  }
  return text;
}

/// One decimal, and no sign on what rounds to zero.
std::string percent(double fraction) { return fmt::format("{:.1f} %", std::round(1000 * fraction) / 10 + 0.0); }

std::string forward_row_note(const pricing::PricedExpiry& expiry) {
  std::string note{to_string(expiry.forward.source)};
  if (expiry.forward.pairs > 0) note += fmt::format(", {} pairs", expiry.forward.pairs);
  if (expiry.forward.arbitrage_free_share < 0.95) {
    note += fmt::format(", {:.0f} % arbitrage", 100 * (1 - expiry.forward.arbitrage_free_share));
  }
  return note;
}

/// `spline 99 %`: what was fitted, and the share of quotes inside; a star where it has arbitrage.
std::string smile_note(const std::optional<pricing::Smile>& smile) {
  if (!smile) return "-";
  if (smile->kind == pricing::SmileKind::line) return "line";
  return fmt::format("{} {:.0f} %{}", to_string(smile->kind), 100 * smile->inside, smile->arbitrage_free() ? "" : " *");
}

void write_smile(base::JsonWriter& json, const pricing::PricedExpiry& expiry) {
  if (!expiry.smile) {
    json.null_field("smile");
    return;
  }
  json.key("smile").begin_object().field("kind", to_string(expiry.smile->kind)).field("quotes", expiry.smile->quotes);
  if (expiry.smile->kind != pricing::SmileKind::line) {
    json.field("inside", expiry.smile->inside);
    json.field("rmse_vol_points", 100 * expiry.smile->rmse / std::sqrt(expiry.years));
    json.field("butterfly_free", expiry.smile->butterfly_free).field("calendar_free", expiry.smile->calendar_free);
  }
  json.end_object();
}

std::string expiries_section(const engine::Analysis& analysis, const TextStyle& style) {
  const auto& priced = *analysis.priced;
  TextTable table{{"EXPIRY", "DAYS", "FORWARD", "+-", "F/S", "RATE", "ATM VOL", "SMILE", "FORWARD FROM"},
                  {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right,
                   Align::left, Align::left}};
  for (std::size_t i = 0; i < priced.expiries.size(); ++i) {
    const auto& listed = priced.chain->expiries[i];
    const auto& expiry = priced.expiries[i];
    const auto name = fmt::format("{} {}", listed.root, market::to_string(listed.date));
    if (expiry.years <= 0) {
      table.add({{name, Tone::quiet}, {"settled", Tone::quiet}});
      continue;
    }
    table.add({{name},
               {fmt::format("{:.2f}", 365 * expiry.years)},
               {grouped(expiry.forward.forward)},
               {fmt::format("{:.2f}", expiry.forward.forward_se)},
               {signed_percent(100 * (expiry.forward.forward / priced.spot.value() - 1))},
               {percent(expiry.rate)},
               {percent(expiry.atm_vol)},
               {smile_note(expiry.smile)},
               {forward_row_note(expiry)}});
  }
  return "\n" + table.render(style);
}

std::string strike_or_dash(std::optional<market::Strike> strike) {
  return strike ? grouped(strike->value(), true) : "-";
}

void add_result(TextTable& table, std::string name, const engine::SourceResult& result) {
  table.add({{std::move(name)},
             {signed_money(result.net.value())},
             {strike_or_dash(result.call_wall)},
             {strike_or_dash(result.put_wall)},
             {result.flip ? grouped(result.flip->value()) : "-"}});
}

std::string sources_section(const engine::Analysis& analysis, const engine::Inspection& seen, const TextStyle& style) {
  if (!seen.has_vendor) return "\n The file brings no volatilities of its own: every one is solved from quotes.\n";
  TextTable table{{"VOLATILITY", "NET GEX", "CALL WALL", "PUT WALL", "GAMMA FLIP"}, {Align::left}};
  add_result(table, "solved from quotes", seen.solved);
  add_result(table, "vendor's", seen.vendor);
  std::string text = "\n" + table.render(style);
  text +=
      seen.sources_disagree ? paint(" The two sources disagree:\n", Tone::warning, style) : " The two sources agree.\n";
  for (const auto& reason : seen.reasons) text += paragraph("- " + reason + ".", 3);
  for (const auto& gap : seen.gaps) {
    const auto& listed = analysis.priced->chain->expiries[gap.expiry];
    text += paint(fmt::format(" {} {}: {:.0f} % of gross, vendor call-put {:+.2f}, vendor-solved {:+.2f} vol points\n",
                              listed.root, market::to_string(listed.date), 100 * gap.gross_share,
                              gap.call_minus_put_points, gap.vendor_minus_solved_points),
                  Tone::quiet, style);
  }
  return text;
}

std::string exercise_section(const engine::Inspection& seen, const TextStyle& style) {
  if (!seen.exercise) return "";
  TextTable table{{"EXERCISE", "NET GEX", "CALL WALL", "PUT WALL", "GAMMA FLIP"}, {Align::left}};
  add_result(table, "American", seen.exercise->american);
  add_result(table, "European", seen.exercise->european);
  return "\n" + table.render(style) +
         paragraph(fmt::format("Of {} American contracts {} are worth exercise now and have no gamma. Early exercise "
                               "changes volatility by {:.2f} points on average and gross gamma by {:.2f} %.",
                               grouped_integer(static_cast<double>(seen.exercise->contracts)),
                               grouped_integer(static_cast<double>(seen.exercise->exercised)),
                               seen.exercise->vol_points, 100 * seen.exercise->gamma_share),
                   1);
}

std::string rejects_section(const ingest::LoadedChain& loaded, const TextStyle& style) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, loaded.rejects.size()); ++i) {
    const auto& reject = loaded.rejects[i];
    text += paint(fmt::format(" line {}{}: {}: {}\n", reject.line,
                              reject.column > 0 ? fmt::format(" cell {}", reject.column) : "", to_string(reject.reason),
                              reject.text),
                  Tone::quiet, style);
  }
  if (loaded.rejects.size() > most)
    text += fmt::format(" and {} more (--format json has all)\n", loaded.rejects.size() - most);
  return text.empty() ? text : "\n" + text;
}

void write_result(base::JsonWriter& json, std::string_view name, const engine::SourceResult& result) {
  json.key(name).begin_object().field("net_gex_usd_per_1pct", result.net.value());
  json.field("gross_gex_usd_per_1pct", result.gross.value());
  json.key("call_wall");
  result.call_wall ? json.value(result.call_wall->value()) : json.null();
  json.key("put_wall");
  result.put_wall ? json.value(result.put_wall->value()) : json.null();
  json.key("gamma_flip");
  result.flip ? json.value(result.flip->value()) : json.null();
  json.end_object();
}

void write_exercise(base::JsonWriter& json, const engine::Inspection& seen) {
  if (!seen.exercise) {
    json.null_field("exercise");
    return;
  }
  json.key("exercise").begin_object();
  json.field("contracts", static_cast<std::int64_t>(seen.exercise->contracts));
  json.field("exercised", static_cast<std::int64_t>(seen.exercise->exercised));
  json.field("vol_difference_points", seen.exercise->vol_points);
  json.field("gamma_difference_share", seen.exercise->gamma_share);
  write_result(json, "american", seen.exercise->american);
  write_result(json, "european", seen.exercise->european);
  json.end_object();
}

void write_expiries(base::JsonWriter& json, const engine::Analysis& analysis) {
  json.key("expiries").begin_array();
  for (std::size_t i = 0; i < analysis.priced->expiries.size(); ++i) {
    const auto& listed = analysis.priced->chain->expiries[i];
    const auto& expiry = analysis.priced->expiries[i];
    json.begin_object().field("root", std::string_view{listed.root});
    json.field("expiry", std::string_view{market::to_string(listed.date)});
    json.field("settles_at", std::string_view{market::to_string(listed.settles_at)});
    json.field("class", to_string(listed.expiry_class)).field("settled", expiry.years <= 0);
    if (expiry.years > 0) {
      json.field("years", expiry.years)
          .field("forward", expiry.forward.forward)
          .field("forward_se", expiry.forward.forward_se);
      json.field("discount", expiry.forward.discount).field("forward_source", to_string(expiry.forward.source));
      json.field("pairs", expiry.forward.pairs).field("arbitrage_free_share", expiry.forward.arbitrage_free_share);
      json.field("atm_vol", expiry.atm_vol).field("priced", expiry.priced);
      write_smile(json, expiry);
    }
    json.end_object();
  }
  json.end_array();
}

void write_sources(base::JsonWriter& json, const engine::Inspection& seen) {
  json.key("sources").begin_object().field("disagree", seen.sources_disagree);
  write_result(json, "solved", seen.solved);
  json.key("reasons").begin_array();
  for (const auto& reason : seen.reasons) json.value(std::string_view{reason});
  json.end_array();
  if (seen.has_vendor) {
    write_result(json, "vendor", seen.vendor);
  } else {
    json.null_field("vendor");
  }
  json.end_object();
}

}  // namespace

std::string inspection_text(const ingest::LoadedChain& loaded, const engine::Analysis& analysis,
                            const engine::Inspection& seen, const TextStyle& style) {
  const auto& report = analysis.report;
  std::string text = paint(fmt::format(" {}  spot {}  as of {}  format {}", report.symbol, grouped(report.spot.value()),
                                       market::to_string(report.as_of), loaded.chain.feed),
                           Tone::strong, style);
  text += "\n\n";
  for (const auto& flag : report.quality.flags) {
    text += paint(paragraph("! " + flag.code + ": " + flag.detail, 3), Tone::warning, style);
  }
  if (!report.quality.flags.empty()) text += "\n";
  text += rows_section(report.quality, style) + coverage_lines(report.quality) +
          sources_section(analysis, seen, style) + exercise_section(seen, style) + rejects_section(loaded, style) +
          expiries_section(analysis, style);
  return market::in_money_of(report.calendar->rules(), std::move(text));
}

std::string inspection_json(const ingest::LoadedChain& loaded, const engine::Analysis& analysis,
                            const engine::Inspection& seen, int indent) {
  const auto& report = analysis.report;
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.inspection/1").field("symbol", std::string_view{report.symbol});
  json.field("feed", std::string_view{loaded.chain.feed})
      .field("as_of", std::string_view{market::to_string(report.as_of)});
  json.field("spot", report.spot.value()).key("data_quality");
  engine::write_data_quality(json, report.quality);
  write_sources(json, seen);
  write_exercise(json, seen);
  write_expiries(json, analysis);
  json.key("rejects").begin_array();
  for (const auto& reject : loaded.rejects) {
    json.begin_object().field("line", static_cast<std::int64_t>(reject.line));
    json.field("cell", static_cast<std::int64_t>(reject.column)).field("reason", to_string(reject.reason));
    json.field("text", std::string_view{reject.text}).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string inspection_csv_header() {
  return csv_record(
      {"root", "expiry", "years", "forward", "forward_se", "discount", "forward_source", "pairs", "atm_vol", "priced"});
}

std::string inspection_csv(const engine::Analysis& analysis) {
  std::string text;
  for (std::size_t i = 0; i < analysis.priced->expiries.size(); ++i) {
    const auto& listed = analysis.priced->chain->expiries[i];
    const auto& expiry = analysis.priced->expiries[i];
    if (expiry.years <= 0) continue;
    text += csv_record({listed.root, market::to_string(listed.date), fmt::format("{}", expiry.years),
                        fmt::format("{}", expiry.forward.forward), fmt::format("{}", expiry.forward.forward_se),
                        fmt::format("{}", expiry.forward.discount), std::string{to_string(expiry.forward.source)},
                        fmt::format("{}", expiry.forward.pairs), fmt::format("{}", expiry.atm_vol),
                        fmt::format("{}", expiry.priced)});
  }
  return text;
}

}  // namespace gammafield::exports
