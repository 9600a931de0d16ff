#include "ingest/contract_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ingest/cells.h"
#include "market/coin_option.h"
#include "market/osi.h"

namespace gammafield::ingest {
namespace {

using base::failure;
using Fault = std::optional<RowFault>;

constexpr std::size_t us_symbol_max = 6, symbol_max = 20;
constexpr double strike_tolerance = 0.0005;  // half of the smallest step an OSI symbol can name

RowFault fault(RejectReason reason, Meaning cell, std::string_view text) { return {reason, cell, std::string(text)}; }

/// Reads one optional number; the fault when the cell holds text that is none.
Fault read_number(std::string_view cell, Meaning meaning, std::optional<double>& into, bool* percent = nullptr) {
  if (cell.empty()) return std::nullopt;
  const auto number = printed_number(cell);
  if (number) {
    into = number->value;
    if (percent != nullptr) *percent = number->percent;
    return std::nullopt;
  }
  if (number.error() == NumberFault::empty) return std::nullopt;
  return fault(RejectReason::bad_number, meaning, cell);
}

Fault read_numbers(const RowCells& row, Side side, RowContract& contract) {
  auto& option = contract.option;
  std::optional<double> multiplier;
  const auto read = [&](Meaning meaning, std::optional<double>& into) {
    return read_number(row.at(meaning, side), meaning, into);
  };
  Fault bad = read(Meaning::bid, option.bid);
  if (!bad) bad = read(Meaning::ask, option.ask);
  if (!bad) bad = read(Meaning::last, option.last);
  if (!bad) bad = read_number(row.at(Meaning::vol, side), Meaning::vol, option.vendor_vol, &contract.percent_sign);
  if (!bad) bad = read(Meaning::gamma, option.vendor_gamma);
  // One delta for a row of two contracts is the call's (ORATS): not to be taken for the put's.
  if (!bad) bad = read_number(row.own(Meaning::delta, side), Meaning::delta, option.vendor_delta);
  if (!bad) bad = read(Meaning::open_interest, option.open_interest);
  if (!bad) bad = read(Meaning::volume, option.volume);
  if (!bad) bad = read(Meaning::multiplier, multiplier);
  if (multiplier && *multiplier > 0) option.multiplier = market::Multiplier{*multiplier};
  return bad;
}

/// A contract that its symbol tells all of.
std::optional<market::OsiSymbol> named_contract(std::string_view text) {
  if (auto symbol = market::parse_osi(text)) return std::move(*symbol);
  auto coin = market::parse_coin_option(text);
  if (!coin) return std::nullopt;
  return market::OsiSymbol{std::move(coin->root), coin->expiry, coin->right, coin->strike};
}

std::string_view symbol_cell(const RowCells& row, Side side) {
  for (const Meaning meaning : {Meaning::option_symbol, Meaning::any_symbol, Meaning::root}) {
    const std::string_view cell = trimmed(row.at(meaning, side));
    if (meaning == Meaning::option_symbol ? !cell.empty() : is_contract_name(cell)) return cell;
  }
  return {};
}

std::optional<double> strike_of(const RowCells& row) {
  const auto number = printed_number(row.at(Meaning::strike));
  return number && !number->percent ? std::optional{number->value} : std::nullopt;
}

std::optional<market::Right> right_of(const RowCells& row, Side side) {
  if (side != Side::both) return side == Side::call ? market::Right::call : market::Right::put;
  return parse_right(row.at(Meaning::right));
}

std::optional<int> days_of(const RowCells& row) {
  constexpr double days_max = 20'000;  // half a century: longer than anything listed
  const auto number = parse_number(row.at(Meaning::days_to_expiry));
  if (!number || *number < 0 || *number > days_max || *number != std::floor(*number)) return std::nullopt;
  return static_cast<int>(*number);
}

market::Date moved(market::Date date, int by) {
  return market::Date{std::chrono::sys_days{date} + std::chrono::days{by}};
}

bool is_saturday(market::Date date) { return std::chrono::weekday{date} == std::chrono::Saturday; }

/// The columns' own word against the symbol's.
Fault contradiction(const market::OsiSymbol& symbol, std::string_view text, std::optional<double> strike,
                    std::optional<market::Right> right, std::optional<market::Date> expiry) {
  if (strike && std::abs(*strike - symbol.strike.value()) > strike_tolerance)
    return fault(RejectReason::unreadable_symbol, Meaning::strike, fmt::format("{} with strike {}", text, *strike));
  if (right && *right != symbol.right)
    return fault(RejectReason::unreadable_symbol, Meaning::right, fmt::format("{} with the other right", text));
  // A Saturday in one and the Friday in the other are the same expiry.
  if (expiry && std::chrono::abs(std::chrono::sys_days{*expiry} - std::chrono::sys_days{symbol.expiry}).count() > 1)
    return fault(RejectReason::unreadable_symbol, Meaning::expiry,
                 fmt::format("{} with expiry {}", text, market::to_string(*expiry)));
  return std::nullopt;
}

}  // namespace

std::string symbol_of(std::string_view text, market::Exchange exchange) {
  text = trimmed(text);
  if (text.starts_with("I:")) text.remove_prefix(2);
  if (!text.empty() && std::string_view{"_^$"}.find(text.front()) != text.npos) text.remove_prefix(1);
  const bool us = exchange == market::Exchange::us;
  if (text.empty() || text.size() > (us ? us_symbol_max : symbol_max) || text.front() == '.') return {};
  std::string symbol;
  for (const char c : text) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool word_mark = !us && (c == '-' || c == '_');
    if (!lower && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '.' && !word_mark) return {};
    symbol += lower ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return symbol;
}

bool looks_like_osi(std::string_view text) {
  constexpr std::size_t strike_width = 8;
  if (text.size() < 16 || text.size() > 23) return false;
  const char right = text[text.size() - strike_width - 1];
  return (right == 'C' || right == 'P') &&
         std::ranges::all_of(text.substr(text.size() - strike_width), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_contract_name(std::string_view text) {
  return looks_like_osi(text) || market::parse_coin_option(text).has_value();
}

std::optional<market::Date> ContractRows::expiry_date(std::string_view cell) {
  if (cell == expiry_text_) return expiry_;
  const auto moment = parse_moment(cell);
  expiry_text_ = cell;
  // An expiry is a calendar date even where it is written as an instant in UTC.
  expiry_ = moment ? std::optional{market::Date{std::chrono::floor<std::chrono::days>(moment->clock)}} : std::nullopt;
  return expiry_;
}

base::Result<RowContract, RowFault> ContractRows::read(const RowCells& row, Side side,
                                                       std::optional<market::Date> today) {
  RowContract contract;
  auto& option = contract.option;
  option.line = row.line;
  const std::string_view expiry_cell = row.at(Meaning::expiry);
  const auto strike = strike_of(row);
  const auto right = right_of(row, side);
  const auto days = days_of(row);
  auto expiry = expiry_date(expiry_cell);
  if (expiry && days) contract.dated_by = moved(*expiry, -*days);
  contract.expiry_from_days = !expiry && expiry_cell.empty() && days && today;
  if (contract.expiry_from_days) expiry = moved(*today, *days);

  const std::string_view text = symbol_cell(row, side);
  auto symbol = named_contract(text);
  if (symbol) {
    if (auto wrong = contradiction(*symbol, text, strike, right, expiry)) return failure(std::move(*wrong));
    contract.root = std::move(symbol->root);
    option.expiry = symbol->expiry;
    option.right = symbol->right;
    option.strike = symbol->strike;
  } else {
    if (!text.empty() && (!strike || !right || !expiry))
      return failure(fault(RejectReason::unreadable_symbol, Meaning::option_symbol, text));
    if (!strike) return failure(fault(RejectReason::bad_strike, Meaning::strike, row.at(Meaning::strike)));
    if (!right) return failure(fault(RejectReason::missing_field, Meaning::right, row.at(Meaning::right)));
    if (!expiry) return failure(fault(RejectReason::bad_date, Meaning::expiry, expiry_cell));
    contract.root = symbol_of(row.at(Meaning::root), exchange_);
    option.expiry = *expiry;
    option.right = *right;
    option.strike = market::Strike{*strike};
  }
  contract.saturday = is_saturday(option.expiry) || (expiry && is_saturday(*expiry));
  if (auto bad = read_numbers(row, side, contract)) return failure(std::move(*bad));
  return contract;
}

}  // namespace gammafield::ingest
