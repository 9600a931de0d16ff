#include "studies/result_json.h"

#include "base/json_writer.h"
#include "studies/estimate_json.h"
#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

using base::JsonWriter;
using research::Cell;
using research::Comparison;
using statistics::Estimate;

std::string as_it_is(std::string_view text) { return std::string{text}; }

void write_text(JsonWriter& json, std::string_view name, std::string_view text) { json.field(name, text); }

/// `name`: null without an estimate, and then `name_reason` says why.
void write_estimate_or_reason(JsonWriter& json, const std::string& name, const std::optional<Estimate>& estimate,
                              std::string_view reason) {
  write_estimate(json, name, estimate);
  estimate ? json.null_field(name + "_reason") : json.field(name + "_reason", reason);
}

void write_tested(JsonWriter& json, const Comparison& comparison) {
  const auto& tested = comparison.tested;
  const auto or_null = [&](std::string_view name, double value) {
    tested ? json.field(name, value) : json.null_field(name);
  };
  write_estimate_or_reason(json, "difference", tested ? std::optional{tested->figure} : std::nullopt,
                           "too few days to compare, or one or two of them make all of it");
  or_null("standard_error", tested ? tested->standard_error : 0);
  or_null("p", tested ? tested->p : 1);
  or_null("p_adjusted", comparison.p_adjusted);
  or_null("p_max", tested ? tested->p_max : 1);
}

void write_comparison(JsonWriter& json, const Comparison& raw, const Cell& cell, const Comparison& in_words,
                      const research::InferenceRule& rule) {
  json.begin_object().field("against", std::string_view{raw.against});
  write_text(json, "against_text", in_words.against);
  json.field("primary", is_primary(cell, in_words)).field("days", raw.days_with);
  write_tested(json, in_words);  // which has left out what is no number
  json.field("detectable_difference", raw.detectable).field("days_needed", raw.days_needed);
  json.key("reach_reason");
  raw.detectable&& raw.days_needed ? json.null() : json.value("no standard error to tell it from");
  json.field("verdict", to_string(raw.verdict));
  write_text(json, "verdict_text", verdict_text(in_words, rule));
  json.end_object();
}

void write_cell(JsonWriter& json, const Cell& cell, const Cell& in_words, const research::InferenceRule& rule) {
  json.begin_object().key("keys").begin_array();
  for (const auto& [key, value] : cell.keys) {
    json.begin_object().field("key", std::string_view{key}).field("value", std::string_view{value}).end_object();
  }
  json.end_array().field("primary", cell.primary).field("measure", std::string_view{cell.measure});
  json.field("unit", cell.is_share ? "share of events, 0 to 1" : "the measure's own");
  json.field("days", cell.days).key("events");
  if (cell.is_share) {
    json.value(cell.weight);
  } else {
    json.null().field("events_reason", "not a share of events");
  }
  write_estimate_or_reason(json, "figure", in_words.figure, no_figure_text(cell));
  json.key("counts").begin_array();
  for (const auto& [name, count] : cell.counts) {
    json.begin_object().field("name", std::string_view{name}).field("count", count).end_object();
  }
  json.end_array().key("comparisons").begin_array();
  for (std::size_t i = 0; i < cell.comparisons.size(); ++i)
    write_comparison(json, cell.comparisons[i], in_words, in_words.comparisons[i], rule);
  json.end_array().end_object();
}

void write_rule(JsonWriter& json, const research::InferenceRule& rule) {
  json.key("rule").begin_object().field("matters", rule.matters).field("fewest_days", rule.fewest_days);
  json.field("size", rule.size).field("false_discoveries", rule.false_discoveries);
  json.field("confidence", rule.bootstrap.confidence).field("resamples", rule.bootstrap.resamples);
  json.field("mean_block_days", rule.bootstrap.mean_block);
  json.field("seed", std::to_string(rule.bootstrap.seed));  // text: a number would lose digits beyond 2^53
  json.end_object();
}

void write_selection(JsonWriter& json, const std::optional<research::Selection>& selection) {
  if (!selection) {
    json.null_field("selection").field("selection_reason", "fewer than two shares were tried");
    return;
  }
  json.key("selection").begin_object().field("cells", selection->cells);
  json.field("events_each_median", static_cast<std::int64_t>(selection->events));
  json.field("true_share", selection->rate);
  json.field("best_share_half_the_time", selection->best_half_the_time).end_object();
  json.null_field("selection_reason");
}

void write_figure(JsonWriter& json, const Figure& figure) {
  json.begin_object().field("title", std::string_view{figure.title});
  json.field("x_label", std::string_view{figure.x_label}).field("y_label", std::string_view{figure.y_label});
  json.field("stepped", figure.stepped).key("curves").begin_array();
  for (const auto& curve : figure.curves) {
    json.begin_object().field("name", std::string_view{curve.name}).field("reference", curve.reference);
    json.key("points").begin_array();
    for (const auto& [x, y] : curve.points) {
      json.begin_object().field("x", x).field("y", y.value).field("low", y.low).field("high", y.high).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

void write_trades(JsonWriter& json, const std::vector<Trading>& trades) {
  json.key("trades").begin_array();
  for (const auto& trade : trades) {
    json.begin_object().field("symbol", std::string_view{trade.symbol});
    json.field("entered", market::to_string(trade.entered)).field("left", market::to_string(trade.left));
    json.field("entry_reason", std::string_view{trade.entry_reason});
    json.field("exit_reason", std::string_view{trade.exit_reason});
    json.field("gross_percent", trade.gross).field("cost_percent", trade.cost).end_object();
  }
  json.end_array();
}

void write_sources(JsonWriter& json, const StudyResult& result) {
  json.key("choices").begin_array();
  for (const auto& [key, value] : result.choices) {
    json.begin_object().field("key", std::string_view{key}).field("value", std::string_view{value}).end_object();
  }
  json.end_array().key("data").begin_array();
  for (const auto& [name, what] : result.data) {
    json.begin_object().field("name", std::string_view{name}).field("what", std::string_view{what}).end_object();
  }
  json.end_array().key("days_left_out").begin_array();
  for (const auto& [symbol, session, reason] : result.left_out) {
    json.begin_object().field("symbol", std::string_view{symbol}).field("session", std::string_view{session});
    json.field("reason", std::string_view{reason}).end_object();
  }
  json.end_array();
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const auto& text : texts) json.value(std::string_view{text});
  json.end_array();
}

}  // namespace

std::string result_json(const StudyResult& result, int indent) {
  const StudyResult in_words = told(result, as_it_is);
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.study/1");
  write_text(json, "name", result.name);
  write_text(json, "kind", result.kind);
  write_text(json, "title", in_words.title);
  write_text(json, "question", result.question);
  write_text(json, "measure_text", result.measure_text);
  write_text(json, "answer", answer(in_words));
  write_text(json, "tried_text", tried_sentence(in_words));
  json.field("comparisons_tried", result.findings.comparisons_tried);
  write_selection(json, result.findings.selection);
  write_rule(json, result.rule);
  json.key("cells").begin_array();
  const auto& cells = result.findings.cells;
  for (std::size_t i = 0; i < cells.size(); ++i) write_cell(json, cells[i], in_words.findings.cells[i], result.rule);
  json.end_array().key("figures").begin_array();
  for (const auto& figure : result.figures) write_figure(json, figure);
  json.end_array();
  write_trades(json, result.trades);
  write_sources(json, result);
  write_texts(json, "cautions", result.cautions);
  write_texts(json, "reading_notes", reading_notes(in_words));
  write_text(json, "note", not_advice);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::studies
