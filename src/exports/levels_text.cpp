#include "exports/levels_text.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/ladder.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;

Tone tone_of(levels::MechanicalEffect effect) {
  return effect == levels::MechanicalEffect::dampening ? Tone::dampening : Tone::amplifying;
}

Tone tone_of(market::UsdPerPercent exposure) { return exposure.value() < 0 ? Tone::amplifying : Tone::dampening; }

/// `Tue 2026-08-18 16:00 New York`.
std::string written(market::Instant instant, const market::Calendar& calendar) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const auto day = days[std::chrono::weekday{std::chrono::sys_days{calendar.local(instant).date}}.c_encoding()];
  return fmt::format("{} {}", day, calendar.written(instant));
}

std::string heading(const engine::Report& report, const TextStyle& style) {
  const bool implied =
      report.spot_source == market::SpotSource::parity || report.spot_source == market::SpotSource::vendor_deltas;
  const auto spot_note = implied ? " (implied)" : "";
  std::string text =
      " " + paint(fmt::format("{}  {}{}", report.symbol, grouped(report.spot.value()), spot_note), Tone::strong, style);
  text += fmt::format("   {}\n", written(report.as_of, *report.calendar));
  std::string age = fmt::format(" session {}", market::to_string(report.session));
  if (report.oi_date) age += fmt::format(", open interest as of the close of {}", market::to_string(*report.oi_date));
  if (!report.oi_date && report.calendar->rules().open_interest_runs) age += ", open interest of that moment";
  return text + paint(age, Tone::quiet, style) + "\n\n";
}

/// Exposure in the unit the user asked for.
std::string exposure_text(market::UsdPerPercent exposure, const engine::Report& report) {
  const double number = exposure::in_unit(exposure, report.settings.unit, report.spot);
  switch (report.settings.unit) {
    case exposure::ExposureUnit::shares_per_point:
    case exposure::ExposureUnit::contracts_per_1pct: return signed_count(number);
    default: return signed_money(number);
  }
}

std::string_view unit_text(exposure::ExposureUnit unit) {
  switch (unit) {
    case exposure::ExposureUnit::usd_per_1pct: return "per 1 % move";
    case exposure::ExposureUnit::usd_per_point: return "per point";
    case exposure::ExposureUnit::shares_per_point: return "shares per point";
    case exposure::ExposureUnit::raw: return "gamma * S^2 (per 100 %)";
    case exposure::ExposureUnit::contracts_per_1pct: return "hedge futures ($50 a point) per 1 %";
  }
  return "";
}

std::string regime_line(const engine::Report& report, const TextStyle& style) {
  const auto& totals = report.levels.totals;
  const auto& regime = report.levels.regime;
  if (!(totals.gross_gex.value() > 0)) return " No exposure: no priced contract with open interest.\n";
  const bool positive = totals.net_gex.value() >= 0;
  const auto tone = tone_of(totals.net_gex);
  std::string text = fmt::format(" Net GEX  {} {}   ", paint(exposure_text(totals.net_gex, report), tone, style),
                                 unit_text(report.settings.unit));
  text += paint(to_string(regime.label), tone, style);
  text += positive ? ": hedging trades against moves\n" : ": hedging trades with moves\n";
  text += fmt::format(" Gross    {} = calls {} + puts {}   net/gross {}\n", money(totals.gross_gex.value()),
                      money(totals.call_gex.value()), money(totals.put_gex.value()),
                      signed_percent(100 * totals.net_to_gross(), 1));
  if (regime.definitions_disagree) {
    text += paint(" The side of the flip and the sign at spot disagree; the sign at spot is shown.\n", Tone::warning,
                  style);
  }
  return text;
}

std::string price_text(const Rung& rung) {
  if (!rung.price) return "-";
  return rung.high ? fmt::format("{} - {}", grouped(*rung.price, true), grouped(*rung.high, true))
                   : grouped(*rung.price, true);
}

double middle(const Rung& rung) { return rung.high ? (*rung.price + *rung.high) / 2 : *rung.price; }

std::vector<Cell> ladder_row(const Rung& rung, const engine::Report& report) {
  const Tone tone = rung.effect ? tone_of(*rung.effect) : Tone::plain;
  const bool named = rung.key == "call_wall" || rung.key == "put_wall" || rung.key == "gamma_flip";
  std::string distance = rung.price ? signed_percent(100 * (middle(rung) / report.spot.value() - 1)) : "";
  std::string effect = rung.effect ? std::string{to_string(*rung.effect)} : "";
  if (!effect.empty() && !rung.remark.empty()) effect += ", ";
  return {{rung.name, named ? Tone::strong : Tone::plain},
          {price_text(rung), named ? Tone::strong : Tone::plain},
          {std::move(distance)},
          {rung.exposure ? exposure_text(*rung.exposure, report) : "", tone},
          {effect + rung.remark, rung.price ? tone : Tone::quiet}};
}

