#include "ingest/not_a_chain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace gammafield::ingest {
namespace {

base::Refusal refusal(std::string_view what) {
  return {base::RefusalKind::input_rejected, fmt::format("not a chain: {}", what)};
}

bool has_all(const std::vector<std::string>& names, std::initializer_list<std::string_view> wanted) {
  return std::ranges::all_of(wanted,
                             [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); });
}

bool any_contains(const std::vector<std::string>& names, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    return std::ranges::any_of(words, [&](std::string_view word) { return name.find(word) != name.npos; });
  });
}

/// The first few names as the file has them, fit for a terminal.
std::string shown(const std::vector<std::string>& names) {
  constexpr std::size_t names_shown = 6;
  constexpr std::size_t letters_shown = 24;
  std::vector<std::string> some;
  for (const std::string& name : names) {
    if (some.size() == names_shown) break;
    std::string printable = name.substr(0, letters_shown);
    std::ranges::replace_if(printable, [](char c) { return c < ' ' || c > '~'; }, '?');
    if (!printable.empty()) some.push_back(std::move(printable));
  }
  return fmt::format("{}{}", fmt::join(some, ", "), names.size() > names_shown ? ", ..." : "");
}

struct Magic {
  std::string_view bytes;
  std::string_view what;
};
constexpr std::array magics{
    Magic{"PAR1", "a Parquet file, a binary table that is not read"},
    Magic{"DBN", "a Databento (DBN) file, a binary form that is not read"},
    Magic{"ARROW1", "an Arrow file, a binary table that is not read"},
    Magic{"SQLite format 3", "an SQLite database"},
    Magic{"%PDF", "a PDF document"},
    Magic{"\x89PNG", "a picture"},
    Magic{"\xFF\xD8\xFF", "a picture"},
    Magic{"\xD0\xCF\x11\xE0", "an Excel workbook: save the sheet as CSV"},
    Magic{"PK\x03\x04", "a zip archive or an Excel workbook: unpack it, or save the sheet as CSV"},
    Magic{"<!DOCTYPE", "a web page, not the data behind it"},
    Magic{"<!doctype", "a web page, not the data behind it"},
    Magic{"<html", "a web page, not the data behind it"},
    Magic{"<HTML", "a web page, not the data behind it"},
    Magic{"<?xml", "an XML document"},
};

const Magic* magic_of(std::string_view bytes) {
  const auto text = bytes.find_first_not_of(" \t\r\n");
  const std::string_view from_text = bytes.substr(text == bytes.npos ? bytes.size() : text);
  const auto found = std::ranges::find_if(magics, [&](const Magic& magic) {
    return magic.bytes.front() == '<' ? from_text.starts_with(magic.bytes) : bytes.starts_with(magic.bytes);
  });
  return found == magics.end() ? nullptr : &*found;
}

}  // namespace

base::Refusal not_a_chain(const Columns& columns, const RowCells& first) {
  const auto& names = columns.names();
  const bool strikes = columns.has(Meaning::strike);
  if (!strikes && has_all(names, {"open", "high", "low"}) && any_contains(names, {"close", "currentprice"}))
    return refusal(has_all(names, {"currentprice"}) ? "prices of underlyings" : "price bars (open, high, low, close)");
  if (any_contains(names, {"gex", "dix", "wall", "flip", "netgamma"}) || has_all(names, {"cg", "pg"}))
    return refusal("levels or exposures that another tool has computed");
  if (!strikes && any_contains(names, {"spot", "vix", "price"}) && !columns.has(Meaning::open_interest))
    return refusal("prices of an underlying over time");
  if (columns.has(Meaning::any_symbol) && columns.describes_contracts() == false &&
      !first.at(Meaning::any_symbol).empty())
    return refusal(
        fmt::format("its instruments (`{}`) are no US option symbols, and strike, expiry and right are missing",
                    first.at(Meaning::any_symbol).substr(0, 30)));
  return refusal(fmt::format("a table of {} columns ({}) without option symbols, or strike, expiry and right",
                             names.size(), shown(names)));
}

base::Refusal not_a_table() { return refusal("no table of any kind"); }

base::Refusal not_a_chain(const std::vector<std::string>& fields) {
  if (has_all(fields, {"jsonrpc"})) return refusal("messages of an exchange's socket, one by one");
  if (has_all(fields, {"pulldates"}) || any_contains(fields, {"byexpiration"}))
    return refusal("open interest by expiry and strike, without a price or a volatility");
  if (any_contains(fields, {"levels", "wall", "flip", "gex"}))
    return refusal("levels or exposures that another tool has computed");
  return refusal(fmt::format("JSON without an array of option contracts (its fields: {})", shown(fields)));
}

bool is_other_file(std::string_view bytes) { return magic_of(bytes) != nullptr; }

LoadResult refuse_other_file(std::string_view bytes, const ReadOptions&) {
  const Magic* magic = magic_of(bytes);
  return base::failure(refusal(magic == nullptr ? "unknown bytes" : magic->what));
}

}  // namespace gammafield::ingest
