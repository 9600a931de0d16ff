#include "base/json_writer.h"
#include "studies/judged_ladder_output.h"

namespace gammafield::studies {
namespace {

using base::JsonWriter;
using statistics::Estimate;

void write(JsonWriter& json, std::string_view name, const std::optional<Estimate>& estimate) {
  if (!estimate) {
    json.null_field(name);
    return;
  }
  json.key(name).begin_object().field("value", estimate->value).field("low", estimate->low);
  json.field("high", estimate->high).end_object();
}

template <class T, class Get>
std::optional<Estimate> of(const std::optional<T>& maybe, Get get) {
  return maybe ? std::optional<Estimate>((*maybe).*get) : std::nullopt;
}

void write_rung(JsonWriter& json, const learning::RungJudged& rung) {
  json.begin_object().field("name", std::string_view{rung.name});
  write(json, "auc", of(rung.auc, &learning::Auc::area));
  write(json, "auc_by_days", rung.auc_by_days);
  json.field("log_loss", rung.log_loss).field("brier", rung.brier);
  json.key("brier_parts").begin_object().field("reliability", rung.brier_parts.reliability);
  json.field("resolution", rung.brier_parts.resolution).field("uncertainty", rung.brier_parts.uncertainty).end_object();
  json.field("calibration_error", rung.calibration_error);
  write(json, "calibration_intercept", of(rung.recalibration, &learning::Recalibration::intercept));
  write(json, "calibration_slope", of(rung.recalibration, &learning::Recalibration::slope));
  json.key("reliability").begin_array();
  for (const auto& bin : rung.reliability) {
    json.begin_object().field("forecast", bin.forecast).field("cases", bin.n);
    write(json, "happened", bin.happened);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_against(JsonWriter& json, const learning::AgainstReference& rung) {
  json.begin_object().field("name", std::string_view{rung.name});
  write(json, "log_loss_improvement", of(rung.log_loss, &statistics::Tested::figure));
  write(json, "auc_difference", of(rung.auc, &learning::AucDifference::difference));
  write(json, "auc_difference_by_days", rung.auc_by_days);
  json.field("days_needed", rung.days_needed).field("verdict", to_string(rung.verdict)).end_object();
}

void write_landmark(JsonWriter& json, const LandmarkAreas& landmark) {
  json.begin_object().field("minutes", landmark.landmark).field("cases", landmark.cases);
  json.field("happened", landmark.happened).key("auc").begin_object();
  for (std::size_t i = 0; i < landmark.areas.size(); ++i) json.field(break_rungs.at(i), landmark.areas[i]);
  json.end_object().end_object();
}

void write_part(JsonWriter& json, std::string_view name, const std::optional<JudgedPart>& part) {
  if (!part) {
    json.null_field(name);
    return;
  }
  json.key(name).begin_object().field("first", std::string_view{market::to_string(part->first)});
  json.field("last", std::string_view{market::to_string(part->last)}).field("days", part->ladder.days);
  json.field("attempts", part->attempts).field("cases", part->ladder.cases).field("happened", part->ladder.happened);
  json.key("rungs").begin_array();
  for (const auto& rung : part->ladder.rungs) write_rung(json, rung);
  json.end_array().key("against_walk").begin_array();
  for (const auto& rung : part->ladder.against) write_against(json, rung);
  json.end_array().key("landmarks").begin_array();
  for (const auto& landmark : part->landmarks) write_landmark(json, landmark);
  json.end_array().end_object();
}

}  // namespace

std::string ladder_json(const JudgedLadder& judged, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.ladder/1").field("name", std::string_view{judged.name});
  json.key("verdicts").begin_object();
  for (const auto rung : break_rungs) {
    if (const auto verdict = verdict_on(judged, rung)) json.field(rung, to_string(*verdict));
  }
  json.end_object().key("says").begin_array();
  for (const auto& sentence : verdict_sentences(judged)) json.value(std::string_view{sentence});
  json.end_array().key("rule").begin_object();
  json.field("confidence", judged.rule.bootstrap.confidence).field("resamples", judged.rule.bootstrap.resamples);
  json.field("mean_block_days", judged.rule.bootstrap.mean_block);
  json.field("seed", std::string_view{std::to_string(judged.rule.bootstrap.seed)});
  json.field("fewest_days", judged.rule.days_min).field("fewest_of_each_outcome", judged.rule.each_outcome_min);
  json.field("worthwhile", judged.rule.worthwhile).end_object();
  write_part(json, "folds", judged.folds);
  write_part(json, "holdout", judged.holdout);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::studies
