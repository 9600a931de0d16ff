#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gammafield::base {

/// Streams JSON text. Doubles print shortest and read back to the same bits; a NaN or an infinity prints as null, so
/// that none can leave the program. Calls must nest properly (asserted); the writer puts the commas.
class JsonWriter {
 public:
  /// `indent` spaces a level; 0 writes one line.
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view);

  JsonWriter& value(double);
  JsonWriter& value(std::int64_t);
  JsonWriter& value(std::size_t number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(std::string_view);
  JsonWriter& value(const char* text) { return value(std::string_view{text}); }
  JsonWriter& value(bool);
  JsonWriter& null();

  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  template <class T>
  JsonWriter& field(std::string_view name, const T& of) {
    key(name);
    return value(of);
  }
  JsonWriter& null_field(std::string_view name) { return key(name).null(); }

  /// The finished text; every object and array must be closed.
  [[nodiscard]] std::string take();

 private:
  struct Level {
    bool array = false;
    bool empty = true;
  };
  void before_value();
  void new_line();
  JsonWriter& open(char bracket, bool array);
  JsonWriter& close(char bracket);

  int indent_;
  bool after_key_ = false;
  std::string text_;
  std::vector<Level> levels_;
};

}  // namespace gammafield::base
