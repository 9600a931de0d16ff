#include "exports/stress_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "exports/bar.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"
#include "market/date.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;

Tone tone_of(market::UsdPerPercent exposure) { return exposure.value() < 0 ? Tone::amplifying : Tone::dampening; }

std::string clock_text(market::Instant at, const market::Calendar& calendar) {
  const auto local = calendar.local(at);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.since_midnight).count();
  return fmt::format("{:02}-{:02} {:02}:{:02}", static_cast<unsigned>(local.date.month()),
                     static_cast<unsigned>(local.date.day()), minutes / 60, minutes % 60);
}

std::string in_capitals(std::string_view place) {
  std::string capitals{place};
  std::ranges::transform(capitals, capitals.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return capitals;
}

std::string strength_text(const std::optional<market::UsdPerPercent>& strength) {
  return strength ? money(strength->value()) : "-";
}

std::string steps_section(const engine::Analysis& analysis, const engine::Stress& stress, const TextStyle& style) {
  const market::Calendar& calendar = *analysis.report.calendar;
  double largest = 0;
  for (const auto& step : stress.steps) largest = std::max(largest, std::abs(step.net.value()));
  TextTable table{
      {in_capitals(calendar.rules().place), "NET GEX", "GROSS", "CALL WALL", "PUT WALL", "CHARM FLOW", "NET", ""},
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left, Align::left}};
  for (const auto& step : stress.steps) {
    const bool first = step.ahead.count() == 0;
    table.add({{clock_text(analysis.report.as_of + step.ahead, calendar)},
               {signed_money(step.net.value()), tone_of(step.net)},
               {money(step.gross.value())},
               {strength_text(step.call_wall)},
               {strength_text(step.put_wall)},
               {first ? "" : signed_money(step.charm_flow.value())},
               {signed_bar(step.net.value(), largest, 16), tone_of(step.net)},
               {first ? "< now" : "", Tone::strong}});
  }
  const auto total =
      fmt::format("Charm flow until then: dealers {} {} of stock because time passes, if spot and volatilities stay.",
                  stress.charm_flow.value() < 0 ? "sell" : "buy", money(std::abs(stress.charm_flow.value())));
  return fmt::format("\n Time, to the settlement of {} with spot frozen\n", clock_text(stress.settles_at, calendar)) +
         table.render(style) + paragraph(total, 1);
}

/// `45 min`, `7.5 h`, `78 days`.
std::string duration_text(std::chrono::minutes length) {
  const auto minutes = static_cast<double>(length.count());
  if (minutes < 120) return fmt::format("{} min", length.count());
  return minutes < 48 * 60 ? fmt::format("{:.1f} h", minutes / 60) : fmt::format("{:.0f} days", minutes / 1440);
}

std::string wall_line(std::string_view name, const engine::WallRisk& risk) {
  std::string text = fmt::format("{} {}: {} of hedging a 1 % move", name, grouped(risk.strike.value(), true),
                                 money(risk.strength.value()));
  text += risk.half_life ? ", half of it gone in " + duration_text(*risk.half_life)
                         : ", not halved before its last expiry settles";
  if (risk.deviations_away)
    text += fmt::format("; {:.1f} standard deviations away until the next settlement", *risk.deviations_away);
  if (risk.swamp_ratio) text += fmt::format("; the flow is {:.1f} times its hedging", *risk.swamp_ratio);
  return paragraph(text + ".", 3);
}

std::string warnings(const engine::WallRisk& risk, const TextStyle& style) {
  std::string text;
  const auto warn = [&](bool is, std::string_view what) {
    if (is) text += paint(paragraph(fmt::format("! {}", what), 3), Tone::warning, style);
  };
  warn(risk.melts, "melts: half of it is gone within the hour with spot frozen");
  warn(risk.out_of_reach, "out of reach: more than 2 standard deviations away until the next settlement");
  warn(risk.swamped, "swamped: the flow is more than 3 times its hedging");
  return text;
}

std::string walls_section(const engine::Stress& stress, const TextStyle& style) {
  std::string text = "\n Walls\n";
  const auto add = [&](std::string_view name, const std::optional<engine::WallRisk>& risk) {
    text += risk ? wall_line(name, *risk) + warnings(*risk, style) : fmt::format(" {}: none\n", name);
  };
  add("Call Wall", stress.call_wall);
  add("Put Wall", stress.put_wall);
  return text;
}

template <class Level>
std::string price_of(const Level& level, auto price) {
  return level ? grouped(price(*level), true) : "-";
}

std::vector<Cell> vol_row(std::string name, market::UsdPerPercent net, market::UsdPerPercent gross,
                          const levels::Level<levels::GammaFlip>& flip, std::string call_wall, std::string put_wall,
                          bool sign_changes) {
  return {{std::move(name)},
          {signed_money(net.value()), tone_of(net)},
          {money(gross.value())},
          {flip ? grouped(flip->price.value()) : std::string{to_string(flip.error())}},
          {std::move(call_wall)},
          {std::move(put_wall)},
          {sign_changes ? "sign changes" : "", Tone::warning}};
}

