#include "laboratory/library.h"

namespace gammafield::laboratory {

std::optional<std::string_view> library_text(std::string_view name) {
  for (const EmbeddedText& each : library_texts())
    if (each.name == name) return each.text;
  return std::nullopt;
}

std::string library_names() {
  std::string names;
  for (const EmbeddedText& each : library_texts()) names += (names.empty() ? "" : ", ") + std::string{each.name};
  return names;
}

}  // namespace gammafield::laboratory
