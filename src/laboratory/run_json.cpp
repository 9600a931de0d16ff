#include "base/json_writer.h"
#include "laboratory/run_known.h"
#include "laboratory/run_output.h"
#include "laboratory/run_theory.h"

namespace gammafield::laboratory {
namespace {

using base::JsonWriter;
using hedging::Compared;
using statistics::Estimate;

constexpr double percent = 100;

void write_estimate(JsonWriter& json, std::string_view name, const Estimate& estimate, double scale = 1) {
  json.key(name).begin_object().field("value", scale * estimate.value);
  json.field("low", scale * estimate.low).field("high", scale * estimate.high).end_object();
}

/// Null where there is none.
void write_known(JsonWriter& json, std::string_view name, bool known, const Estimate& estimate, double scale) {
  known ? write_estimate(json, name, estimate, scale) : static_cast<void>(json.null_field(name));
}

/// `change`: what the change is called; a ratio is not scaled.
void write_compared(JsonWriter& json, std::string_view name, const Compared& compared, std::string_view change,
                    double scale, const Known& known = {}) {
  json.key(name).begin_object();
  write_known(json, "with", known.with, compared.with, scale);
  write_known(json, "without", known.without, compared.without, scale);
  write_known(json, change, known.change, compared.change, change == "ratio" ? 1 : scale);
  json.key("reason");
  known.change ? json.null() : json.value("nothing to compare: on one side it is 0, or never happened");
  json.end_object();
}

std::string_view side_name(const hedging::Level& level) { return level.from_below ? "below" : "above"; }

void write_scenario(JsonWriter& json, const hedging::Scenario& scenario) {
  json.key("scenario").begin_object().field("name", std::string_view{scenario.name});
  json.field("title", std::string_view{scenario.title}).field("what", std::string_view{scenario.what});
  json.field("spot_usd", scenario.spot.value()).field("minutes", scenario.minutes.value());
  json.field("step_minutes", scenario.step.value()).field("start_minute", scenario.starts.value());
  json.field("noise_volatility_pct", percent * scenario.noise.volatility.value());
  json.field("permanent_impact_per_usd", scenario.impact.permanent.value());
  json.field("transient_impact_per_usd", scenario.impact.transient.value()).key("dealers").begin_array();
  for (const auto& dealer : scenario.dealers) {
    json.begin_object().field("name", std::string_view{dealer.name}).field("positions", dealer.book.positions.size());
    const hedging::Minutes start{0};
    json.field("net_gex_usd_per_1pct", gamma_exposure(dealer.book, scenario.spot, start).value());
    json.field("net_gex_listed_usd_per_1pct", gamma_exposure(dealer.book, scenario.spot, start, false).value());
    json.field("lag_steps", static_cast<std::int64_t>(dealer.lag)).end_object();
  }
  json.end_array().end_object();
}

void write_pin(JsonWriter& json, const hedging::Scenario& scenario, const hedging::Outcome& outcome) {
  if (!scenario.pin) {
    json.null_field("pinned_share").field("pinned_share_reason", "the scenario has no pin");
    return;
  }
  write_compared(json, "pinned_share", outcome.pinned, "difference", 1);
  json.null_field("pinned_share_reason");
}

void write_level(JsonWriter& json, const hedging::LevelOutcome& level) {
  json.begin_object().field("name", std::string_view{level.level.name});
  json.field("price_usd", level.level.price.value()).field("from", side_name(level.level));
  write_compared(json, "touched_share", level.touched, "difference", 1);
  write_compared(json, "held_share", level.held, "difference", 1, known_races(level));
  json.field("races_decided_with", level.decided_with).field("races_decided_without", level.decided_without);
  write_compared(json, "ends_beyond_share", level.ends_beyond, "difference", 1);
  json.end_object();
}

void write_dealer(JsonWriter& json, const hedging::DealerOutcome& dealer) {
  json.begin_object().field("name", std::string_view{dealer.name});
  write_estimate(json, "gamma_usd", dealer.gamma);
  write_estimate(json, "theta_usd", dealer.theta);
  write_estimate(json, "vega_usd", dealer.vega);
  write_estimate(json, "delta_usd", dealer.delta);
  write_estimate(json, "carry_usd", dealer.carry);
  write_estimate(json, "cost_usd", dealer.cost);
  write_estimate(json, "residual_usd", dealer.residual);
  write_estimate(json, "total_usd", dealer.total);
  write_estimate(json, "total_sd_usd", dealer.total_sd);
  write_estimate(json, "trades", dealer.trades);
  write_estimate(json, "turnover_shares", dealer.turnover);
  json.end_object();
}

void write_quantiles(JsonWriter& json, std::string_view name, const double (&spots)[5]) {
  json.key(name).begin_array();
  for (const double spot : spots) json.value(spot);
  json.end_array();
}

void write_fan(JsonWriter& json, const hedging::Outcome& outcome) {
  json.key("fan_quantiles_pct").begin_array();
  for (const int quantile : {5, 25, 50, 75, 95}) json.value(quantile);
  json.end_array().key("fan").begin_array();
  for (const auto& column : outcome.fan) {
    json.begin_object().field("minute", column.minute.value());
    write_quantiles(json, "with_usd", column.with);
    write_quantiles(json, "without_usd", column.without);
    json.end_object();
  }
  json.end_array();
}

void write_flow_at_price(JsonWriter& json, const hedging::Outcome& outcome) {
  json.key("flow_at_price").begin_array();
  for (const auto& bin : outcome.flow_at_price) {
    json.begin_object().field("from_usd", bin.from.value()).field("to_usd", bin.to.value());
    json.field("bought_usd", bin.bought.value()).field("sold_usd", bin.sold.value());
    json.field("minutes", bin.spent.value()).end_object();
  }
  json.end_array();
}

void write_feedback(JsonWriter& json, const hedging::Scenario& scenario, const hedging::Outcome& outcome) {
  json.key("theory").begin_object();
  json.field("net_gex_usd_per_1pct", outcome.feedback.gamma_exposure.value()).field("c", outcome.feedback.c);
  json.field("effective_volatility_ratio", outcome.effective_volatility_theory);
  const StepTheory steps = step_theory(scenario, outcome.feedback.c);
  json.field("step_volatility_ratio", steps.volatility_ratio).field("autocorrelation", steps.autocorrelation);
  json.field("pinned_share", pin_theory(scenario)).end_object();
}

}  // namespace

std::string run_json(const hedging::Scenario& scenario, const hedging::Outcome& outcome, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.hedge/1");
  write_scenario(json, scenario);
  json.field("paths", outcome.paths).field("seed", outcome.seed).field("steps", outcome.steps);
  write_feedback(json, scenario, outcome);
  write_compared(json, "realised_volatility_pct", outcome.realised_volatility, "ratio", percent,
                 known_ratio(outcome.realised_volatility));
  write_compared(json, "end_volatility_pct", outcome.end_volatility, "ratio", percent,
                 known_ratio(outcome.end_volatility));
  write_compared(json, "autocorrelation", outcome.autocorrelation, "difference", 1);
  write_compared(json, "lowest_pct", outcome.lowest, "difference", 1);
  write_compared(json, "highest_pct", outcome.highest, "difference", 1);
  write_pin(json, scenario, outcome);
  json.key("levels").begin_array();
  for (const auto& level : outcome.levels) write_level(json, level);
  json.end_array().key("dealers").begin_array();
  for (const auto& dealer : outcome.dealers) write_dealer(json, dealer);
  json.end_array().field("overshooting_share", outcome.overshooting_share);
  json.field("largest_imbalance", outcome.largest_imbalance);
  write_fan(json, outcome);
  write_flow_at_price(json, outcome);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::laboratory
