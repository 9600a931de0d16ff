#include "base/json_writer.h"
#include "laboratory/walkthrough_text.h"

namespace gammafield::laboratory {
namespace {

using base::JsonWriter;
using hedging::MoveEffect;
using hedging::WalkStep;
using hedging::Walkthrough;

void write_effect(JsonWriter& json, MoveEffect effect) {
  json.key("effect");
  effect == MoveEffect::none ? json.null() : json.value(to_string(effect));
}

void write_step(JsonWriter& json, const WalkStep& step) {
  json.begin_object().field("what", std::string_view{step.move.what}).field("spot", step.move.spot.value());
  json.field("delta", step.delta.value()).field("options_delta_shares", step.options_delta.value());
  json.field("net_before_shares", step.net_before.value()).field("trade_shares", step.trade.value());
  json.field("hedge_shares", step.hedge.value()).field("options_gain_usd", step.options_gain.value());
  json.field("hedge_gain_usd", step.hedge_gain.value());
  write_effect(json, step.effect);
  json.key("text_hedge_shares");
  step.move.holds ? json.value(step.move.holds->value()) : json.null();
  json.end_object();
}

void write_story(JsonWriter& json, const Walkthrough& story, hedging::Deltas deltas) {
  const bool by_model = deltas == hedging::Deltas::model && story.model;
  json.begin_object().field("name", std::string_view{story.name}).field("title", std::string_view{story.title});
  json.field("source", std::string_view{story.source}).field("deltas", by_model ? "model" : "text");
  json.field("dealer_contracts", story.contracts.value());
  json.field("right", story.right == market::Right::call ? "call" : "put");
  json.key("steps").begin_array();
  for (const WalkStep& step : hedging::walk(story, deltas)) write_step(json, step);
  json.end_array().end_object();
}

void write_verdict(JsonWriter& json, const hedging::Verdict& verdict) {
  json.begin_object().field("id", std::string_view{verdict.id}).field("source", std::string_view{verdict.source});
  json.field("says", std::string_view{verdict.says}).field("follows", std::string_view{verdict.follows});
  json.key("trade_shares");
  verdict.trade.value() == 0 ? json.null() : json.value(verdict.trade.value());
  write_effect(json, verdict.effect);
  json.field("holds", verdict.holds).end_object();
}

}  // namespace

std::string walkthrough_json(const Walkthroughs& told, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.walkthrough/1").key("walkthroughs").begin_array();
  for (const auto& story : told.stories) write_story(json, story, told.deltas);
  json.end_array().key("claims").begin_array();
  for (const auto& verdict : told.verdicts) write_verdict(json, verdict);
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::laboratory
