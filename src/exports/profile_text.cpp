#include "exports/profile_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/bar.h"
#include "exports/numerals.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using engine::ProfileNode;

/// The point of the curve nearest to spot is where the reader is.
std::size_t nearest_to_spot(const std::vector<ProfileNode>& points, market::Spot spot) {
  const auto apart = [&](const ProfileNode& point) { return std::abs(point.spot.value() - spot.value()); };
  return static_cast<std::size_t>(std::ranges::min_element(points, {}, apart) - points.begin());
}

std::string flip_line(const engine::Profile& profile) {
  if (profile.roots.empty()) return "";
  std::string text = " Crosses zero at";
  for (const auto& root : profile.roots)
    text += fmt::format(" {} ({})", grouped(root.price.value()), to_string(root.kind));
  return text + "\n";
}

/// A number, or nothing.
template <class Number>
std::string cell_of(const std::optional<Number>& number) {
  return number ? fmt::format("{}", number->value()) : "";
}

template <class Number>
void write_number(base::JsonWriter& json, std::string_view name, const std::optional<Number>& number) {
  if (number)
    json.field(name, number->value());
  else
    json.null_field(name);
}

std::string left_out(const engine::Report& report, const engine::Profile& profile) {
  if (!profile.settled_by) return "";
  return fmt::format(" Without what has settled by {}.\n", report.calendar->written(*profile.settled_by));
}

}  // namespace

std::string profile_text(const engine::Analysis& analysis, const engine::Profile& profile, const TextStyle& style) {
  const auto& report = analysis.report;
  const auto& points = profile.nodes;
  double largest = 0;
  for (const auto& point : points) largest = std::max(largest, std::abs(point.net_gex.value()));
  TextTable table{{"SPOT", "FROM SPOT", "NET GEX", "NET", ""},
                  {Align::right, Align::right, Align::right, Align::left, Align::left}};
  const auto here = nearest_to_spot(points, report.spot);
  for (std::size_t i = points.size(); i-- > 0;) {
    const auto& point = points[i];
    const Tone tone = point.net_gex.value() < 0 ? Tone::amplifying : Tone::dampening;
    table.add({{grouped(point.spot.value())},
               {signed_percent(100 * (point.spot.value() / report.spot.value() - 1), 1)},
               {signed_money(point.net_gex.value()), tone},
               {signed_bar(point.net_gex.value(), largest, 36), tone},
               {i == here ? "< spot" : "", Tone::strong}});
  }
  std::string text =
      fmt::format(" {}  net GEX re-priced over spot, $ per 1 % move; positions, time and volatilities frozen\n{}\n",
                  report.symbol, left_out(report, profile));
  return market::in_money_of(report.calendar->rules(), text + table.render(style) + flip_line(profile));
}

std::string profile_csv_header() {
  return csv_record(
      {"symbol", "as_of", "spot", "net_gex_usd_per_1pct", "net_vanna_usd_per_vol_point", "net_charm_usd_per_day"});
}

std::string profile_csv(const engine::Analysis& analysis, const engine::Profile& profile) {
  std::string text;
  for (const auto& point : profile.nodes) {
    text += csv_record({analysis.report.symbol, market::to_string(analysis.report.as_of),
                        fmt::format("{}", point.spot.value()), fmt::format("{}", point.net_gex.value()),
                        cell_of(point.net_vanna), cell_of(point.net_charm)});
  }
  return text;
}

std::string profile_json(const engine::Analysis& analysis, const engine::Profile& profile, int indent) {
  const auto& report = analysis.report;
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.profile/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.field("smile_dynamics", std::string_view{exposure::to_string(profile.dynamics)}).key("settled_by");
  profile.settled_by ? json.value(std::string_view{market::to_string(*profile.settled_by)}) : json.null();
  json.key("vanna_charm_reason");
  profile.no_vanna_charm ? json.value(to_string(*profile.no_vanna_charm)) : json.null();
  json.key("points").begin_array();
  for (const auto& point : profile.nodes) {
    json.begin_object().field("spot", point.spot.value()).field("net_gex_usd_per_1pct", point.net_gex.value());
    write_number(json, "net_vanna_usd_per_vol_point", point.net_vanna);
    write_number(json, "net_charm_usd_per_day", point.net_charm);
    json.end_object();
  }
  json.end_array().key("roots").begin_array();
  for (const auto& root : profile.roots) {
    json.begin_object().field("price", root.price.value()).field("kind", to_string(root.kind)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::exports
