#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "exports/text_table.h"

/// Rows whose columns are not known before: answers of a database, findings.
namespace gammafield::exports {

using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct Rows {
  std::vector<std::string> names;
  std::vector<std::vector<Value>> rows;  ///< each as long as the names
};

/// Columns of numbers to the right, nothing as an empty cell.
[[nodiscard]] std::string rows_text(const Rows&, const TextStyle&);
[[nodiscard]] std::string rows_csv_head(const Rows&);
[[nodiscard]] std::string rows_csv(const Rows&);  ///< without the head; numbers read back to the same bits
/// One object a row, by the columns' names, a line each; of columns of one name the later ones are `name_2`, `name_3`.
[[nodiscard]] std::string rows_ndjson(const Rows&);

}  // namespace gammafield::exports
