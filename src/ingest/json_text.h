#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace gammafield::ingest {

/// JSON bytes with the padding that simdjson reads beyond the end: where they stand when there is room, else a copy.
class JsonText {
 public:
  JsonText(std::string_view bytes, std::size_t readable_after) {
    if (readable_after < simdjson::SIMDJSON_PADDING) {
      bytes = copy_.emplace(bytes);
      readable_after = simdjson::SIMDJSON_PADDING;
    }
    view_ = simdjson::padded_string_view(bytes, bytes.size() + readable_after);
  }
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;

  [[nodiscard]] simdjson::padded_string_view view() const { return view_; }

 private:
  std::optional<simdjson::padded_string> copy_;
  simdjson::padded_string_view view_;
};

/// The key of a field without a copy, which only one written with escapes needs.
[[nodiscard]] inline simdjson::error_code key_of(simdjson::ondemand::field& field, std::string_view& key) {
  const char* const begin = field.key().raw();
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  key = {begin, static_cast<std::size_t>(end - begin)};
  return *end == '"' ? simdjson::SUCCESS : field.unescaped_key().get(key);
}

}  // namespace gammafield::ingest
