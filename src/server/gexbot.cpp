#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exposure/book.h"
#include "exposure/by_strike.h"
#include "exposure/repriced_book.h"
#include "levels/flip.h"
#include "levels/wall.h"
#include "server/form.h"
#include "server/resource.h"

/// An answer in the shape of gexbot's classic API, so that indicators made for it can be pointed here. Millions of
/// dollars of stock a 1 % move, by Gammafield's own method and convention; what gexbot keeps of minutes before is null.
namespace gammafield::server {

using exposure::ExpiryFilter;
using exposure::StrikeExposure;
using http::Response;

namespace {

std::optional<ExpiryFilter::Kind> kind_of(std::string_view category) {
  if (category == "gex_full") return ExpiryFilter::Kind::all;
  if (category == "gex_zero") return ExpiryFilter::Kind::zero_dte;
  if (category == "gex_one") return ExpiryFilter::Kind::next;
  return std::nullopt;
}

/// The chain with today's volume in the place of open interest.
std::shared_ptr<const pricing::PricedChain> by_volume(const pricing::PricedChain& priced) {
  auto chain = std::make_shared<market::ChainSnapshot>(*priced.chain);
  for (auto& row : chain->rows) row.open_interest = row.volume;
  auto out = std::make_shared<pricing::PricedChain>(priced);
  out->chain = std::move(chain);
  return out;
}

/// The strikes of largest and of smallest net exposure.
struct Majors {
  std::optional<double> positive, negative;
};
Majors majors_of(const std::vector<StrikeExposure>& strikes) {
  Majors majors;
  const auto net = [](const StrikeExposure& each) { return each.net.value(); };
  if (strikes.empty()) return majors;
  const auto highest = std::ranges::max_element(strikes, {}, net);
  const auto lowest = std::ranges::min_element(strikes, {}, net);
  if (net(*highest) > 0) majors.positive = highest->strike.value();
  if (net(*lowest) < 0) majors.negative = lowest->strike.value();
  return majors;
}

double millions_at(const std::vector<StrikeExposure>& strikes, market::Strike strike) {
  const auto found = std::ranges::find(strikes, strike, &StrikeExposure::strike);
  return found == strikes.end() ? 0 : found->net.value() / 1e6;
}

}  // namespace

Response gexbot(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto kind = kind_of(asked.names[1]);
  if (!kind) return http::problem(404, "the categories are gex_full, gex_zero and gex_one");
  const auto& analysis = standing->analysis();
  const auto& report = analysis.report;
  const auto book = exposure::make_book(analysis.priced, report.settings.positioning, ExpiryFilter{*kind});
  const auto volumes = exposure::by_strike(
      exposure::make_book(by_volume(*analysis.priced), report.settings.positioning, ExpiryFilter{*kind}));
  const auto strikes = exposure::by_strike(book);
  const auto flip = levels::repriced_flips(exposure::RepricedBook{book}, report.settings.levels.flip_domain).primary;
  const Majors by_oi = majors_of(strikes), by_vol = majors_of(volumes);
  base::JsonWriter json;
  json.begin_object();
  json.field("timestamp", static_cast<std::int64_t>(report.as_of.time_since_epoch().count()));
  json.field("ticker", report.symbol).field("spot", report.spot.value());
  json.field("zero_gamma", flip ? std::optional{flip->price.value()} : std::nullopt);
  json.field("major_pos_vol", by_vol.positive).field("major_pos_oi", by_oi.positive);
  json.field("major_neg_vol", by_vol.negative).field("major_neg_oi", by_oi.negative);
  json.key("strikes").begin_array();
  for (const StrikeExposure& each : strikes) {
    json.begin_array().value(each.strike.value()).value(millions_at(volumes, each.strike));
    json.value(each.net.value() / 1e6).begin_array();
    for (int minutes = 0; minutes < 5; ++minutes) json.null();
    json.end_array().end_array();
  }
  json.end_array().end_object();
  return answered(Form::json, json.take());
}

}  // namespace gammafield::server
