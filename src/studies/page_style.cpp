#include "studies/page_style.h"

#include <fmt/format.h>

#include "chart/text_width.h"

namespace gammafield::studies {
namespace {

constexpr chart::Palette by_variable{.background = "var(--background)",
                                     .panel = "var(--panel)",
                                     .grid = "var(--grid)",
                                     .axis = "var(--axis)",
                                     .ink = "var(--ink)",
                                     .muted = "var(--muted)",
                                     .positive = "var(--positive)",
                                     .negative = "var(--negative)",
                                     .positive_soft = "var(--positive-soft)",
                                     .negative_soft = "var(--negative-soft)",
                                     .flip = "var(--flip)",
                                     .absolute_gamma = "var(--absolute-gamma)",
                                     .expected_move = "var(--expected-move)",
                                     .focus = "var(--focus)",
                                     .cluster = "var(--cluster)"};

std::string variables(const chart::Palette& of) {
  return fmt::format(
      ":root {{ --background: {}; --panel: {}; --grid: {}; --axis: {}; --ink: {}; --muted: {}; --positive: {}; "
      "--negative: {}; --positive-soft: {}; --negative-soft: {}; --flip: {}; --absolute-gamma: {}; --expected-move: "
      "{}; --focus: {}; --cluster: {}; }}",
      of.background, of.panel, of.grid, of.axis, of.ink, of.muted, of.positive, of.negative, of.positive_soft,
      of.negative_soft, of.flip, of.absolute_gamma, of.expected_move, of.focus, of.cluster);
}

/// A phone has a picture of its own, since the letters of a wide one would shrink with it; a table's rows become cards
/// whose cells say what they are.
constexpr std::string_view rules = R"(
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 3rem; background: var(--background); color: var(--ink);
  font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--grid); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .4rem 0; } ul { margin: .4rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
.quiet, figcaption, footer { color: var(--muted); } figcaption, footer { font-size: .85rem; }
.question { font-size: 1.1rem; color: var(--muted); max-width: 46rem; }
.answer { border-left: 4px solid var(--axis); background: var(--panel); padding: .75rem 1rem; margin: 1rem 0; }
.answer strong { font-size: 1.1rem; font-weight: 600; }
figure { margin: .75rem 0 1.5rem; } svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .85rem; }
.wide-table { overflow-x: auto; }
th, td { padding: .3rem .5rem; text-align: right; border-bottom: 1px solid var(--grid); vertical-align: top; }
thead th { color: var(--muted); font-weight: 600; font-size: .85rem; vertical-align: bottom; }
th:first-child, td:first-child, td.words, th.words { text-align: left; }
tbody th { font-weight: 600; background: var(--panel); text-align: left; }
tbody th span { font-weight: 400; color: var(--muted); }
.number, thead th { white-space: nowrap; } td.words:first-child { min-width: 15rem; } .differs td { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .4rem 0; }
dt { color: var(--muted); overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; }
details { margin: .25rem 0; } summary { cursor: pointer; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--grid); }
@media (max-width: 40rem) {
  .wide { display: none; } .narrow { display: block; }
  thead { display: none; } table, tbody { display: block; } tbody th { display: block; padding: .5rem .6rem; }
  tr { display: block; border-bottom: 1px solid var(--grid); padding: .3rem 0; }
  td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: .05rem .6rem; text-align: right; }
  td::before { content: attr(data-head); color: var(--muted); text-align: left; font-weight: 400; }
  td.words { text-align: right; } td:empty { display: none; }
  td.words:first-child { display: block; text-align: left; font-weight: 600; } td:first-child::before { content: none; }
  dl { display: block; } dd { margin: 0 0 .5rem; }
}
@media print { html { font-size: 10px; } body { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; } tr, li, .answer { break-inside: avoid; } tbody th { break-after: avoid; }
  .wide { display: block; } .narrow { display: none; } details::details-content { content-visibility: visible; } }
)";

}  // namespace

const chart::Palette& page_palette() { return by_variable; }

std::string page_style() {
  const auto light = variables(chart::palette(chart::Theme::light));
  const auto dark = variables(chart::palette(chart::Theme::dark));
  // Paper is white whatever the reader's setting, so its rule comes last.
  return fmt::format(
      "{}\n@media (prefers-color-scheme: dark) {{ {} }}\n@media print {{ {} }}\nsvg text {{ font-family: {}; }}{}",
      light, dark, light, chart::font_family, rules);
}

}  // namespace gammafield::studies
