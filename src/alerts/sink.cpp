#include "alerts/sink.h"

#include <array>

namespace gammafield::alerts {

std::string_view name_of(const SinkKind& kind) {
  constexpr std::array<std::string_view, std::variant_size_v<SinkKind>> names{"webhook", "telegram", "discord", "slack",
                                                                              "ntfy",    "email",    "file"};
  return names[kind.index()];
}

}  // namespace gammafield::alerts
