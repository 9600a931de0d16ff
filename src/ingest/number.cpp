#include "ingest/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace gammafield::ingest {

namespace {

constexpr std::array missing_words = {"nan", "null", "none", "n/a", "na", "-", "--"};
constexpr std::array<std::string_view, 5> separators = {",", " ", "'", "\xC2\xA0", "\xE2\x80\xAF"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool same_word(std::string_view text, std::string_view lower) {
  return std::ranges::equal(
      text, lower, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

bool is_missing(std::string_view text) {
  return text.empty() || std::ranges::any_of(missing_words, [&](auto word) { return same_word(text, word); });
}

/// Plain decimals of up to 15 digits: exact, because mantissa and power of ten are both exact doubles.
std::optional<double> short_decimal(std::string_view text) {
  static constexpr std::array powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 16) return std::nullopt;
  std::int64_t mantissa = 0;
  std::size_t digits = 0, after_point = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    mantissa = mantissa * 10 + (c - '0');
    ++digits;
    after_point += point ? 1 : 0;
  }
  if (digits == 0 || digits > 15) return std::nullopt;
  const double value = static_cast<double>(mantissa) / powers[after_point];
  return negative ? -value : value;
}

base::Result<double, NumberFault> any_decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc::result_out_of_range) return base::failure(NumberFault::out_of_range);
  if (error != std::errc() || stop != end) return base::failure(NumberFault::not_a_number);
  if (std::isnan(value)) return base::failure(NumberFault::empty);
  if (std::isinf(value)) return base::failure(NumberFault::out_of_range);
  return value;
}

std::string_view separator_at(std::string_view text) {
  for (const auto separator : separators) {
    if (text.starts_with(separator)) return separator;
  }
  return {};
}

/// The digits without their separators; none when the groups are not one to three and then always three digits.
std::optional<std::string> ungrouped(std::string_view text) {
  std::string out;
  if (text.starts_with('-')) {
    out = "-";
    text.remove_prefix(1);
  }
  std::size_t run = 0;
  bool grouped = false;
  while (!text.empty()) {
    if (is_digit(text.front())) {
      out += text.front();
      text.remove_prefix(1);
      ++run;
      continue;
    }
    const auto separator = separator_at(text);
    if (separator.empty()) break;
    if (run == 0 || run > 3 || (grouped && run != 3)) return std::nullopt;
    grouped = true;
    run = 0;
    text.remove_prefix(separator.size());
  }
  if (grouped && run != 3) return std::nullopt;
  return out.append(text);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

base::Result<double, NumberFault> parse_number(std::string_view cell) {
  if (const auto value = short_decimal(cell)) return *value;
  const auto text = trimmed(cell);
  if (is_missing(text)) return base::failure(NumberFault::empty);
  return any_decimal(text);
}

base::Result<double, NumberFault> parse_grouped_number(std::string_view cell) {
  const auto text = trimmed(cell);
  if (is_missing(text)) return base::failure(NumberFault::empty);
  const auto digits = ungrouped(text);
  if (!digits) return base::failure(NumberFault::not_a_number);
  return parse_number(*digits);
}

}  // namespace gammafield::ingest
