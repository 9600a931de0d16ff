#include "server/update.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "market/date.h"

namespace gammafield::server {
namespace {

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

/// The open object of a message, without its last brace.
std::string head_of(const desk::Standing& standing, std::string_view type) {
  base::JsonWriter json;
  json.begin_object();
  json.field("type", type)
      .field("symbol", standing.report().symbol)
      .field("sequence", static_cast<std::int64_t>(standing.sequence()));
  json.field("as_of", market::to_string(standing.report().as_of));
  json.field("data_delay_seconds", standing.delay_seconds());
  json.end_object();
  std::string text = json.take();
  text.pop_back();
  return text;
}

std::vector<desk::Part> changes(const Update& before, const Update& after) {
  auto changes = desk::patches_between(before.standing->report_json(), after.standing->report_json());
  if (before.profile != after.profile)
    changes.push_back({"profile", desk::patch_between(before.profile, after.profile, "/profile")});
  return changes;
}

}  // namespace

SharedUpdate update_of(desk::SharedStanding standing, const SharedUpdate& before, std::string profile) {
  auto update = std::make_shared<Update>();
  update->standing = std::move(standing);
  update->profile = std::move(profile);
  update->step = std::make_shared<const Step>(Step{update->sequence(), head_of(*update->standing, "delta"),
                                                   before ? changes(*before, *update) : std::vector<desk::Part>{}});
  return update;
}

std::string pushed_profile(const engine::Analysis& analysis) {
  constexpr double reach = 0.10;
  constexpr std::size_t points = 81;
  const double spot = analysis.report.spot.value();
  base::JsonWriter json;
  json.begin_array();
  for (const auto& point : analysis.curve(market::Spot{spot * (1 - reach)}, market::Spot{spot * (1 + reach)}, points)) {
    json.begin_array();
    json.value(point.spot.value()).value(point.net.value());
    json.end_array();
  }
  json.end_array();
  return json.take();
}

const std::vector<std::string>& part_names() {
  static const std::vector<std::string> names{"assumptions",   "exposure",     "levels",  "open_interest",
                                              "expected_move", "regime",       "session", "bands",
                                              "inputs",        "data_quality", "profile"};
  return names;
}

std::string report_message(const Update& update, const std::vector<std::string>& wanted, std::uint64_t conflated) {
  std::vector<desk::Part> parts = desk::parts_of(update.standing->report_json());
  parts.push_back({"profile", update.profile});
  const auto& named = part_names();
  std::erase_if(parts, [&](const desk::Part& part) {
    const bool scalar = std::ranges::find(named, part.name) == named.end();
    return !scalar && !is_wanted(wanted, part.name);
  });
  return fmt::format(R"({},"conflated":{},"report":{}}})", head_of(*update.standing, "report"), conflated,
                     desk::joined(parts));
}

std::string delta_message(const Step& step, const std::vector<std::string>& wanted) {
  std::string operations;
  const auto& named = part_names();
  for (const desk::Part& change : step.changes) {
    const bool scalar = std::ranges::find(named, change.name) == named.end();
    if (!scalar && !is_wanted(wanted, change.name)) continue;
    if (!operations.empty()) operations += ',';
    operations += change.text;
  }
  return fmt::format(R"({},"base":{},"patch":[{}]}})", step.head, step.sequence - 1, operations);
}

}  // namespace gammafield::server
