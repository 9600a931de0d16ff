#pragma once

/// toml++ as it is used here: header only, and what is wrong is told by a value.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// its assertions do not hold for every text (`[1,}`); what they doubt is refused a line later, as in release builds
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>
