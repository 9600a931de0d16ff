#include "ingest/file_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "ingest/contract_row.h"
#include "market/roots.h"

namespace gammafield::ingest {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

constexpr std::size_t symbol_letters_max = 5;

struct FoundDate {
  market::Date date;
  std::size_t at = 0, size = 0;
};

/// The first date in the text that is not part of a longer number.
std::optional<FoundDate> date_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    if (const auto date = market::parse_date(text.substr(i, 10))) return FoundDate{*date, i, 10};
    const std::string_view eight = text.substr(i, 8);
    const bool alone =
        eight.size() == 8 && std::ranges::all_of(eight, is_digit) && (i + 8 == text.size() || !is_digit(text[i + 8]));
    if (!alone) continue;
    std::string dashed(eight);
    dashed.insert(6, "-").insert(4, "-");
    if (const auto date = market::parse_date(dashed)) return FoundDate{*date, i, 8};
  }
  return std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto slash = std::min(path.find_last_of("/\\"), path.size());
    const auto begin = slash == path.size() ? 0 : slash + 1;
    parts.push_back(path.substr(begin));
    path = path.substr(0, begin == 0 ? 0 : slash);
  }
  return parts;  // the base name first
}

bool all_letters(std::string_view word) {
  return !word.empty() && word.size() <= symbol_letters_max && std::ranges::all_of(word, is_letter);
}

std::string_view without_separators(std::string_view word) {
  const auto begin = word.find_first_not_of("_- .");
  if (begin == word.npos) return {};
  return word.substr(begin, word.find_last_not_of("_- .") - begin + 1);
}

bool is_capital_word(std::string_view word) { return all_letters(word) && std::ranges::all_of(word, is_capital); }

bool is_index(const std::string& symbol) {
  return market::root_spec(symbol).kind != market::UnderlyingKind::stock_or_etf;
}

/// A lower-case word is believed after a form's name, or when it is an index: `chain_2026-06-15` names no symbol.
std::string symbol_before_date(std::string_view before) {
  constexpr std::string_view compact = "compact";
  before = without_separators(before);
  bool named = before.ends_with(compact);
  if (named) before.remove_suffix(compact.size());
  for (const std::string_view form : {"pairs_", "cboe_datashop_"}) {
    if (!before.starts_with(form)) continue;
    before.remove_prefix(form.size());
    named = true;
  }
  if (!all_letters(before)) return {};
  const std::string symbol = symbol_of(before);
  return named || is_capital_word(before) || is_index(symbol) ? symbol : std::string();
}

}  // namespace

FileNameHint file_name_hint(std::string_view path) {
  constexpr std::size_t folders_looked_at = 3;
  FileNameHint hint;
  const auto parts = parts_of(path);
  if (parts.empty()) return hint;
  const std::string_view stem = parts.front().substr(0, parts.front().find('.'));
  if (const auto found = date_in(stem)) {
    hint.date = found->date;
    hint.symbol = symbol_before_date(stem.substr(0, found->at));
    const bool date_alone = found->at == 0 && found->size == stem.size();
    if (date_alone && parts.size() > 1 && is_capital_word(parts[1])) hint.symbol = parts[1];
    return hint;
  }
  if (!is_capital_word(stem)) return hint;
  hint.symbol = stem;
  for (std::size_t i = 1; i < std::min(parts.size(), folders_looked_at); ++i)
    if (const auto found = date_in(parts[i]); found && !hint.date) hint.date = found->date;
  return hint;
}

}  // namespace gammafield::ingest