std::string vol_section(const engine::Report& report, const engine::Stress& stress, const TextStyle& style) {
  TextTable table{{"VOL POINTS", "NET GEX", "GROSS", "GAMMA FLIP", "CALL WALL", "PUT WALL", ""},
                  {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left}};
  const auto strike = [](const levels::WallStrike& wall) { return wall.strike.value(); };
  const auto now = [](const levels::Wall& wall) { return wall.at.strike.value(); };
  const auto& found = report.levels;
  table.add(vol_row("now", found.totals.net_gex, found.totals.gross_gex, found.flips.primary,
                    price_of(found.call_wall, now), price_of(found.put_wall, now), false));
  for (const auto& shift : stress.vol_shifts) {
    table.add(vol_row(fmt::format("{:+g}", shift.points), shift.net, shift.gross, shift.flip,
                      price_of(shift.call_wall, strike), price_of(shift.put_wall, strike), shift.sign_changes));
  }
  return "\n Volatility, every contract's moved alike\n" + table.render(style);
}

std::string otc_section(const engine::Report& report, const engine::OtcEffect& otc, const TextStyle& style) {
  const auto& scenario = report.settings.otc;
  std::string text = fmt::format(
      "{:.3g} of all positions are listed, {:.3g} times as much is not. With rho {:g} net GEX of both is {}",
      scenario.visible_share, otc.multiple, scenario.rho, signed_money(otc.net.value()));
  text += otc.critical_rho < -1 ? "; no rho turns its sign."
                                : fmt::format("; below rho {:.2f} its sign turns.", otc.critical_rho);
  std::string section = "\n What is not listed\n" + paragraph(text, 1);
  if (otc.sign_changes) section += paint(paragraph("! sign changes", 3), Tone::warning, style);
  return section;
}

std::vector<Cell> band_row(std::string name, const bands::Bands& bands, bool changes) {
  const auto percent = [](double share) { return fmt::format("{:.0f} %", 100 * share); };
  const auto strike = [](const bands::WallOdds& odds) {
    return odds.strikes.empty() ? std::string{"-"} : grouped(odds.strikes.front().strike.value(), true);
  };
  return {{std::move(name)},
          {signed_money(bands.net_gex.q05.value())},
          {signed_money(bands.net_gex.q95.value())},
          {percent(bands.p_positive)},
          {percent(bands.flip.p_none)},
          {strike(bands.call_wall)},
          {strike(bands.put_wall)},
          {std::string{to_string(bands.regime)}, changes ? Tone::warning : Tone::plain}};
}

std::string band_section(const engine::WidenedBand& band, const TextStyle& style) {
  if (!band.now || !band.widened) return "";
  TextTable table{
      {"SPREAD", "NET 5 %", "NET 95 %", "NET > 0", "NO FLIP", "CALL WALL", "PUT WALL", "REGIME"},
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left}};
  table.add(band_row("now", *band.now, false));
  table.add(band_row("doubled", *band.widened, band.sign_changes || band.regime_changes));
  return fmt::format("\n Positions, prior {}; each wall is the likeliest\n", to_string(band.now->prior)) +
         table.render(style);
}

std::string mean_line(const engine::Report& report) {
  const auto& mean = report.levels.mean_exposure;
  if (!mean) return "";
  return paragraph(
      fmt::format("Net GEX averaged over the likely moves of the next {} minutes: {}, give or take {}.",
                  mean->horizon.count(), signed_money(mean->net.value()), money(mean->one_deviation.value())),
      1);
}

}  // namespace

std::string stress_text(const engine::Analysis& analysis, const engine::Stress& stress, const TextStyle& style) {
  const auto& report = analysis.report;
  std::string text = fmt::format(" {}  spot {}  what time, volatility and flow do to the book\n", report.symbol,
                                 grouped(report.spot.value()));
  text += mean_line(report);
  if (!stress.steps.empty()) text += steps_section(analysis, stress, style);
  text += walls_section(stress, style);
  if (!stress.vol_shifts.empty()) text += vol_section(report, stress, style);
  if (stress.otc) text += otc_section(report, *stress.otc, style);
  text += band_section(stress.band, style);
  text += "\n" + paragraph("Exposures in $ per 1 % move. Context, not a signal.", 1);
  return market::in_money_of(report.calendar->rules(), std::move(text));
}

std::string stress_csv_header() {
  return csv_record({"symbol", "as_of", "at", "net_gex_usd_per_1pct", "gross_gex_usd_per_1pct",
                     "call_wall_strength_usd_per_1pct", "put_wall_strength_usd_per_1pct", "charm_flow_usd"});
}

std::string stress_csv(const engine::Analysis& analysis, const engine::Stress& stress) {
  const auto& report = analysis.report;
  const auto strength = [](const std::optional<market::UsdPerPercent>& maybe) {
    return maybe ? fmt::format("{}", maybe->value()) : std::string{};
  };
  std::string text;
  for (const auto& step : stress.steps) {
    text += csv_record({report.symbol, market::to_string(report.as_of), market::to_string(report.as_of + step.ahead),
                        fmt::format("{}", step.net.value()), fmt::format("{}", step.gross.value()),
                        strength(step.call_wall), strength(step.put_wall), fmt::format("{}", step.charm_flow.value())});
  }
  return text;
}

}  // namespace gammafield::exports
