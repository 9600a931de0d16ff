#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "laboratory/run_output.h"

namespace gammafield::laboratory {
namespace {

using base::JsonWriter;
using hedging::DealerStep;
using hedging::Path;
using hedging::Step;

template <class Value>
void write_column(JsonWriter& json, std::string_view name, const Path& path, const Value& value) {
  json.key(name).begin_array();
  for (const Step& step : path.steps) json.value(value(step));
  json.end_array();
}

void write_dealer(JsonWriter& json, const std::string& name, const Path& path, std::size_t dealer) {
  const auto column = [&](std::string_view of, auto member) {
    write_column(json, of, path, [&](const Step& step) { return (step.dealers[dealer].*member).value(); });
  };
  json.begin_object().field("name", std::string_view{name});
  column("options_delta_shares", &DealerStep::options_delta);
  column("net_before_shares", &DealerStep::net_before);
  column("trade_shares", &DealerStep::trade);
  column("hedge_shares", &DealerStep::hedge);
  column("cost_usd", &DealerStep::cost);
  json.end_object();
}

}  // namespace

std::string path_json(const hedging::Scenario& scenario, const Path& path, int indent) {
  JsonWriter json{indent};
  json.begin_object();
  write_column(json, "minutes", path, [](const Step& step) { return step.minute.value(); });
  write_column(json, "spot_usd", path, [](const Step& step) { return step.spot.value(); });
  write_column(json, "spot_without_dealers_usd", path, [](const Step& step) { return step.without_dealers.value(); });
  write_column(json, "hedging_usd", path, [](const Step& step) { return step.hedging.value(); });
  write_column(json, "flow_usd", path, [](const Step& step) { return step.flow.value(); });
  write_column(json, "stressed", path, [](const Step& step) { return step.stressed; });
  json.key("dealers").begin_array();
  for (std::size_t i = 0; i < scenario.dealers.size(); ++i) write_dealer(json, scenario.dealers[i].name, path, i);
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::laboratory
