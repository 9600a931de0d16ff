#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"

/// CSV whose columns are known by their names.
namespace gammafield::studies {

/// One row: the cells of the columns that were asked for, in the order they were asked in.
struct NamedRow {
  std::uint32_t line = 0;
  std::span<const std::string_view> cells;
};

/// Calls `take` for each row that is not blank; it returns what is wrong with the row, or nothing. Names are compared
/// in lower case. Refuses (input_rejected), with file and line: no header, a column missing, a row with too few cells,
/// an open quote, and whatever `take` says.
[[nodiscard]] std::optional<base::Refusal> read_named_table(
    std::string_view text, std::string_view name, std::span<const std::string_view> columns,
    const std::function<std::optional<std::string>(const NamedRow&)>& take);

/// A finite number above zero; none of anything else.
[[nodiscard]] std::optional<double> positive_number(std::string_view cell);

}  // namespace gammafield::studies
