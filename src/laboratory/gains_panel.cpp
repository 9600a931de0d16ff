#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "chart/plot.h"
#include "chart/text_width.h"
#include "laboratory/outcome_panels.h"

namespace gammafield::laboratory {
namespace {

using chart::Interval;
using chart::Pixels;
using chart::Rect;
using hedging::DealerOutcome;
using statistics::Estimate;

struct Part {
  std::string_view name;
  Estimate DealerOutcome::* of;
};
constexpr std::array parts{Part{"Gamma", &DealerOutcome::gamma},       Part{"Theta", &DealerOutcome::theta},
                           Part{"Vega", &DealerOutcome::vega},         Part{"Delta left", &DealerOutcome::delta},
                           Part{"Carry", &DealerOutcome::carry},       Part{"Costs", &DealerOutcome::cost},
                           Part{"Residual", &DealerOutcome::residual}, Part{"Total", &DealerOutcome::total}};

constexpr double name_column = 76, text_column = 128, narrowest = 215;  // pixels; the last of a dealer's column
constexpr double dealer_name = 18, foot_line = 14;                      // pixels of height
constexpr chart::Font foot_font{10.5};

Interval dollars(const std::vector<DealerOutcome>& dealers) {
  std::vector<double> values;
  for (const auto& dealer : dealers) {
    for (const auto& part : parts) values.insert(values.end(), {(dealer.*part.of).low, (dealer.*part.of).high});
  }
  return chart::holding(values, true);
}

std::string text_of(const Estimate& usd) {
  const double half = (usd.high - usd.low) / 2;
  if (usd.value == 0 && half == 0) return "$0";
  return fmt::format("{} ± {}", chart::signed_money(market::Usd{usd.value}), chart::money(market::Usd{half}));
}

std::string counts_text(const DealerOutcome& dealer) {
  const auto shares =
      chart::signed_shares(dealer.turnover.value > 0 ? market::Shares{dealer.turnover.value} : market::Shares{0});
  return fmt::format("total's s.d. {} · {:.0f} trades, {} shares a path",
                     chart::money(market::Usd{dealer.total_sd.value}), dealer.trades.value,
                     shares.starts_with('+') ? shares.substr(1) : shares);
}

double foot_height(const std::vector<DealerOutcome>& dealers, double width) {
  std::size_t lines = 1;
  for (const auto& dealer : dealers)
    lines = std::max(lines, chart::wrapped(counts_text(dealer), foot_font, Pixels{width}).size());
  return 4 + foot_line * static_cast<double>(lines);
}

void draw_bar(const OutcomeView& view, const Estimate& usd, std::string_view name, const chart::Scale& x, double y,
              double height) {
  if (!std::isfinite(usd.value) || !std::isfinite(usd.low) || !std::isfinite(usd.high)) return;
  const double zero = x.at(0), end = x.at(usd.value), half = std::min(7.0, 0.32 * height);
  const auto& palette = view.palette;
  const bool total = name == "Total";
  view.svg.rect({std::min(zero, end), y - half, std::max(zero, end), y + half},
                {{"fill", usd.value < 0 ? (total ? palette.negative : palette.negative_soft)
                                        : (total ? palette.positive : palette.positive_soft)},
                 {"data-part", name},
                 {"data-usd", fmt::format("{:.2f}", usd.value)}});
  view.svg.line({x.at(usd.low), y}, {x.at(usd.high), y}, {{"stroke", palette.ink}, {"stroke-width", 1.4}});
  for (const double bound : {usd.low, usd.high}) {
    view.svg.line({x.at(bound), y - 3}, {x.at(bound), y + 3}, {{"stroke", palette.ink}, {"stroke-width", 1.2}});
  }
}

void draw_dealer(const OutcomeView& view, const DealerOutcome& dealer, const Rect& column, Interval usd) {
  const Rect bars{column.left, column.top + dealer_name, column.right - text_column, column.bottom};
  const chart::Scale x{usd, {bars.left, bars.right}};
  const auto& palette = view.palette;
  const double row = bars.height() / parts.size();
  chart::write_text(view.svg, {column.left, column.top + 11},
                    chart::fitted(dealer.name, {11, true}, Pixels{column.width() - 8}), {11, true}, palette.ink);
  view.svg.rect(bars, {{"fill", palette.panel}});
  view.svg.line({x.at(0), bars.top}, {x.at(0), bars.bottom}, {{"stroke", palette.axis}, {"stroke-width", 1}});
  double y = bars.top + row / 2;
  for (const auto& part : parts) {
    const auto& usd_of = dealer.*part.of;
    draw_bar(view, usd_of, part.name, x, y, row);
    chart::write_text(view.svg, {bars.right + 8, y + 4}, text_of(usd_of), {10.5, part.name == "Total"}, palette.ink);
    y += row;
  }
  double foot = bars.bottom;
  for (const auto& line : chart::wrapped(counts_text(dealer), foot_font, Pixels{column.width()})) {
    chart::write_text(view.svg, {column.left, foot += foot_line}, line, foot_font, palette.muted);
  }
}

}  // namespace

void draw_gains_panel(const OutcomeView& view, const Rect& panel) {
  const auto& palette = view.palette;
  const double room = panel.width() - name_column;
  const std::size_t fit = std::max<std::size_t>(1, static_cast<std::size_t>(room / narrowest));
  std::vector<DealerOutcome> shown = view.outcome.dealers;
  if (shown.size() > fit) shown.resize(fit);
  const auto caption = shown.size() < view.outcome.dealers.size()
                           ? fmt::format("Where the money came from, $ a path (the first {} of {} dealers)",
                                         shown.size(), view.outcome.dealers.size())
                           : "Where the dealers' money came from, $ a path, mean ± 95 %";
  chart::write_text(view.svg, {panel.left, panel.top - 7}, caption, {11, true}, palette.muted);
  if (shown.empty()) {
    chart::write_text(view.svg, {panel.left, panel.top + 14}, "Nobody hedges.", {12}, palette.muted);
    return;
  }
  constexpr double between = 16;
  const double width = (room - between * static_cast<double>(shown.size() - 1)) / static_cast<double>(shown.size());
  const double top = panel.top + dealer_name, bottom = panel.bottom - foot_height(shown, width);
  const double row = (bottom - top) / parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    chart::write_text(view.svg, {panel.left, top + row * (static_cast<double>(i) + 0.5) + 4}, parts[i].name,
                      {11, parts[i].name == "Total"}, palette.ink);
  }
  const auto usd = dollars(shown);
  double left = panel.left + name_column;
  for (const auto& dealer : shown) {
    draw_dealer(view, dealer, {left, panel.top, left + width, bottom}, usd);
    left += width + between;
  }
}

}  // namespace gammafield::laboratory
