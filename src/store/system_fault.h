#pragma once

#include <string>

#include "store/fault.h"

namespace gammafield::store {

/// Of an errno.
[[nodiscard]] Fault system_fault(int error, const std::string& path);

}  // namespace gammafield::store
