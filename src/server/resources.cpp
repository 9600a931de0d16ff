#include "server/resource.h"

namespace gammafield::server {

using http::Access;
using http::Method;

desk::Moment clock_of(const House& house, const Asked& asked) {
  return house.playing == nullptr ? asked.now : desk::Moment{house.playing->state(asked.now).at};
}

std::span<const Resource> resources() {
  static constexpr Resource table[] = {
      {{Method::get, "/v1/health", Access::anybody}, Place::at_once, health},
      {{Method::get, "/v1/ready", Access::anybody}, Place::at_once, ready},
      {{Method::get, "/v1/version", Access::anybody}, Place::at_once, version},
      {{Method::get, "/v1/openapi.json", Access::anybody}, Place::at_once, openapi},
      {{Method::get, "/v1/settings", Access::admin}, Place::at_once, settings},
      {{Method::get, "/v1/options", Access::read}, Place::at_once, options},
      {{Method::get, "/v1/symbols", Access::read}, Place::at_once, symbols},
      {{Method::get, "/v1/report/{symbol}", Access::read}, Place::kept, report},
      {{Method::get, "/v1/report/{symbol}/at", Access::read}, Place::archivist, recorded_report},
      {{Method::get, "/v1/levels/{symbol}", Access::read}, Place::kept, levels},
      {{Method::get, "/v1/profile/{symbol}", Access::read}, Place::kept, profile},
      {{Method::get, "/v1/strikes/{symbol}", Access::read}, Place::kept, strikes},
      {{Method::get, "/v1/surface/{symbol}", Access::read}, Place::kept, surface},
      {{Method::get, "/v1/map/{symbol}", Access::read}, Place::kept, strike_map},
      {{Method::get, "/v1/scenario/{symbol}", Access::read}, Place::kept, scenario},
      {{Method::get, "/v1/explain/{symbol}/{level}", Access::read}, Place::kept, explain},
      {{Method::get, "/v1/inspect/{symbol}", Access::read}, Place::kept, inspect},
      {{Method::get, "/v1/bands/{symbol}", Access::read}, Place::kept, bands},
      {{Method::get, "/v1/session/{symbol}", Access::read}, Place::kept, session},
      {{Method::get, "/v1/chart/{symbol}", Access::read}, Place::kept, chart},
      {{Method::get, "/v1/brief/{symbol}", Access::read}, Place::archivist, brief_page},
      {{Method::get, "/v1/history/{symbol}", Access::read}, Place::archivist, history},
      {{Method::get, "/v1/events/{symbol}", Access::read}, Place::archivist, events},
      {{Method::get, "/v1/times/{symbol}", Access::read}, Place::archivist, times},
      {{Method::get, "/v1/compare/{symbol}", Access::read}, Place::archivist, compare},
      {{Method::get, "/v1/sessions/{symbol}", Access::read}, Place::archivist, sessions},
      {{Method::get, "/v1/bars/{symbol}", Access::read}, Place::archivist, bars},
      {{Method::get, "/v1/field/{symbol}", Access::read}, Place::archivist, field},
      {{Method::get, "/v1/alerts", Access::read}, Place::worker, alerts_log},
      {{Method::post, "/v1/alerts/test", Access::admin}, Place::worker, test_alert},
      {{Method::get, "/v1/laboratory", Access::read}, Place::worker, laboratory_list},
      {{Method::get, "/v1/laboratory/{scenario}", Access::read}, Place::worker, laboratory_run},
      {{Method::get, "/v1/research", Access::read}, Place::archivist, research_list},
      {{Method::get, "/v1/research/{study}", Access::read}, Place::archivist, research_result},
      {{Method::get, "/v1/base-rates/{symbol}", Access::read}, Place::archivist, base_rates},
      {{Method::get, "/v1/replay", Access::read}, Place::at_once, played},
      {{Method::post, "/v1/replay", Access::admin}, Place::at_once, play},
      {{Method::get, "/compat/gexbot/{symbol}/classic/{category}", Access::read}, Place::kept, gexbot},
  };
  return table;
}

}  // namespace gammafield::server
