#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gammafield::laboratory {

/// A text that is part of the program, by its file's name without the extension. Written by cmake/EmbedTexts.cmake.
struct EmbeddedText {
  std::string_view name, text;
};
/// The scenarios that come along, in the order of their names.
[[nodiscard]] std::span<const EmbeddedText> library_texts();

/// The one of this name; none where there is none.
[[nodiscard]] std::optional<std::string_view> library_text(std::string_view name);

/// `pin, opex_roll, ...`, for messages.
[[nodiscard]] std::string library_names();

}  // namespace gammafield::laboratory
