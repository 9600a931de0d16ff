#include "market/osi.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "market/digits.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr std::size_t root_width = 6;
constexpr std::size_t tail_width = 15;         // YYMMDD, C or P, eight digits of strike
constexpr double thousandths_a_dollar = 1000;  // the unit of the strike field

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_prefix(std::string_view text) {
  if (text.starts_with("O:")) return text.substr(2);
  if (text.starts_with('.')) return text.substr(1);
  return text;
}

std::string_view without_padding(std::string_view field) {
  if (field.size() != root_width) return field;
  return field.substr(0, field.find_last_not_of(' ') + 1);
}

bool is_root(std::string_view root) {
  return !root.empty() && root.size() <= root_width && root.front() != '.' &&
         std::ranges::all_of(root, [](char c) { return is_capital(c) || is_digit(c) || c == '.'; }) &&
         std::ranges::any_of(root, is_capital);
}

std::optional<Date> parse_yymmdd(std::string_view field) {
  const auto number = digits(field);
  if (!number) return std::nullopt;
  const Date date{year{2000 + static_cast<int>(*number / 10000)}, month{*number / 100 % 100}, day{*number % 100}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

/// What follows the root; the strike is rounded back to the thousandth it was read from.
std::string tail(const OsiSymbol& symbol) {
  const auto thousandths = std::llround(symbol.strike.value() * thousandths_a_dollar);
  assert(symbol.expiry.ok() && symbol.expiry.year() >= year{2000} && symbol.expiry.year() <= year{2099});
  assert(thousandths > 0 && thousandths < 100'000'000);
  return fmt::format("{:02}{:02}{:02}{}{:08}", static_cast<int>(symbol.expiry.year()) % 100,
                     static_cast<unsigned>(symbol.expiry.month()), static_cast<unsigned>(symbol.expiry.day()),
                     letter(symbol.right), thousandths);
}

}  // namespace

std::string_view to_string(OsiError error) {
  switch (error) {
    case OsiError::too_short: return "shorter than a root and 15 characters";
    case OsiError::bad_root: return "the root is not 1 to 6 capitals, digits or dots";
    case OsiError::bad_date: return "the expiry is not a date YYMMDD";
    case OsiError::bad_right: return "the right is neither C nor P";
    case OsiError::bad_strike: return "the strike is not eight digits above zero";
  }
  return "";
}

base::Result<OsiSymbol, OsiError> parse_osi(std::string_view text) {
  text = without_prefix(text);
  if (text.size() <= tail_width) return base::failure(OsiError::too_short);
  const std::string_view root = without_padding(text.substr(0, text.size() - tail_width));
  text.remove_prefix(text.size() - tail_width);
  if (!is_root(root)) return base::failure(OsiError::bad_root);
  const auto expiry = parse_yymmdd(text.substr(0, 6));
  if (!expiry) return base::failure(OsiError::bad_date);
  if (text[6] != 'C' && text[6] != 'P') return base::failure(OsiError::bad_right);
  const auto thousandths = digits(text.substr(7));
  if (!thousandths || *thousandths == 0) return base::failure(OsiError::bad_strike);
  return OsiSymbol{std::string{root}, *expiry, text[6] == 'C' ? Right::call : Right::put,
                   Strike{*thousandths / thousandths_a_dollar}};
}

std::string to_compact_osi(const OsiSymbol& symbol) { return symbol.root + tail(symbol); }

std::string to_padded_osi(const OsiSymbol& symbol) { return fmt::format("{:<6}{}", symbol.root, tail(symbol)); }

}  // namespace gammafield::market
