#pragma once

#include <span>

#include "base/embedded_text.h"

namespace gammafield::laboratory {

using base::EmbeddedText;
/// The scenarios that come along, in the order of their names.
[[nodiscard]] std::span<const EmbeddedText> library_texts();

}  // namespace gammafield::laboratory
