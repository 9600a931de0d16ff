#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"

/// Tables of a ThetaData terminal in each of the shapes that its versions answer with.
namespace gammafield::ingest {

/// One row by column names; what stands in the `contract` beside a v2 or v3 row is among them.
using ThetaRow = std::map<std::string, std::string, std::less<>>;

struct ThetaTable {
  std::optional<std::string> next_page = {};  ///< v2: where the rest is
  bool old_strikes = false;                   ///< v2: strikes are tenths of a cent
  bool end_marked = true;                     ///< CSV has no end mark: cut after a line it looks whole
};

/// Gives every row to `take`. Shapes: CSV with a line of names (v3's default); v3 JSON, `{"response":[{"contract":{},
/// "data":[{}]}]}` or rows without contracts, as a list or as columns; v2 JSON, `{"header":{"format":[]},
/// "response":[[]]}`, or `response` of `{"ticks":[[]],"contract":{}}`. Null, `null` and an empty cell are no cell.
/// Refuses a document that is cut - of CSV: whose last line does not end, or has another number of cells -, a header
/// that names an error, and anything else.
[[nodiscard]] base::Result<ThetaTable, base::Refusal> read_theta_table(
    std::string_view bytes, const std::function<void(const ThetaRow&)>& take);

}  // namespace gammafield::ingest
