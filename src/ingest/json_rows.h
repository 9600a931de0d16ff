#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/columns.h"

namespace gammafield::ingest {

/// Reads one JSON object into cells by meaning. Field names are looked up once: objects of an array repeat them in the
/// same order. Cells live until the parser's next document.
class JsonFields {
 public:
  /// The object's fields, and those of objects in it as `outer.inner`. Arrays are passed over.
  [[nodiscard]] simdjson::error_code read(simdjson::ondemand::object, RowCells&);

  /// Sets one field outside any row; `outer` is empty, or the plain name of the object that holds it.
  [[nodiscard]] simdjson::error_code take(simdjson::ondemand::value&, std::string_view name, std::string_view outer,
                                          RowCells&);

  /// Forgets ranks, before the next row.
  void begin_row(RowCells&);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  ///< plain, of all rows so far
  [[nodiscard]] bool has_name(std::string_view plain) const;

 private:
  struct Field {
    std::string name, outer;
    std::optional<ColumnUse> use;
  };
  [[nodiscard]] const Field& field(std::string_view name, std::string_view outer);
  [[nodiscard]] simdjson::error_code read_level(simdjson::ondemand::object&, std::string_view outer, RowCells&);
  void offer(const ColumnUse&, std::string_view cell, RowCells&);

  std::vector<Field> fields_;
  std::vector<std::string> names_;
  std::size_t expected_ = 0;
  std::array<std::array<std::uint8_t, meaning_count>, side_count> ranks_{};
};

/// The cell that a scalar prints: the text of a string, `true`, digits; empty for null.
[[nodiscard]] simdjson::error_code scalar_cell(simdjson::ondemand::value&, std::string_view& cell);

}  // namespace gammafield::ingest
