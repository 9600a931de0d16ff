#include "ingest/cells.h"

#include <algorithm>
#include <array>

namespace gammafield::ingest {
namespace {

bool same_letters(std::string_view text, std::string_view lower) {
  return std::ranges::equal(
      text, lower, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

/// Words that some feeds (DXLink, pandas) print where there is no value.
bool is_missing_word(std::string_view text) {
  static constexpr std::array<std::string_view, 7> words{"infinity", "-infinity", "inf", "-inf",
                                                         "nil",      "undefined", "#n/a"};
  return std::ranges::any_of(words, [&](std::string_view word) { return same_letters(text, word); });
}

base::Result<PrintedNumber, NumberFault> decorated_number(std::string_view text) {
  text = trimmed(text);
  if (is_missing_word(text)) return base::failure(NumberFault::empty);
  PrintedNumber number{.percent = text.ends_with('%')};
  if (number.percent) text = trimmed(text.substr(0, text.size() - 1));
  if (text.starts_with('$')) text.remove_prefix(1);
  const auto value = parse_grouped_number(text);
  if (!value) return base::failure(value.error());
  number.value = *value;
  return number;
}

}  // namespace

base::Result<PrintedNumber, NumberFault> printed_number(std::string_view text) {
  const auto plain = parse_number(text);
  if (plain) return PrintedNumber{.value = *plain};
  if (plain.error() == NumberFault::empty) return base::failure(NumberFault::empty);
  return decorated_number(text);
}

std::optional<market::Right> parse_right(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view word : {"c", "call", "calls", "ce"})
    if (same_letters(text, word)) return market::Right::call;
  for (const std::string_view word : {"p", "put", "puts", "pe"})
    if (same_letters(text, word)) return market::Right::put;
  return std::nullopt;
}

bool is_indian_right(std::string_view text) {
  text = trimmed(text);
  return same_letters(text, "ce") || same_letters(text, "pe");
}

}  // namespace gammafield::ingest
