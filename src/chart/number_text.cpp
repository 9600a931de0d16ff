#include "chart/number_text.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <string_view>

namespace gammafield::chart {
namespace {

struct Magnitude {
  double unit;
  std::string_view suffix;
};
constexpr std::array<Magnitude, 4> magnitudes{{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}, {1e3, "k"}}};

std::string trimmed(std::string number) {
  if (number.find('.') == std::string::npos) return number;
  number.erase(number.find_last_not_of('0') + 1);
  if (number.back() == '.') number.pop_back();
  return number;
}

/// Three digits at least: 1.24, 12.4, 124, 1240. Trailing zeros after the point say nothing and are left out.
std::string three_digits(double size) {
  const int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return trimmed(fmt::format("{:.{}f}", size, decimals));
}

constexpr std::string_view unknown = "unknown";  // a NaN or an infinity is no number to be read

/// `sign`: what stands before the number, a currency's or nothing.
std::string magnitude_text(double size, std::string_view sign = "$") {
  for (const auto& [unit, suffix] : magnitudes) {
    if (size < 0.9995 * unit) continue;
    // Beyond any market: an exponent is shorter than three hundred digits.
    const bool absurd = size >= 1e6 * unit;
    return absurd ? fmt::format("{}{:.2e}", sign, size)
                  : fmt::format("{}{}{}", sign, three_digits(size / unit), suffix);
  }
  return fmt::format("{}{}", sign, three_digits(size));
}

std::string grouped(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string price(double value) {
  if (!std::isfinite(value)) return std::string{unknown};
  const double size = std::abs(value);
  if (!(size < 1e12)) return fmt::format("{:.3g}", value);
  const bool whole = std::abs(size - std::round(size)) < 0.005;
  const std::string sign = value < 0 ? "−" : "";
  return sign + grouped(whole ? fmt::format("{:.0f}", size) : fmt::format("{:.2f}", size));
}

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string money(market::UsdPerPercent exposure) {
  if (!std::isfinite(exposure.value())) return std::string{unknown};
  const auto text = magnitude_text(std::abs(exposure.value()));
  return exposure.value() < 0 && text != "$0" ? "−" + text : text;
}

std::string signed_money(market::UsdPerPercent exposure) {
  const auto text = money(exposure);
  return exposure.value() > 0 && text != "$0" && text != unknown ? "+" + text : text;
}

std::string money(market::Usd usd) { return money(market::UsdPerPercent{usd.value()}); }
std::string signed_money(market::Usd usd) { return signed_money(market::UsdPerPercent{usd.value()}); }

std::string signed_shares(market::Shares shares) {
  if (!std::isfinite(shares.value())) return std::string{unknown};
  const auto text = magnitude_text(std::abs(shares.value()), "");
  return text == "0" ? text : (shares.value() < 0 ? "−" : "+") + text;
}

std::string price_text(market::Spot spot) { return price(spot.value()); }
std::string price_text(market::Strike strike) { return price(strike.value()); }
std::string whole_number(market::Contracts contracts) {
  return std::isfinite(contracts.value()) ? grouped(fmt::format("{:.0f}", contracts.value())) : std::string{unknown};
}

std::string percent(Share share) {
  const double value = 100 * share.of_one;
  if (!std::isfinite(value)) return std::string{unknown};
  if (value > 0 && value < 0.1) return "<0.1 %";
  if (value < 100 && value > 99.9) return ">99.9 %";
  return trimmed(fmt::format("{:.1f}", value)) + " %";
}

std::string signed_percent(Change change) {
  const double size = std::abs(change.pct);
  if (!std::isfinite(size)) return std::string{unknown};
  const auto text = size < 9.995 ? fmt::format("{:.2f}", size) : fmt::format("{:.1f}", size);
  return fmt::format("{}{} %", change.pct < 0 ? "−" : "+", text);
}

std::string short_day(market::Date date) {
  if (!date.ok()) return "unknown date";
  return fmt::format("{} {}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1]);
}

std::string day_text(market::Date date) {
  if (!date.ok()) return "unknown date";
  const std::chrono::weekday weekday{std::chrono::sys_days{date}};
  return fmt::format("{} {} {}", weekdays[weekday.c_encoding()], short_day(date), static_cast<int>(date.year()));
}

std::string time_text(market::Instant instant, const market::Calendar& calendar) {
  const auto [date, since_midnight] = calendar.local(instant);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(since_midnight).count();
  return fmt::format("{}, {:02}:{:02} {}", day_text(date), minutes / 60, minutes % 60, calendar.rules().place);
}

}  // namespace gammafield::chart
