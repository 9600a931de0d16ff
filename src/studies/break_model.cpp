#include "studies/break_model.h"

#include <algorithm>
#include <array>
#include <cassert>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.h"
#include "base/list_file.h"

namespace gammafield::studies {
namespace {

using base::Refusal;
using base::RefusalKind;
using learning::Verdict;
using Element = simdjson::dom::element;

constexpr std::string_view schema = "gammafield.break_model/1", bare_logistic = "gammafield.logistic/1",
                           bare_trees = "gammafield.trees/1";

auto refused(std::string_view name, std::string_view what, RefusalKind kind = RefusalKind::input_rejected) {
  return base::failure(Refusal{kind, fmt::format("{}: {}", name, what)});
}

std::string text_of(Element of, std::string_view key) {
  std::string_view text;
  return of.is_object() && of.at_key(key).get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// A bare model: its rung is told by its schema.
base::Result<BreakModel, Refusal> read_bare(std::string_view json, std::string_view model_schema,
                                            std::string_view name) {
  BreakModel read;
  if (model_schema == bare_trees) {
    auto trees = learning::read_boosted_trees(json, name);
    if (!trees) return base::failure(trees.error());
    read.rung = "boosting";
    read.model = std::move(*trees);
    return read;
  }
  auto logistic = learning::read_logistic(json, name);  // refuses every other schema by its name
  if (!logistic) return base::failure(logistic.error());
  read.rung = "logistic";
  read.model = std::move(*logistic);
  return read;
}

std::optional<Verdict> verdict_of(std::string_view word) {
  constexpr std::array verdicts{Verdict::accepted, Verdict::not_better, Verdict::cannot_tell};
  const auto* found = std::ranges::find(verdicts, word, [](Verdict verdict) { return to_string(verdict); });
  return found == verdicts.end() ? std::nullopt : std::optional(*found);
}

void write_judged_by(base::JsonWriter& json, const JudgedLadder& judged) {
  const auto& part = judged.folds ? judged.folds : judged.holdout;
  json.key("judged_by").begin_object().field("name", std::string_view{judged.name});
  json.field("first", std::string_view{market::to_string(part->first)});
  json.field("last", std::string_view{market::to_string(part->last)});
  json.field("days", part->ladder.days).field("attempts", part->attempts).end_object();
}

}  // namespace

base::Result<std::string, Refusal> break_model_json(std::string_view model_json, std::string_view name,
                                                    const JudgedLadder& judged) {
  simdjson::dom::parser parser;
  Element root;
  if (const auto error = parser.parse(model_json.data(), model_json.size()).get(root))
    return refused(name, fmt::format("no model: {}", simdjson::error_message(error)));
  const auto read = read_bare(model_json, text_of(root, "schema"), name);
  if (!read) return base::failure(read.error());
  const auto verdict = verdict_on(judged, read->rung);
  if (!verdict)
    return refused(judged.name, fmt::format("no forecasts of the {} model", read->rung), RefusalKind::no_usable_data);
  base::JsonWriter json;
  json.begin_object().field("schema", schema).field("rung", std::string_view{read->rung});
  json.field("verdict", to_string(*verdict)).key("says").begin_array();
  for (const auto& sentence : verdict_sentences(judged)) {
    if (sentence.starts_with(read->rung)) json.value(std::string_view{sentence});
  }
  json.end_array();
  write_judged_by(json, judged);
  json.end_object();
  auto text = json.take();
  text.pop_back();  // the model goes in as it is: its reader made sure that it is one
  return text + ",\"model\":" + std::string(simdjson::minify(root)) + "}\n";
}

base::Result<BreakModel, Refusal> read_break_model(std::string_view text, std::string_view name) {
  simdjson::dom::parser parser;
  Element root, model;
  if (const auto error = parser.parse(text.data(), text.size()).get(root))
    return refused(name, fmt::format("no model: {}", simdjson::error_message(error)));
  const auto found = text_of(root, "schema");
  if (found == bare_logistic || found == bare_trees)
    return refused(name,
                   "a model that has not been judged; gammafield research model PREDICTIONS --model MODEL --save "
                   "JUDGED writes it with its verdict");
  if (found != schema)
    return refused(name, fmt::format("no model of schema {}, but of '{}'", schema, base::shown(found)));
  const auto verdict = verdict_of(text_of(root, "verdict"));
  if (!verdict) return refused(name, "a damaged model: verdict");
  if (root.at_key("model").get(model) != simdjson::SUCCESS) return refused(name, "a damaged model: model");
  auto read = read_bare(simdjson::minify(model), text_of(model, "schema"), name);
  if (!read) return read;
  if (text_of(root, "rung") != read->rung) return refused(name, "a damaged model: rung");
  read->verdict = *verdict;
  return read;
}

std::optional<Refusal> not_accepted(const BreakModel& model, std::string_view name) {
  if (model.verdict == Verdict::accepted) return std::nullopt;
  const auto* why = model.verdict == Verdict::not_better
                        ? "does not beat the walk out of sample"
                        : "has too few days behind it to tell whether it beats the walk";
  return Refusal{RefusalKind::no_usable_data,
                 fmt::format("{}: the {} model {}, so it scores nothing", name, model.rung, why)};
}

base::Result<double, Refusal> probability(const BreakModel& model, const research::LandmarkRow& row) {
  assert(model.verdict == Verdict::accepted);
  const auto inputs = research::model_inputs(row);
  std::vector<std::optional<double>> values;
  const auto find = [&](std::string_view name) {
    const auto found = std::ranges::find(inputs, name, &research::NamedValue::name);
    if (found != inputs.end()) values.push_back(found->value);
    return found != inputs.end();
  };
  const auto unknown = [&](std::string_view name) {
    return refused(model.rung, fmt::format("trained on a feature '{}' that attempts do not have", base::shown(name)));
  };
  if (const auto* logistic = std::get_if<learning::LogisticModel>(&model.model)) {
    for (const auto& feature : logistic->features) {
      if (!find(feature.name)) return unknown(feature.name);
    }
    return learning::probability(*logistic, values);
  }
  const auto& trees = std::get<learning::BoostedTrees>(model.model);
  for (const auto& feature : trees.features) {
    if (!find(feature)) return unknown(feature);
  }
  return learning::probability(trees, values);
}

}  // namespace gammafield::studies
