#pragma once

#include <optional>
#include <string_view>

#include "ingest/columns.h"

namespace gammafield::ingest {

/// What a plain name (see plain_name) means without any prefix or suffix. Fields of nested objects are written
/// `outer.inner`.
[[nodiscard]] std::optional<ColumnUse> named_use(std::string_view plain);

}  // namespace gammafield::ingest
