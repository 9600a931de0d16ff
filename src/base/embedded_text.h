#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gammafield::base {

/// A text that is part of the program, by its file's name without the extension. Written by cmake/EmbedTexts.cmake.
struct EmbeddedText {
  std::string_view name, text;
};

/// The one of this name; none where there is none.
[[nodiscard]] std::optional<std::string_view> text_named(std::span<const EmbeddedText>, std::string_view name);

/// `pin, opex_roll, ...`, for messages.
[[nodiscard]] std::string names_of(std::span<const EmbeddedText>);

}  // namespace gammafield::base
