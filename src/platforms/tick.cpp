#include "platforms/tick.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace gammafield::platforms {
namespace {

/// CME's contract specifications.
constexpr std::array<std::pair<std::string_view, double>, 8> ticks{
    {{"ES", 0.25}, {"MES", 0.25}, {"NQ", 0.25}, {"MNQ", 0.25}, {"RTY", 0.1}, {"M2K", 0.1}, {"YM", 1}, {"MYM", 1}}};

}  // namespace

double tick_of(std::string_view product, market::Exchange exchange) {
  const auto found = std::ranges::find(ticks, product, &std::pair<std::string_view, double>::first);
  if (found != ticks.end()) return found->second;
  return exchange == market::Exchange::nse ? 0.05 : 0.01;
}

market::Spot rounded(market::Spot price, double tick) {
  // Through steps a unit, so that 0.1 and 0.05 leave the double nearest to the decimal number.
  const double steps_a_unit = std::round(1 / tick);
  return market::Spot{std::round(price.value() * steps_a_unit) / steps_a_unit};
}

std::string price_text(market::Spot price) {
  auto text = fmt::format("{:.4f}", price.value());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace gammafield::platforms
