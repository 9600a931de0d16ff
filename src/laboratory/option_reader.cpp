#include "laboratory/option_reader.h"

#include <algorithm>

#include "base/list_file.h"

namespace gammafield::laboratory {
namespace {

using hedging::Delivery;
using hedging::Minutes;
using toml_file::TomlTable;

constexpr double minutes_max = 10 * hedging::minutes_a_year;

std::optional<market::Right> parse_right(std::string_view text) {
  if (text == "call") return market::Right::call;
  if (text == "put") return market::Right::put;
  return std::nullopt;
}

/// `30m`, `2h`, `1.5d`, a day being a session; `close` is 0 minutes here.
std::optional<Minutes> parse_expiry(std::string_view text) {
  if (text == "close") return Minutes{0};
  if (text.empty()) return std::nullopt;
  const char unit = text.back();
  const double factor = unit == 'm' ? 1 : unit == 'h' ? 60 : unit == 'd' ? hedging::minutes_a_session : 0;
  const auto count = base::whole_number(text.substr(0, text.size() - 1));
  if (!count || factor == 0 || *count <= 0 || *count * factor > minutes_max) return std::nullopt;
  return Minutes{*count * factor};
}

Minutes settlement(TomlTable& table, const DealerContext& context, bool& to_the_close) {
  constexpr std::string_view write =
      "\"close\", or from the start as \"30m\", \"2h\" or \"5d\" (sessions of 390 minutes), and not in the past";
  const Minutes expires = table.required("expires", parse_expiry, write, Minutes{1});
  if (expires.value() > 0) return expires;
  to_the_close = true;
  return Minutes{hedging::minutes_a_session - context.starts.value()};
}

std::optional<Delivery> parse_delivery(std::string_view text) {
  if (text == "shares") return Delivery::shares;
  if (text == "cash") return Delivery::cash;
  return std::nullopt;
}

std::uint32_t expiry_at(hedging::Book& book, Minutes settles, Delivery delivery, const DealerContext& context) {
  const auto same = [&](const hedging::Expiry& each) { return each.settles == settles && each.delivery == delivery; };
  const auto found = std::ranges::find_if(book.expiries, same);
  if (found != book.expiries.end()) return static_cast<std::uint32_t>(found - book.expiries.begin());
  book.expiries.push_back({.settles = settles, .rate = context.rate, .carry = context.dividend, .delivery = delivery});
  return static_cast<std::uint32_t>(book.expiries.size() - 1);
}

}  // namespace

void read_option(TomlTable& table, const DealerContext& context, hedging::Book& book, bool& to_the_close) {
  const auto right = table.required("right", parse_right, "\"call\" or \"put\"", market::Right::call);
  const Minutes settles = settlement(table, context, to_the_close);
  const auto delivery =
      table.parsed<Delivery>("delivery", parse_delivery, "\"shares\" or \"cash\"").value_or(Delivery::shares);
  const double strike = table.required_number("strike", 0.01, 1e7);
  const double contracts = table.required_number("contracts", -1e9, 1e9);
  const double multiplier = table.number("multiplier", 0.01, 1e6).value_or(100);
  const double vol_pct = table.required_number("volatility_pct", 0.1, 500);
  if (contracts == 0) table.wrong("contracts", "not 0: + the dealer is long, - he is short");
  book.positions.push_back({.expiry = expiry_at(book, settles, delivery, context),
                            .right = right,
                            .strike = market::Strike{strike},
                            .shares = market::Shares{contracts * multiplier},
                            .implied_vol = market::ImpliedVol{vol_pct / 100},
                            .unlisted = table.truth("unlisted").value_or(false)});
  table.finish();
}

}  // namespace gammafield::laboratory
