#include "exposure/smile_dynamics.h"

#include <charconv>

#include <fmt/format.h>

namespace gammafield::exposure {
namespace {

constexpr std::string_view ssr_prefix = "ssr:";
constexpr double ratio_max = 10;

}  // namespace

std::string to_string(const SmileDynamics& dynamics) {
  switch (dynamics.kind) {
    case SmileDynamics::Kind::sticky_strike: return "sticky_strike";
    case SmileDynamics::Kind::sticky_moneyness: return "sticky_moneyness";
    case SmileDynamics::Kind::ssr: return fmt::format("ssr:{}", dynamics.ratio);
  }
  return "sticky_strike";
}

std::optional<SmileDynamics> parse_smile_dynamics(std::string_view text) {
  if (text == "sticky_strike") return SmileDynamics{};
  if (text == "sticky_moneyness") return SmileDynamics{SmileDynamics::Kind::sticky_moneyness, 0};
  if (!text.starts_with(ssr_prefix)) return std::nullopt;
  text.remove_prefix(ssr_prefix.size());
  double ratio = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ratio);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(ratio >= -ratio_max && ratio <= ratio_max)) return std::nullopt;
  return SmileDynamics{SmileDynamics::Kind::ssr, ratio};
}

}  // namespace gammafield::exposure
