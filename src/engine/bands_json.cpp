#include "engine/bands_json.h"

namespace gammafield::engine {
namespace {

using bands::Quantiles;
using base::JsonWriter;

template <class Unit>
void write_quantile_fields(JsonWriter& json, const Quantiles<Unit>& band) {
  json.field("q05", band.q05.value()).field("q25", band.q25.value()).field("q50", band.q50.value());
  json.field("q75", band.q75.value()).field("q95", band.q95.value());
}

void write_flip_band(JsonWriter& json, const bands::FlipBand& flip) {
  json.key("flip").begin_object();
  if (flip.price) {
    write_quantile_fields(json, *flip.price);
    json.field("p_none", flip.p_none).field("p_near_median", flip.p_near_median).field("solid", flip.solid());
    json.null_field("reason");
  } else {
    for (const auto* name : {"q05", "q25", "q50", "q75", "q95"}) json.null_field(name);
    json.field("p_none", flip.p_none).field("p_near_median", flip.p_near_median).field("solid", flip.solid());
    json.field("reason", to_string(levels::NoLevel::no_flip));
  }
  json.end_object();
}

void write_odds(JsonWriter& json, std::string_view name, const bands::WallOdds& odds) {
  json.key(name).begin_array();
  for (const auto& at : odds.strikes) {
    json.begin_object().field("strike", at.strike.value()).field("p", at.p);
    if (at.expected_rank) {
      json.field("expected_rank", *at.expected_rank);
    } else {
      json.null_field("expected_rank");
    }
    json.end_object();
  }
  json.end_array();
}

void write_fan(JsonWriter& json, const std::vector<bands::FanPoint>& fan) {
  if (fan.empty()) return;
  json.key("profile").begin_array();
  for (const auto& at : fan) {
    json.begin_object().field("spot", at.spot.value());
    write_quantile_fields(json, at.net);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_band_fields(JsonWriter& json, const bands::Bands& bands) {
  json.field("prior", to_string(bands.prior)).field("widening", bands.widening).field("draws", bands.draws);
  json.field("p_positive", bands.p_positive).field("regime", to_string(bands.regime));
  json.key("net_gex_usd_per_1pct").begin_object();
  write_quantile_fields(json, bands.net_gex);
  json.end_object();
  write_flip_band(json, bands.flip);
  write_odds(json, "call_wall", bands.call_wall);
  json.field("call_wall_p_none", bands.call_wall.p_none).field("call_wall_solid", bands.call_wall.solid());
  write_odds(json, "put_wall", bands.put_wall);
  json.field("put_wall_p_none", bands.put_wall.p_none).field("put_wall_solid", bands.put_wall.solid());
}

void write_bands(JsonWriter& json, const std::optional<levels::Level<bands::Bands>>& maybe) {
  if (!maybe) {
    json.null();
    return;
  }
  json.begin_object();
  if (const auto& found = *maybe) {
    write_band_fields(json, *found);
    write_fan(json, found->fan);
    json.null_field("reason");
  } else {
    json.field("reason", to_string(found.error()));
  }
  json.end_object();
}

}  // namespace gammafield::engine
