#include "exports/scenario_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/numerals.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using engine::ScenarioNode;
using engine::ScenarioSlice;

constexpr double shown_move = 0.02;  // of spot: the moves whose flow the table shows

const ScenarioNode& nearest_node(const ScenarioSlice& slice, double spot) {
  const auto apart = [&](const ScenarioNode& node) { return std::abs(node.spot.value() - spot); };
  return *std::ranges::min_element(slice.nodes, {}, apart);
}

/// Dollars of stock at the middle of the way.
double flow_usd(const ScenarioNode& node, market::Spot from) {
  return node.flow.total.value() * 0.5 * (from.value() + node.spot.value());
}

Cell money_cell(double dollars) { return {signed_money(dollars), dollars < 0 ? Tone::amplifying : Tone::dampening}; }

std::string signed_points(double points) { return fmt::format("{:+g}", points); }

void add_row(TextTable& table, const ScenarioSlice& slice, market::Spot spot) {
  const auto flow_at = [&](double factor) {
    return signed_money(flow_usd(nearest_node(slice, spot.value() * factor), spot));
  };
  const auto strike = [](const auto& wall) { return wall ? grouped(wall->strike.value(), true) : std::string{"none"}; };
  table.add({{slice.time.name},
             {signed_points(slice.vol_points)},
             money_cell(slice.at_spot().net_gex.value()),
             {signed_money(slice.at_spot().net_dex.value())},
             {flow_at(1)},
             {flow_at(1 - shown_move)},
             {flow_at(1 + shown_move)},
             {slice.flip ? grouped(slice.flip->value()) : "none"},
             {strike(slice.call_wall)},
             {strike(slice.put_wall)}});
}

void write_flow(base::JsonWriter& json, const exposure::FlowDecomposition& flow) {
  json.begin_object().field("total", flow.total.value()).field("gamma", flow.gamma.value());
  json.field("vanna", flow.vanna.value()).field("charm", flow.charm.value()).field("cross", flow.cross.value());
  json.field("residual", flow.residual.value()).end_object();
}

void write_slice(base::JsonWriter& json, const ScenarioSlice& slice) {
  json.begin_object().field("time", std::string_view{slice.time.name});
  json.field("at", std::string_view{market::to_string(slice.time.at)}).field("vol_points", slice.vol_points);
  json.field("net_gex_usd_per_1pct", slice.at_spot().net_gex.value());
  json.field("net_dex_usd", slice.at_spot().net_dex.value());
  const auto level = [&](std::string_view name, const auto& found, auto price) {
    json.key(name).begin_object();
    if (found) {
      json.field("price", price(*found)).null_field("reason");
    } else {
      json.null_field("price").field("reason", levels::to_string(found.error()));
    }
    json.end_object();
  };
  level("flip", slice.flip, [](market::Spot flip) { return flip.value(); });
  const auto strike = [](const levels::WallStrike& wall) { return wall.strike.value(); };
  level("call_wall", slice.call_wall, strike);
  level("put_wall", slice.put_wall, strike);
  json.key("nodes").begin_array();
  for (const ScenarioNode& node : slice.nodes) {
    json.begin_object().field("spot", node.spot.value()).field("net_gex_usd_per_1pct", node.net_gex.value());
    json.field("net_dex_usd", node.net_dex.value()).key("flow_shares");
    write_flow(json, node.flow);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string scenario_text(const engine::Analysis& analysis, const engine::ScenarioCube& cube, const TextStyle& style) {
  const auto& report = analysis.report;
  std::vector<Align> aligns(10, Align::right);
  aligns.front() = Align::left;
  TextTable table{{"TIME", "VOL", "NET GEX", "NET DEX", "FLOW", "AT -2 %", "AT +2 %", "FLIP", "CALL WALL", "PUT WALL"},
                  aligns};
  for (const ScenarioSlice& slice : cube.slices) add_row(table, slice, report.spot);
  std::string text = fmt::format(
      " {}  the book re-priced at spot {}, at other times and with every volatility moved by so many points; $ per 1 "
      "%\n"
      " move. FLOW: $ of stock dealers trade to get there, at spot and 2 % either side; + bought. Expired contracts\n"
      " settle.{}\n\n",
      report.symbol, grouped(report.spot.value()),
      cube.vol_beta == 0 ? "" : fmt::format(" Volatilities move by {:g} points a 1 % fall too.", cube.vol_beta));
  return market::in_money_of(report.calendar->rules(), text + table.render(style));
}

std::string scenario_csv_header() {
  return csv_record({"symbol", "as_of", "time", "at", "vol_points", "spot", "net_gex_usd_per_1pct", "net_dex_usd",
                     "flow_shares", "gamma_shares", "vanna_shares", "charm_shares", "cross_shares", "residual_shares"});
}

std::string scenario_csv(const engine::Analysis& analysis, const engine::ScenarioCube& cube) {
  const std::string as_of = market::to_string(analysis.report.as_of);
  std::string text;
  for (const ScenarioSlice& slice : cube.slices) {
    for (const ScenarioNode& node : slice.nodes) {
      std::vector<std::string> cells{analysis.report.symbol, as_of, slice.time.name, market::to_string(slice.time.at)};
      const auto& flow = node.flow;
      for (const double number :
           {slice.vol_points, node.spot.value(), node.net_gex.value(), node.net_dex.value(), flow.total.value(),
            flow.gamma.value(), flow.vanna.value(), flow.charm.value(), flow.cross.value(), flow.residual.value()})
        cells.push_back(fmt::format("{}", number));
      text += csv_record(cells);
    }
  }
  return text;
}

std::string scenario_json(const engine::Analysis& analysis, const engine::ScenarioCube& cube, int indent) {
  const auto& report = analysis.report;
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.scenario/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.field("positioning", to_string(analysis.book.positioning)).field("vol_beta", cube.vol_beta);
  json.key("slices").begin_array();
  for (const ScenarioSlice& slice : cube.slices) write_slice(json, slice);
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::exports
