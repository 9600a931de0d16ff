#include "studies/base_rates.h"

#include <array>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "statistics/walk.h"
#include "studies/estimate_json.h"

namespace gammafield::studies {
namespace {

using levels::Side;
using research::WallBasis;
using session::WallState;

/// Which figure of which study is of walls in this state.
struct Kind {
  WallState state;
  std::string_view asks, lasts, study, measure;
  double walk;
};

std::array<Kind, 3> kinds() {
  return {Kind{WallState::holding, "touches decided within the hour", "held", "hit_rate", "hit_rate", 0.5},
          Kind{WallState::tested, "breaks", "lasted 20 minutes", "break_labels", "real_share",
               statistics::walk_label_rates().real},
          Kind{WallState::broken, "breaks that lasted 20 minutes", "lasted an hour", "break_labels", "lasts_an_hour",
               statistics::still_beyond(60) / statistics::still_beyond(20)}};
}

WallBasis basis_of(levels::Basis basis) {
  switch (basis) {
    case levels::Basis::net: return WallBasis::net;
    case levels::Basis::gross: return WallBasis::gross;
    case levels::Basis::absolute: break;
  }
  return WallBasis::absolute;
}

std::optional<WallBasis> basis_of(levels::PutWallRule rule) {
  switch (rule) {
    case levels::PutWallRule::most_negative_net: return WallBasis::net;
    case levels::PutWallRule::gross_put: return WallBasis::gross;
    case levels::PutWallRule::absolute: return WallBasis::absolute;
    case levels::PutWallRule::max_positive_below: break;
  }
  return std::nullopt;
}

bool is_of(const KeptCell& cell, const Kind& kind, std::string_view symbol, Side side, WallBasis basis) {
  const auto rule = key_of(cell, "rule");
  return cell.measure == kind.measure && key_of(cell, "symbol") == symbol &&
         key_of(cell, "side") == research::to_string(side) && key_of(cell, "basis") == research::to_string(basis) &&
         (rule.empty() || rule == "race");
}

void take_better(BaseRate& rate, const KeptResult& study, const KeptCell& cell) {
  if (rate.cell && rate.cell->events.value_or(0) >= cell.events.value_or(0)) return;
  rate.study = &study;
  rate.cell = &cell;
}

using base::JsonWriter;

void write_text(JsonWriter& json, std::string_view name, std::optional<std::string_view> text) {
  text ? json.field(name, *text) : json.null_field(name);
}

void write_measured(JsonWriter& json, const KeptCell& cell) {
  write_estimate(json, "figure", cell.figure);
  write_text(json, "figure_reason", cell.figure ? std::nullopt : std::optional<std::string_view>(cell.figure_reason));
  json.field("events", cell.events).field("days", cell.days);
  const auto& first = cell.first;
  write_text(json, "against_text", first ? std::optional<std::string_view>(first->against) : std::nullopt);
  write_estimate(json, "difference", first ? first->difference : std::nullopt);
  write_text(json, "verdict", first ? std::optional<std::string_view>(first->verdict) : std::nullopt);
  write_text(json, "verdict_text", first ? std::optional<std::string_view>(first->verdict_text) : std::nullopt);
}

void write_not_measured(JsonWriter& json, std::string_view symbol) {
  json.null_field("figure").field("figure_reason",
                                  std::string_view{fmt::format("no study of walls of {} is kept here", symbol)});
  for (const auto* name : {"events", "days", "against_text", "difference", "verdict", "verdict_text"})
    json.null_field(name);
}

void write(JsonWriter& json, const BaseRate& rate, std::string_view symbol) {
  json.begin_object().field("side", research::to_string(rate.side)).field("state", session::to_string(rate.state));
  json.field("asks", rate.asks).field("lasts", rate.lasts).field("walk", rate.walk);
  rate.cell ? write_measured(json, *rate.cell) : write_not_measured(json, symbol);
  write_text(json, "study", rate.study ? std::optional<std::string_view>(rate.study->name) : std::nullopt);
  json.end_object();
}

}  // namespace

WallBases wall_bases(const levels::LevelSettings& settings) {
  const bool above = settings.call_wall_side == levels::CallWallSide::above;
  return {above ? std::optional(basis_of(settings.call_basis)) : std::nullopt, basis_of(settings.put_wall_rule)};
}

std::vector<BaseRate> base_rates(std::span<const ResultFile> results, std::string_view symbol, const WallBases& bases) {
  std::vector<BaseRate> rates;
  for (const auto side : {Side::call, Side::put}) {
    const auto basis = side == Side::call ? bases.call : bases.put;
    for (const auto& kind : kinds()) {
      BaseRate rate{.side = side, .state = kind.state, .asks = kind.asks, .lasts = kind.lasts, .walk = kind.walk};
      for (const auto& [study, made_at] : results) {
        if (study.kind != kind.study || !basis) continue;
        for (const auto& cell : study.cells) {
          if (is_of(cell, kind, symbol, side, *basis)) take_better(rate, study, cell);
        }
      }
      rates.push_back(rate);
    }
  }
  return rates;
}

std::string base_rates_json(std::string_view symbol, const std::vector<BaseRate>& rates) {
  JsonWriter json;
  json.begin_object().field("symbol", symbol).key("rates").begin_array();
  for (const auto& rate : rates) write(json, rate, symbol);
  return json.end_array().end_object().take();
}

}  // namespace gammafield::studies
