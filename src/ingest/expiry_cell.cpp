#include "ingest/expiry_cell.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace gammafield::ingest {

namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What the cell says, whatever the order: its numbers, and the month if it is a word.
struct CellParts {
  std::array<unsigned, 3> numbers{};
  std::size_t count = 0;
  unsigned month = 0;
  bool readable = true;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void take_number(std::string_view& text, CellParts& parts) {
  unsigned value = 0;
  while (!text.empty() && is_digit(text.front())) {
    value = std::min(value * 10 + static_cast<unsigned>(text.front() - '0'), 99'999U);
    text.remove_prefix(1);
  }
  if (parts.count == parts.numbers.size()) {
    parts.readable = false;
  } else {
    parts.numbers[parts.count++] = value;
  }
}

CellParts parts_of(std::string_view text) {
  CellParts parts;
  while (!text.empty() && parts.readable) {
    if (is_digit(text.front())) {
      take_number(text, parts);
      continue;
    }
    const auto* month = std::ranges::find_if(months, [&](std::string_view name) { return text.starts_with(name); });
    if (month != months.end()) parts.month = static_cast<unsigned>(month - months.begin()) + 1;
    text.remove_prefix(month != months.end() ? 3 : 1);
  }
  return parts;
}

bool says(const CellParts& parts, std::chrono::year_month_day date) {
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  std::array wanted = {static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()), year};
  auto given = parts.numbers;
  const bool word = parts.month != 0;
  if (parts.count != (word ? 2U : 3U) || (word && parts.month != wanted[1])) return false;
  if (word) given[2] = wanted[1];
  if (std::ranges::find(given, year) == given.end()) wanted[2] = year % 100;
  return std::ranges::is_permutation(given, wanted);
}

}  // namespace

bool names_expiry(std::string_view cell, market::Date expiry) {
  const auto parts = parts_of(cell);
  if (!parts.readable) return false;
  if (says(parts, expiry)) return true;
  const std::chrono::sys_days day = expiry;
  return std::chrono::weekday(day) == std::chrono::Saturday && says(parts, day - std::chrono::days{1});
}

}  // namespace gammafield::ingest
