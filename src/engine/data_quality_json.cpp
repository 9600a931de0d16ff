#include "engine/data_quality_json.h"

namespace gammafield::engine {
namespace {

void write_counts(base::JsonWriter& json, std::string_view name, const Counts& counts) {
  json.key(name).begin_object();
  for (const auto& [reason, number] : counts) json.field(reason, number);
  json.end_object();
}

void write_smile(base::JsonWriter& json, const SmileQuality& smile) {
  json.key("smile").begin_object();
  write_counts(json, "kinds", smile.kinds);
  json.field("fitted", smile.fitted).field("quotes", smile.quotes);
  if (smile.fitted == 0) {
    json.null_field("inside").null_field("rmse_vol_points");
  } else {
    json.field("inside", smile.inside).field("rmse_vol_points", smile.rmse_vol_points);
  }
  json.field("mostly_inside", smile.mostly_inside).field("butterfly_free", smile.butterfly_free);
  json.field("calendar_free", smile.calendar_free).field("arbitrage_free", smile.arbitrage_free).end_object();
}

}  // namespace

void write_data_quality(base::JsonWriter& json, const DataQuality& quality) {
  json.begin_object().field("contracts", quality.contracts).field("used", quality.used);
  json.field("coverage_oi", quality.coverage_oi);
  write_counts(json, "rejected", quality.rejected);
  write_counts(json, "unpriced", quality.unpriced);
  write_counts(json, "vol_sources", quality.vol_sources);
  write_smile(json, quality.smile);
  write_counts(json, "forward_sources", quality.forward_sources);
  write_counts(json, "quote_flags", quality.quote_flags);
  write_counts(json, "exercise", quality.exercise);
  json.key("flags").begin_array();
  for (const auto& flag : quality.flags) {
    json.begin_object().field("code", std::string_view{flag.code}).field("detail", std::string_view{flag.detail});
    json.end_object();
  }
  json.end_array().field("vendor_gamma_difference", quality.vendor_gamma_difference).end_object();
}

}  // namespace gammafield::engine
