#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gammafield::exports {

/// Breaks text at blanks so that no line passes 79 columns. The first line starts after one blank, the others after
/// `indent`.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t indent);

}  // namespace gammafield::exports
