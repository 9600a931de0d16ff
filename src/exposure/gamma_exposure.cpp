#include "exposure/gamma_exposure.h"

#include <array>

namespace gammafield::exposure {
namespace {

using enum ExposureUnit;
constexpr std::array all_units{usd_per_1pct, usd_per_point, shares_per_point, raw, contracts_per_1pct};

}  // namespace

std::string_view to_string(ExposureUnit unit) {
  switch (unit) {
    case usd_per_1pct: return "usd_per_1pct";
    case usd_per_point: return "usd_per_point";
    case shares_per_point: return "shares_per_point";
    case raw: return "raw";
    case contracts_per_1pct: return "contracts_per_1pct";
  }
  return "";
}

std::optional<ExposureUnit> parse_exposure_unit(std::string_view text) {
  for (const ExposureUnit unit : all_units) {
    if (text == to_string(unit)) return unit;
  }
  return std::nullopt;
}

}  // namespace gammafield::exposure
