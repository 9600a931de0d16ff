#include "exports/bands_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/bands_wording.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using bands::Bands;
using bands::Quantiles;
using bands::WallOdds;

constexpr std::size_t strikes_shown = 5;

Tone tone_of(double exposure) { return exposure < 0 ? Tone::amplifying : Tone::dampening; }

std::string percent(double share) {
  if (share > 0 && share < 0.005) return "<1 %";
  if (share < 1 && share > 0.995) return ">99 %";
  return fmt::format("{:.0f} %", 100 * share);
}

template <class Unit, class Text>
std::vector<Cell> quantile_cells(const Quantiles<Unit>& band, Text text) {
  std::vector<Cell> cells;
  for (const Unit value : {band.q05, band.q25, band.q50, band.q75, band.q95}) cells.push_back(text(value));
  return cells;
}

std::vector<Cell> band_row(std::string name, std::string now, std::vector<Cell> quantiles) {
  std::vector<Cell> row{{std::move(name), Tone::strong}, {std::move(now)}};
  row.insert(row.end(), quantiles.begin(), quantiles.end());
  return row;
}

std::string quantile_table(const engine::Report& report, const Bands& bands, const TextStyle& style) {
  TextTable table{{"", "AS ASSUMED", "5 %", "25 %", "50 %", "75 %", "95 %"},
                  {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right}};
  const auto net = [](market::UsdPerPercent value) {
    return Cell{signed_money(value.value()), tone_of(value.value())};
  };
  const auto price = [](market::Spot spot) { return Cell{grouped(spot.value())}; };
  table.add(
      band_row("Net GEX", signed_money(report.levels.totals.net_gex.value()), quantile_cells(bands.net_gex, net)));
  const auto& flip = report.levels.flips.primary;
  const auto flip_now = flip ? grouped(flip->price.value()) : std::string{"none"};
  if (bands.flip.price) {
    table.add(band_row("Gamma Flip", flip_now, quantile_cells(*bands.flip.price, price)));
  } else {
    table.add({{"Gamma Flip", Tone::strong}, {flip_now}, {"none"}});
  }
  return table.render(style);
}

std::string chances(const Bands& bands, const TextStyle& style) {
  const Tone tone = bands.regime == bands::RegimeOdds::uncertain  ? Tone::warning
                    : bands.regime == bands::RegimeOdds::positive ? Tone::dampening
                                                                  : Tone::amplifying;
  std::string text = fmt::format(" Net GEX is above zero in {} of the draws: {}\n", percent(bands.p_positive),
                                 paint(to_string(bands.regime), tone, style));
  const auto& flip = bands.flip;
  if (!flip.price) return text + " No draw has a flip within the searched range of spot.\n";
  text += fmt::format(" No flip in {} of them; within 1 % of spot of the middle one in {}: {}\n", percent(flip.p_none),
                      percent(flip.p_near_median), flip.solid() ? "solid" : "dashed");
  return text;
}

std::optional<market::Strike> strike_of(const levels::Level<levels::Wall>& wall) {
  if (!wall) return std::nullopt;
  return wall->at.strike;
}

std::string odds_section(std::string_view name, const WallOdds& odds, std::optional<market::Strike> assumed,
                         const TextStyle& style) {
  if (odds.strikes.empty()) return fmt::format("\n {}: none in any draw\n", name);
  std::string text = fmt::format("\n {}, {}", name, odds.solid() ? "solid" : "dashed");
  text += odds.solid() ? ": one strike in at least half of the draws\n" : ": no strike in half of the draws\n";
  TextTable table{{"STRIKE", "CHANCE", "MEAN RANK", ""}, {Align::right, Align::right, Align::right, Align::left}};
  double rest = 0;
  for (std::size_t i = 0; i < odds.strikes.size(); ++i) {
    const auto& at = odds.strikes[i];
    const bool is_assumed = assumed && *assumed == at.strike;
    if (i >= strikes_shown && !is_assumed) {
      rest += at.p;
      continue;
    }
    table.add({{grouped(at.strike.value(), true), i == 0 ? Tone::strong : Tone::plain},
               {percent(at.p)},
               {at.expected_rank ? fmt::format("{:.1f}", *at.expected_rank) : "-"},
               {is_assumed ? "as assumed" : "", Tone::quiet}});
  }
  if (rest > 0) table.add({{"others"}, {percent(rest)}});
  if (odds.p_none > 0) table.add({{"none"}, {percent(odds.p_none)}});
  return text + table.render(style);
}

std::string heading(const engine::Report& report, const Bands& bands, const TextStyle& style) {
  return " " + paint(fmt::format("{}  {}", report.symbol, grouped(report.spot.value())), Tone::strong, style) +
         fmt::format("   levels under uncertain dealer positioning, {} draws\n\n",
                     grouped_integer(static_cast<double>(bands.draws)));
}

std::string number(double value) { return fmt::format("{}", value); }

template <class Unit>
std::vector<std::string> numbers(const Quantiles<Unit>& band) {
  return {number(band.q05.value()), number(band.q25.value()), number(band.q50.value()), number(band.q75.value()),
          number(band.q95.value())};
}

}  // namespace

std::string bands_text(const engine::Report& report, const TextStyle& style) {
  if (!report.bands || !*report.bands)
    return fmt::format(" {}  no bands: {}\n", report.symbol,
                       report.bands ? to_string(report.bands->error()) : std::string_view{"not asked for"});
  const Bands& bands = **report.bands;
  const auto& found = report.levels;
  const std::string convention = engine::prior_sentence(report.settings, bands) +
                                 " Positions are inferred, never observed. Volatilities stay with the strike. "
                                 "Exposures in $ per 1 % move. Context, not a signal.";
  return market::in_money_of(report.calendar->rules(),
                             heading(report, bands, style) + quantile_table(report, bands, style) + "\n" +
                                 chances(bands, style) +
                                 odds_section("Call Wall", bands.call_wall, strike_of(found.call_wall), style) +
                                 odds_section("Put Wall", bands.put_wall, strike_of(found.put_wall), style) + "\n" +
                                 paint(paragraph(convention, 1), Tone::quiet, style));
}

std::string bands_csv_header() {
  return csv_record({"symbol", "as_of", "what", "strike", "q05", "q25", "q50", "q75", "q95", "p", "expected_rank"});
}

std::string bands_csv(const engine::Report& report) {
  if (!report.bands || !*report.bands) return "";
  const Bands& bands = **report.bands;
  const auto as_of = market::to_string(report.as_of);
  std::string text;
  const auto band = [&](std::string what, std::vector<std::string> quantiles, double p) {
    std::vector<std::string> cells{report.symbol, as_of, std::move(what), ""};
    cells.insert(cells.end(), quantiles.begin(), quantiles.end());
    cells.insert(cells.end(), {number(p), ""});
    text += csv_record(cells);
  };
  const auto odds = [&](const std::string& what, const WallOdds& wall) {
    for (const auto& at : wall.strikes)
      text += csv_record({report.symbol, as_of, what, number(at.strike.value()), "", "", "", "", "", number(at.p),
                          at.expected_rank ? number(*at.expected_rank) : ""});
  };
  band("net_gex_usd_per_1pct", numbers(bands.net_gex), bands.p_positive);
  band("gamma_flip", bands.flip.price ? numbers(*bands.flip.price) : std::vector<std::string>(5), bands.flip.p_none);
  odds("call_wall", bands.call_wall);
  odds("put_wall", bands.put_wall);
  return text;
}

}  // namespace gammafield::exports
