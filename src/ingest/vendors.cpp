#include "ingest/vendors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/lower_case.h"
#include "ingest/cells.h"
#include "market/coin_option.h"

namespace gammafield::ingest {
namespace {

struct Signature {
  std::array<std::string_view, 3> names;  ///< all of them; unused ones empty
  Vendor vendor;
};

constexpr std::array signatures{
    Signature{{"premiumcurrency", "exchange", "asof"},
              {.feed = "gammafield_table", .vol_unit = VolUnit::fraction, .exported = true}},
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
    Signature{{"snapshotutc", "markiv", "volume24h"}, {.feed = "coin_eod"}},
    Signature{{"extvalue", "ndelta", "instrument"}, {.feed = "deribit_page"}},
    Signature{{"underlyingindex", "stats.volume", "instrumentname"}, {.feed = "deribit_book"}},
    Signature{{"expiryname", "markiv", "instrumentname"}, {.feed = "deribit_hourly"}},
    Signature{{"quotereadtime", "expireunix", "civ"}, {.feed = "optionsdx", .vol_unit = VolUnit::fraction}},
    Signature{{"callmidiv", "putmidiv", "expirdate"}, {.feed = "orats", .vol_unit = VolUnit::fraction}},
    Signature{{"timestamp", "optiontype", "oichg"}, {.feed = "nse_minute", .vol_unit = VolUnit::percent}},
    Signature{{"strikeprice", "expirydate", "ce.impliedvolatility"},
              {.feed = "nse_site", .vol_unit = VolUnit::percent}},
    Signature{{"strikeprice", "expirydate", "pe.impliedvolatility"},
              {.feed = "nse_site", .vol_unit = VolUnit::percent}},
    Signature{{"rootsymbol", "expirationtype", "contractsize"},
              {.feed = "tradier", .vol_unit = VolUnit::fraction, .row_times = true}},
};

constexpr Vendor plain_table{};

bool contains(std::string_view text, std::string_view word) {
  return !std::ranges::search(text, word, {}, base::lower_letter).empty();
}

/// `BTC-13FEB26-100000-C`, `BTC-USD-270326-90000-C`: a right after the last of three dashes or more.
bool is_crypto_instrument(std::string_view text) {
  return std::ranges::count(text, '-') >= 3 && (text.ends_with("-C") || text.ends_with("-P"));
}

bool is_bse_index(std::string_view symbol) { return contains(symbol, "sensex") || contains(symbol, "bankex"); }

base::Refusal refused(std::string_view exchange, std::string_view why) {
  return {base::RefusalKind::input_rejected,
          fmt::format("it is a chain of {} ({}): options of the US, NSE, Deribit and OKX are supported so far",
                      exchange, why)};
}

}  // namespace

const Vendor& vendor_of(const std::function<bool(std::string_view)>& has) {
  for (const auto& [names, vendor] : signatures)
    if (std::ranges::all_of(names, [&](std::string_view name) { return name.empty() || has(name); })) return vendor;
  return plain_table;
}

base::Result<market::Exchange, base::Refusal> exchange_of(std::string_view exchange, std::string_view instrument,
                                                          std::string_view right) {
  if (contains(exchange, "deribit")) return market::Exchange::deribit;
  if (contains(exchange, "okx")) return market::Exchange::okx;
  if (const auto option = market::parse_coin_option(trimmed(instrument))) return option->exchange;
  if (is_crypto_instrument(instrument))
    return base::failure(refused("another crypto exchange", "its contracts' terms are not known here"));
  if (contains(exchange, "bse") || contains(exchange, "bfo") || is_bse_index(instrument))
    return base::failure(refused("BSE (India)", "expiries and lots are not NSE's"));
  const bool indian = is_indian_right(right) || contains(exchange, "nse") || contains(exchange, "nfo");
  return indian ? market::Exchange::nse : market::Exchange::us;
}

}  // namespace gammafield::ingest
