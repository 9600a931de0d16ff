#include "engine/data_quality_json.h"

namespace gammafield::engine {
namespace {

void write_counts(base::JsonWriter& json, std::string_view name, const Counts& counts) {
  json.key(name).begin_object();
  for (const auto& [reason, number] : counts) json.field(reason, number);
  json.end_object();
}

}  // namespace

void write_data_quality(base::JsonWriter& json, const DataQuality& quality) {
  json.begin_object().field("contracts", quality.contracts).field("used", quality.used);
  json.field("coverage_oi", quality.coverage_oi);
  write_counts(json, "rejected", quality.rejected);
  write_counts(json, "unpriced", quality.unpriced);
  write_counts(json, "vol_sources", quality.vol_sources);
  write_counts(json, "forward_sources", quality.forward_sources);
  write_counts(json, "quote_flags", quality.quote_flags);
  json.key("flags").begin_array();
  for (const auto& flag : quality.flags) {
    json.begin_object().field("code", std::string_view{flag.code}).field("detail", std::string_view{flag.detail});
    json.end_object();
  }
  json.end_array().field("vendor_gamma_difference", quality.vendor_gamma_difference).end_object();
}

}  // namespace gammafield::engine
