#include <array>
#include <utility>

#include "levels/flip.h"

namespace gammafield::levels {
namespace {

constexpr std::array<std::pair<FlipMethod, std::string_view>, 5> method_names{{
    {FlipMethod::reprice, "reprice"},
    {FlipMethod::grid60, "grid60"},
    {FlipMethod::cumulative_strikes, "cumulative_strikes"},
    {FlipMethod::nearest_sign_change, "nearest_sign_change"},
    {FlipMethod::analytic_local, "analytic_local"},
}};

}  // namespace

std::string_view to_string(FlipMethod method) {
  for (const auto& [known, name] : method_names)
    if (known == method) return name;
  return "unknown";
}

std::optional<FlipMethod> parse_flip_method(std::string_view name) {
  for (const auto& [method, known] : method_names)
    if (known == name) return method;
  return std::nullopt;
}

std::string_view to_string(FlipKind kind) {
  switch (kind) {
    case FlipKind::regular: return "regular";
    case FlipKind::inverted: return "inverted";
    case FlipKind::tangent: return "tangent";
  }
  return "unknown";
}

}  // namespace gammafield::levels
