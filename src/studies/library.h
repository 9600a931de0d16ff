#pragma once

#include <span>

#include "base/embedded_text.h"

namespace gammafield::studies {

using base::EmbeddedText;
/// The studies that come along, in the order of their names.
[[nodiscard]] std::span<const EmbeddedText> library_texts();

}  // namespace gammafield::studies
