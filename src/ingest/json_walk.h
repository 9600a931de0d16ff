#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/refusal.h"

/// Ways through a JSON document that read it to its end, so that one cut anywhere is noticed.
namespace gammafield::ingest {

[[nodiscard]] base::Refusal broken_json(simdjson::error_code);

/// Calls `take(key, value)` for each field; what it does not read is passed over.
template <class Take>
[[nodiscard]] simdjson::error_code each_field(simdjson::ondemand::object object, const Take& take) {
  for (auto maybe : object) {
    simdjson::ondemand::field field;
    std::string_view key;
    if (const auto error = std::move(maybe).get(field)) return error;
    if (const auto error = field.unescaped_key().get(key)) return error;
    if (const auto error = take(std::string{key}, field.value())) return error;
  }
  return simdjson::SUCCESS;
}

/// Calls `take(object)` for each object of an array; for the one that stands where an array would, and for none where
/// there is null. Elements of other kinds are passed over.
template <class Take>
[[nodiscard]] simdjson::error_code each_object(simdjson::ondemand::value value, const Take& take) {
  simdjson::ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  simdjson::ondemand::object object;
  if (type == simdjson::ondemand::json_type::object) {
    if (const auto error = value.get_object().get(object)) return error;
    return take(object);
  }
  if (type == simdjson::ondemand::json_type::null) {
    bool none = false;
    return value.is_null().get(none);  // `nul` is an error, and not of this type
  }
  simdjson::ondemand::array array;
  if (const auto error = value.get_array().get(array)) return error;
  for (auto maybe : array) {
    simdjson::ondemand::value element;
    if (const auto error = std::move(maybe).get(element)) return error;
    if (const auto error = element.type().get(type)) return error;
    if (type != simdjson::ondemand::json_type::object) continue;
    if (const auto error = element.get_object().get(object)) return error;
    if (const auto error = take(object)) return error;
  }
  return simdjson::SUCCESS;
}

/// Reads bytes that are one object, and nothing behind it.
template <class Take>
[[nodiscard]] simdjson::error_code each_field_of(std::string_view bytes, const Take& take) {
  const simdjson::padded_string text{bytes};
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (const auto error = parser.iterate(text).get(document)) return error;
  if (const auto error = document.get_object().get(object)) return error;
  if (const auto error = each_field(object, take)) return error;
  return document.current_location().error() == simdjson::SUCCESS ? simdjson::TRAILING_CONTENT : simdjson::SUCCESS;
}

}  // namespace gammafield::ingest