/// From the highest price to the lowest with spot in its place, what does not exist last.
std::string ladder_table(const engine::Report& report, const TextStyle& style) {
  auto rungs = ladder(report);
  rungs.push_back({.key = "spot", .name = "SPOT", .price = report.spot.value()});
  std::ranges::sort(rungs, [](const Rung& a, const Rung& b) {
    if (a.price.has_value() != b.price.has_value()) return a.price.has_value();
    if (a.price && middle(a) != middle(b)) return middle(a) > middle(b);
    return a.key < b.key;
  });
  TextTable table{{"LEVEL", "PRICE", "FROM SPOT", "EXPOSURE", "WHAT IT IS"},
                  {Align::left, Align::right, Align::right, Align::right, Align::left}};
  for (const auto& rung : rungs) {
    if (rung.key == "spot") {
      table.add({{"== spot ==", Tone::strong}, {grouped(report.spot.value()), Tone::strong}});
    } else {
      table.add(ladder_row(rung, report));
    }
  }
  return table.render(style);
}

std::string expected_move_line(const engine::Report& report) {
  const auto& move = report.levels.expected_move;
  if (!move) return "";
  return fmt::format(" Expected move +-{} ({:.2f} %, one standard deviation) until {}\n", grouped(move->usd.value()),
                     move->pct, written(move->until, *report.calendar));
}

std::string counts_text(const engine::Counts& counts) {
  std::string text;
  for (const auto& [reason, number] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, reason);
  return text;
}

/// Notes on the file's form that change no number: `inspect` tells them, the table counts them.
bool is_minor(const market::DataFlag& flag) {
  constexpr std::array<std::string_view, 8> minor{
      "end_not_marked",      "last_line_unended",   "comma_padding",         "extra_first_line",
      "date_line_localised", "open_contracts_only", "symbol_from_file_name", "vendor_gamma_unusable"};
  return std::ranges::find(minor, flag.code) != minor.end();
}

std::string data_lines(const engine::Report& report, const TextStyle& style) {
  const auto& quality = report.quality;
  std::string text =
      paragraph(fmt::format("Data: {} of {} contracts used, {:.1f} % of live open interest.",
                            grouped_integer(static_cast<double>(quality.used)),
                            grouped_integer(static_cast<double>(quality.contracts)), 100 * quality.coverage_oi),
                7);
  auto left_out = counts_text(quality.rejected);
  const auto unpriced = counts_text(quality.unpriced);
  if (!left_out.empty() && !unpriced.empty()) left_out += ", ";
  left_out += unpriced;
  if (!left_out.empty()) text += paragraph("Left out: " + left_out + ".", 11);
  std::size_t minor = 0;
  for (const auto& flag : quality.flags) {
    if (is_minor(flag)) {
      ++minor;
    } else {
      text += paint(paragraph("! " + flag.code + ": " + flag.detail, 3), Tone::warning, style);
    }
  }
  if (minor > 0)
    text += paint(fmt::format(" {} minor notes on the file: inspect tells them.\n", minor), Tone::quiet, style);
  return text;
}

std::string_view exercise_words(const engine::DataQuality& quality) {
  if (!quality.exercise.contains("american")) return "European";
  return quality.exercise.contains("european") ? "American where the contracts are" : "American";
}

std::string convention_lines(const engine::Report& report, const TextStyle& style) {
  const auto& settings = report.settings;
  const auto option = [&](std::string_view key) {
    const auto registry = engine::option_registry();
    return std::ranges::find(registry, key, &engine::Option::key)->get(settings);
  };
  std::string sides = settings.positioning.model() == exposure::PositioningModel::naive
                          ? " (dealers long calls, short puts: assumed, not observed)"
                          : " (assumed, not observed)";
  std::string text = paragraph(
      fmt::format("Convention: positioning {}{}; + dampens, - amplifies; IV {}, forward {}, {}, "
                  "{}, {}; expiries {}; {}.",
                  option("positioning"), sides, option("iv_source"), option("forward_source"), option("clock"),
                  option("smile_dynamics"), exercise_words(report.quality), option("expiry_filter"),
                  settings.preset.empty() ? "no preset" : "preset " + settings.preset),
      3);
  text += paragraph("Context, not a signal and not advice. Version " + std::string{engine::version()} + ".", 3);
  return paint(text, Tone::quiet, style);
}

std::string csv_number(std::optional<double> number) { return number ? fmt::format("{}", *number) : ""; }

}  // namespace

std::string levels_text(const engine::Report& report, const TextStyle& style) {
  return market::in_money_of(report.calendar->rules(), heading(report, style) + regime_line(report, style) + "\n" +
                                                           ladder_table(report, style) + "\n" +
                                                           expected_move_line(report) + data_lines(report, style) +
                                                           convention_lines(report, style));
}

std::string levels_csv_header() {
  return csv_record({"symbol", "as_of", "level", "price", "high", "value_usd_per_1pct", "mechanical_effect", "remark"});
}

std::string levels_csv(const engine::Report& report) {
  std::string text;
  const auto as_of = market::to_string(report.as_of);
  text += csv_record({report.symbol, as_of, "spot", csv_number(report.spot.value()), "", "", "", ""});
  for (const auto& rung : ladder(report)) {
    text += csv_record({report.symbol, as_of, rung.key, csv_number(rung.price), csv_number(rung.high),
                        csv_number(rung.exposure ? std::optional{rung.exposure->value()} : std::nullopt),
                        rung.effect ? std::string{to_string(*rung.effect)} : "", rung.remark});
  }
  return text;
}

}  // namespace gammafield::exports
