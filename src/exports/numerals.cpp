#include "exports/numerals.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::exports {
namespace {

constexpr std::string_view not_available = "n/a";

/// Puts commas between the thousands of a plain decimal number.
std::string with_commas(std::string digits) {
  const auto start = digits.starts_with('-') ? 1u : 0u;
  auto end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  for (auto place = end; place > start + 3; place -= 3) digits.insert(place - 3, ",");
  return digits;
}

/// Three significant digits with the largest fitting suffix.
std::string scaled(double magnitude) {
  struct Scale {
    double unit;
    std::string_view suffix;
  };
  constexpr std::array<Scale, 4> scales{{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}, {1e3, "k"}}};
  for (const auto& [unit, suffix] : scales) {
    // 999,600 is "1.00m", not "1000k": the step up is taken where three digits would round to four.
    if (magnitude < 0.9995 * unit) continue;
    const double number = magnitude / unit;
    const int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
    return with_commas(fmt::format("{:.{}f}", number, decimals)) + std::string{suffix};
  }
  return fmt::format("{:.0f}", magnitude);
}

std::string_view sign(double number) { return number < 0 ? "-" : "+"; }

}  // namespace

std::string grouped(double number, bool trim) {
  if (!std::isfinite(number)) return std::string{not_available};
  const bool whole = trim && number == std::round(number);
  return with_commas(fmt::format("{:.{}f}", number, whole ? 0 : 2));
}

std::string grouped_integer(double number) {
  if (!std::isfinite(number)) return std::string{not_available};
  return with_commas(fmt::format("{:.0f}", number));
}

std::string signed_money(double dollars) {
  if (!std::isfinite(dollars)) return std::string{not_available};
  return fmt::format("{}${}", sign(dollars), scaled(std::abs(dollars)));
}

std::string money(double dollars) {
  if (!std::isfinite(dollars)) return std::string{not_available};
  return fmt::format("{}${}", dollars < 0 ? "-" : "", scaled(std::abs(dollars)));
}

std::string signed_percent(double percent, int decimals) {
  if (!std::isfinite(percent)) return std::string{not_available};
  return fmt::format("{:+.{}f} %", percent, decimals);
}

std::string signed_count(double number) {
  if (!std::isfinite(number)) return std::string{not_available};
  return fmt::format("{}{}", sign(number), scaled(std::abs(number)));
}

}  // namespace gammafield::exports
