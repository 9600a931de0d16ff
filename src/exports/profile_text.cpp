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
using exposure::ProfilePoint;

/// The point of the curve nearest to spot is where the reader is.
std::size_t nearest_to_spot(std::span<const ProfilePoint> points, market::Spot spot) {
  const auto apart = [&](const ProfilePoint& point) { return std::abs(point.spot.value() - spot.value()); };
  return static_cast<std::size_t>(std::ranges::min_element(points, {}, apart) - points.begin());
}

std::string flip_line(const engine::Report& report) {
  const auto& flips = report.levels.flips;
  if (flips.roots.empty()) return "";
  std::string text = " Crosses zero at";
  for (const auto& root : flips.roots)
    text += fmt::format(" {} ({})", grouped(root.price.value()), to_string(root.kind));
  return text + "\n";
}

}  // namespace

std::string profile_text(const engine::Analysis& analysis, std::span<const ProfilePoint> points,
                         const TextStyle& style) {
  const auto& report = analysis.report;
  double largest = 0;
  for (const auto& point : points) largest = std::max(largest, std::abs(point.net.value()));
  TextTable table{{"SPOT", "FROM SPOT", "NET GEX", "NET", ""},
                  {Align::right, Align::right, Align::right, Align::left, Align::left}};
  const auto here = nearest_to_spot(points, report.spot);
  for (std::size_t i = points.size(); i-- > 0;) {
    const auto& point = points[i];
    const Tone tone = point.net.value() < 0 ? Tone::amplifying : Tone::dampening;
    table.add({{grouped(point.spot.value())},
               {signed_percent(100 * (point.spot.value() / report.spot.value() - 1), 1)},
               {signed_money(point.net.value()), tone},
               {signed_bar(point.net.value(), largest, 36), tone},
               {i == here ? "< spot" : "", Tone::strong}});
  }
  std::string text = fmt::format(
      " {}  net GEX re-priced over spot, $ per 1 % move; positions, time and volatilities frozen\n\n", report.symbol);
  return market::in_money_of(report.calendar->rules(), text + table.render(style) + flip_line(report));
}

std::string profile_csv_header() { return csv_record({"symbol", "as_of", "spot", "net_gex_usd_per_1pct"}); }

std::string profile_csv(const engine::Analysis& analysis, std::span<const ProfilePoint> points) {
  std::string text;
  for (const auto& point : points) {
    text += csv_record({analysis.report.symbol, market::to_string(analysis.report.as_of),
                        fmt::format("{}", point.spot.value()), fmt::format("{}", point.net.value())});
  }
  return text;
}

std::string profile_json(const engine::Analysis& analysis, std::span<const ProfilePoint> points, int indent) {
  const auto& report = analysis.report;
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.profile/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.field("smile_dynamics", "sticky_strike").key("points").begin_array();
  for (const auto& point : points) {
    json.begin_object().field("spot", point.spot.value()).field("net_gex_usd_per_1pct", point.net.value()).end_object();
  }
  json.end_array().key("roots").begin_array();
  for (const auto& root : report.levels.flips.roots) {
    json.begin_object().field("price", root.price.value()).field("kind", to_string(root.kind)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::exports
