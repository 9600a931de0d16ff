#include "ingest/vendors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ingest/cells.h"

namespace gammafield::ingest {
namespace {

struct Signature {
  std::array<std::string_view, 3> names;  ///< all of them; unused ones empty
  Vendor vendor;
};

constexpr std::array signatures{
    Signature{{"sessiondate", "option", "theo"}, {.feed = "cboe_eod", .vol_unit = VolUnit::fraction}},
    Signature{{"contractsymbol", "lasttradedate", "session"},
              {.feed = "yahoo", .vol_unit = VolUnit::fraction, .next_morning = true}},
    Signature{{"contractsymbol", "impliedvolatility", "inthemoney"}, {.feed = "yahoo", .vol_unit = VolUnit::fraction}},
    Signature{{"ticker", "breakeven", "underlyingprice"}, {.feed = "polygon", .vol_unit = VolUnit::fraction}},
    Signature{{"details.ticker", "breakevenprice", ""}, {.feed = "polygon", .vol_unit = VolUnit::fraction}},
    Signature{{"contractid", "impliedvolatility", "mark"}, {.feed = "alphavantage", .vol_unit = VolUnit::fraction}},
    Signature{{"bid1545", "ask1545", ""}, {.feed = "cboe_datashop", .vol_unit = VolUnit::fraction}},
    Signature{{"underlyinglast", "optionroot", "optionalias"},
              {.feed = "historicaloptiondata", .vol_unit = VolUnit::fraction, .gamma_scale = 100}},
    Signature{{"greekssource", "side", "openinterest"},
              {.feed = "options_desk",
               .vol_unit = VolUnit::fraction,
               .note_code = "vendor_iv_and_greeks_of_two_sources",
               .note = "IV is Yahoo's and delta and gamma are Cboe's: they need not agree"}},
    Signature{{"quotereadtime", "expireunix", "civ"}, {.feed = "optionsdx", .vol_unit = VolUnit::fraction}},
    Signature{{"callmidiv", "putmidiv", "expirdate"}, {.feed = "orats", .vol_unit = VolUnit::fraction}},
    Signature{{"rootsymbol", "expirationtype", "contractsize"}, {.feed = "tradier", .vol_unit = VolUnit::fraction}},
};

constexpr Vendor plain_table{};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view word) {
  return !std::ranges::search(text, word, {}, lower).empty();
}

/// `BTC-13FEB26-100000-C`, `BTC-USD-270326-90000-C`: a right after the last of three dashes or more.
bool is_crypto_instrument(std::string_view text) {
  return std::ranges::count(text, '-') >= 3 && (text.ends_with("-C") || text.ends_with("-P"));
}

}  // namespace

const Vendor& vendor_of(const std::function<bool(std::string_view)>& has) {
  for (const auto& [names, vendor] : signatures)
    if (std::ranges::all_of(names, [&](std::string_view name) { return name.empty() || has(name); })) return vendor;
  return plain_table;
}

std::optional<std::string_view> foreign_exchange(std::string_view exchange, std::string_view instrument,
                                                 std::string_view right) {
  if (contains(exchange, "deribit")) return "Deribit";
  if (contains(exchange, "okx")) return "OKX";
  if (is_crypto_instrument(instrument)) return "a crypto exchange";
  if (is_indian_right(right) || contains(exchange, "nse") || contains(exchange, "nfo")) return "NSE (India)";
  return std::nullopt;
}

base::Refusal foreign_refusal(std::string_view exchange) {
  const std::string_view why = exchange.starts_with("NSE")
                                   ? "expiries by the clock of Mumbai, contracts counted in lots"
                                   : "premiums in coin, expiries at 08:00 UTC, no trading calendar";
  return {base::RefusalKind::input_rejected,
          fmt::format("it is a chain of {} ({}): only US listed options are supported so far", exchange, why)};
}

}  // namespace gammafield::ingest
