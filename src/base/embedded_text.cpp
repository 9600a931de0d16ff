#include "base/embedded_text.h"

namespace gammafield::base {

std::optional<std::string_view> text_named(std::span<const EmbeddedText> texts, std::string_view name) {
  for (const auto& each : texts) {
    if (each.name == name) return each.text;
  }
  return std::nullopt;
}

std::string names_of(std::span<const EmbeddedText> texts) {
  std::string names;
  for (const auto& each : texts) names += (names.empty() ? "" : ", ") + std::string{each.name};
  return names;
}

}  // namespace gammafield::base
