#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.h"
#include "server/form.h"
#include "server/resource.h"

/// The day that is played: where it stands, and how it goes on.
namespace gammafield::server {

namespace dom = simdjson::dom;
using http::problem;
using http::Response;

namespace {

constexpr std::string_view expected = "a JSON object of speed (number), paused (true or false), at (an instant)";

Response live() { return problem(404, "nothing is played here: what is shown comes from a feed"); }

Response told(const desk::Playing::State& state) {
  base::JsonWriter json;
  json.begin_object().field("from", market::to_string(state.from)).field("to", market::to_string(state.to));
  json.field("at", market::to_string(state.at)).field("speed", state.speed).field("paused", state.paused);
  json.field("over", state.at >= state.to).end_object();
  return answered(Form::json, json.take());
}

/// None: not as `expected` says.
std::optional<desk::Playing::Change> change_of(const std::string& body) {
  dom::parser parser;
  dom::object given;
  if (parser.parse(body).get(given) != simdjson::SUCCESS) return std::nullopt;
  desk::Playing::Change change;
  for (const auto [name, value] : given) {
    if (name == "speed" && value.is_number()) {
      change.speed = static_cast<double>(value.get_double());
    } else if (name == "paused" && value.is_bool()) {
      change.paused = static_cast<bool>(value.get_bool());
    } else if (name == "at" && value.is_string()) {
      change.at = market::parse_instant(std::string_view{value.get_string()});
      if (!change.at) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return change;
}

}  // namespace

Response played(const House& house, const Asked& asked) {
  return house.playing == nullptr ? live() : told(house.playing->state(asked.now));
}

Response play(const House& house, const Asked& asked) {
  if (house.playing == nullptr) return live();
  const auto change = change_of(asked.request.body);
  if (!change) return problem(400, expected);
  if (const auto refusal = house.playing->change(*change, asked.now)) return problem(409, refusal->message);
  return told(house.playing->state(asked.now));
}

}  // namespace gammafield::server
