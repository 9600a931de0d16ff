#include "platforms/conversion.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "platforms/tick.h"

namespace gammafield::platforms {
namespace {

using base::Refusal;
using base::RefusalKind;

struct Pair {
  std::string_view from, to;
  double usual;      ///< price of `to` over price of `from`
  double tolerance;  ///< how far, as a fraction, the two may be from it
};

/// A future stands above or below its index by interest less dividends until it expires; a fund loses its fees, so its
/// share of the index drifts by a few percent in a decade.
constexpr double of_future = 0.04, of_fund = 0.06;
constexpr std::array<Pair, 26> pairs{{
    {"SPX", "ES", 1, of_future},    {"SPX", "MES", 1, of_future},   {"SPX", "SPY", 0.1, of_fund},
    {"XSP", "ES", 10, of_future},   {"XSP", "MES", 10, of_future},  {"XSP", "SPY", 1, of_fund},
    {"SPY", "ES", 10, of_fund},     {"SPY", "MES", 10, of_fund},    {"SPY", "SPX", 10, of_fund},
    {"NDX", "NQ", 1, of_future},    {"NDX", "MNQ", 1, of_future},   {"NDX", "QQQ", 0.0243, of_fund},
    {"QQQ", "NQ", 41.2, of_fund},   {"QQQ", "MNQ", 41.2, of_fund},  {"QQQ", "NDX", 41.2, of_fund},
    {"RUT", "RTY", 1, of_future},   {"RUT", "M2K", 1, of_future},   {"RUT", "IWM", 0.0993, of_fund},
    {"IWM", "RTY", 10.07, of_fund}, {"IWM", "M2K", 10.07, of_fund}, {"IWM", "RUT", 10.07, of_fund},
    {"DJX", "YM", 100, of_future},  {"DJX", "MYM", 100, of_future}, {"DJX", "DIA", 1, of_fund},
    {"DIA", "YM", 100, of_fund},    {"DIA", "MYM", 100, of_fund},
}};

/// Two instruments of nearly one price: what may be converted by difference where no table says what is usual.
constexpr double alike = 0.2;

std::string capitals(std::string_view text) {
  std::string all{text};
  std::ranges::transform(all, all.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return all;
}

const Pair* pair_of(std::string_view from, std::string_view to) {
  const auto found = std::ranges::find_if(pairs, [&](const Pair& pair) { return pair.from == from && pair.to == to; });
  return found == pairs.end() ? nullptr : found;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What stands behind a product's name in an instrument's: `Z6`, `Z2026`, `1!`, ` 12-26`, `.CME`, `Z6.CME@RITHMIC`.
bool is_contract(std::string_view rest) {
  if (rest.empty() || rest.front() == ' ' || rest.front() == '.' || rest.front() == '@' || rest.front() == ':')
    return true;
  if (rest.size() == 2 && is_digit(rest[0]) && rest[1] == '!') return true;
  if (std::string_view{"FGHJKMNQUVXZ"}.find(rest.front()) == std::string_view::npos) return false;
  rest.remove_prefix(1);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits >= 1 && digits <= 4 &&
         (digits == rest.size() || rest[digits] == '.' || rest[digits] == '@' || rest[digits] == ':');
}

Refusal wrong(std::string message) { return {RefusalKind::usage, std::move(message)}; }

}  // namespace

std::string_view to_string(ConversionMethod method) {
  return method == ConversionMethod::difference ? "difference" : "ratio";
}

std::optional<ConversionMethod> parse_conversion_method(std::string_view name) {
  if (name == "difference") return ConversionMethod::difference;
  if (name == "ratio") return ConversionMethod::ratio;
  return std::nullopt;
}

std::string product_of(std::string_view instrument) {
  auto name = capitals(instrument);
  name.erase(0, std::min(name.find_first_not_of("/@$^ "), name.size()));
  std::string_view found;
  for (const auto& pair : pairs) {
    const bool fits = name.starts_with(pair.to) && is_contract(std::string_view{name}.substr(pair.to.size()));
    if (fits && pair.to.size() > found.size()) found = pair.to;
  }
  return found.empty() ? name : std::string{found};
}

market::Spot Conversion::operator()(market::Spot price) const {
  if (by == ConversionMethod::difference) return market::Spot{price.value() + (to_price.value() - from_price.value())};
  return market::Spot{price.value() * (to_price.value() / from_price.value())};
}

base::Result<Conversion, Refusal> conversion(std::string_view from, market::Spot from_price, market::Instant at,
                                             const ConversionWish& wish) {
  const auto refused = [&](const std::string& why) { return base::failure(wrong("conversion: " + why)); };
  if (wish.to.empty()) return refused("to which instrument? give --to, as ES or QQQ");
  if (!std::isfinite(wish.to_price) || wish.to_price <= 0)
    return refused(fmt::format("the price of {} is missing; give --to-price, at about the time of the chain", wish.to));
  if (!(from_price.value() > 0)) return refused("the chain has no price to convert from");
  const auto from_product = product_of(from), to_product = product_of(wish.to);
  const auto* pair = pair_of(from_product, to_product);
  const double ratio = wish.to_price / from_price.value();
  if (pair != nullptr && std::abs(ratio / pair->usual - 1) > pair->tolerance)
    return refused(
        fmt::format("{} at {:g} is {:.4g} times {} at {:g}, and {:g} is usual; look at both prices and their "
                    "times",
                    wish.to, wish.to_price, ratio, from, from_price.value(), pair->usual));
  if (pair == nullptr && !wish.by)
    return refused(
        fmt::format("what is usual between {} and {} is not known here; say by difference or by ratio", from, wish.to));
  const bool same_size = pair != nullptr ? pair->usual == 1 : std::abs(ratio - 1) <= alike;
  if (wish.by == ConversionMethod::difference && !same_size)
    return refused(fmt::format("{} and {} are of different size ({:.4g} to 1); use ratio", from, wish.to, ratio));
  if (ratio > 1e4 || ratio < 1e-4)
    return refused(fmt::format("{} at {:g} and {} at {:g} have nothing in common", wish.to, wish.to_price, from,
                               from_price.value()));
  return Conversion{.from = std::string{from},
                    .to = wish.to,
                    .from_price = from_price,
                    .to_price = market::Spot{wish.to_price},
                    .at = at,
                    .by = wish.by.value_or(same_size ? ConversionMethod::difference : ConversionMethod::ratio)};
}

std::string basis_text(const Conversion& conversion) {
  const double from = conversion.from_price.value(), to = conversion.to_price.value();
  const auto basis = conversion.by == ConversionMethod::difference ? fmt::format("{:+.2f}", to - from)
                                                                   : fmt::format("times {:.6g}", to / from);
  return fmt::format("{} {} = {} {} at {} by {} {}", conversion.from, price_text(conversion.from_price), conversion.to,
                     price_text(conversion.to_price), market::to_string(conversion.at), to_string(conversion.by),
                     basis);
}

}  // namespace gammafield::platforms
