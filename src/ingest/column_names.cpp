#include "ingest/column_names.h"

#include <algorithm>
#include <array>

namespace gammafield::ingest {
namespace {

using enum Meaning;

struct Alias {
  std::string_view name;
  Meaning meaning;
  std::uint8_t rank = 0;
  bool utc = false;
};

// Sorted by name, for the search below. Rank 1 and more: taken only where no better column says the same.
constexpr std::array aliases{
    Alias{"activeunderlyingprice", spot, 3},
    Alias{"ask", ask},
    Alias{"askpr", ask},
    Alias{"askprice", ask},
    Alias{"asof", quote_date},
    Alias{"asofdate", quote_date},
    Alias{"baseticker", underlying},
    Alias{"bestask", ask},
    Alias{"bestaskprice", ask},
    Alias{"bestbid", bid},
    Alias{"bestbidprice", bid},
    Alias{"bid", bid},
    Alias{"bidpr", bid},
    Alias{"bidprice", bid},
    Alias{"callput", right},
    Alias{"close", last, 4},
    Alias{"contract", any_symbol, 2},
    Alias{"contractid", option_symbol},
    Alias{"contractname", option_symbol, 2},
    Alias{"contractsize", multiplier},
    Alias{"contractsymbol", option_symbol},
    Alias{"contracttype", right},
    Alias{"cp", right},
    Alias{"cpflag", right},
    Alias{"currentprice", spot, 1},
    Alias{"date", quote_date, 2},
    Alias{"datetime", quote_date, 1},
    Alias{"day.volume", volume},
    Alias{"daystoexpiration", days_to_expiry},
    Alias{"daystoexpiry", days_to_expiry},
    Alias{"delta", delta},
    Alias{"details.contracttype", right},
    Alias{"details.expirationdate", expiry},
    Alias{"details.sharespercontract", multiplier},
    Alias{"details.strikeprice", strike},
    Alias{"details.ticker", option_symbol},
    Alias{"dte", days_to_expiry},
    Alias{"exchange", exchange},
    Alias{"exp", expiry},
    Alias{"expdate", expiry},
    Alias{"expiration", expiry},
    Alias{"expirationdate", expiry},
    Alias{"expirdate", expiry},
    Alias{"expiredate", expiry},
    Alias{"expiry", expiry},
    Alias{"expirydate", expiry},
    Alias{"gamma", gamma},
    Alias{"greeks.cboecontracts", contracts_listed},
    Alias{"greeks.delta", delta},
    Alias{"greeks.gamma", gamma},
    Alias{"greeks.midiv", vol},
    Alias{"greeks.smvvol", vol, 2},
    Alias{"impliedvol", vol},
    Alias{"impliedvolatility", vol},
    Alias{"instrument", any_symbol, 3},
    Alias{"instrumentname", any_symbol, 3},
    Alias{"iv", vol},
    Alias{"k", strike, 2},
    Alias{"last", last},
    Alias{"lastprice", last},
    Alias{"lastquote.ask", ask},
    Alias{"lastquote.bid", bid},
    Alias{"lasttrade.price", last},
    Alias{"lasttradedate", trade_time},
    Alias{"lasttradeprice", last},
    Alias{"lasttradetime", trade_time},
    Alias{"ltp", last},
    Alias{"mark", last, 3},
    Alias{"markiv", vol, 1},
    Alias{"markprice", last, 3},
    Alias{"mid", last, 2},
    Alias{"midiv", vol},
    Alias{"midprice", last, 2},
    Alias{"multiplier", multiplier},
    Alias{"occ", option_symbol},
    Alias{"occsymbol", option_symbol},
    Alias{"oi", open_interest},
    Alias{"openint", open_interest},
    Alias{"openinterest", open_interest},
    Alias{"option", option_symbol},
    Alias{"optionid", any_symbol, 2},
    Alias{"optionright", right},
    Alias{"optionroot", root},
    Alias{"optionsymbol", option_symbol},
    Alias{"optiontype", right},
    Alias{"osi", option_symbol},
    Alias{"osisymbol", option_symbol},
    Alias{"putcall", right},
    Alias{"quotedate", quote_date, 1},
    Alias{"quotedatetime", quote_date},
    Alias{"quotereadtime", quote_date},
    Alias{"quotetime", quote_clock},
    Alias{"quoteunixtime", quote_date, 3},
    Alias{"rawsymbol", any_symbol, 1},
    Alias{"right", right},
    Alias{"root", root},
    Alias{"rootsymbol", root},
    Alias{"session", quote_date},
    Alias{"sessiondate", quote_date},
    Alias{"side", right, 1},
    Alias{"smvvol", vol, 2},
    Alias{"snapshot", quote_date},
    Alias{"snapshotdate", quote_date},
    Alias{"snapshottime", quote_date},
    Alias{"snapshotutc", quote_date, 0, true},
    Alias{"spot", spot},
    Alias{"spotprice", spot},
    Alias{"stockprice", spot, 1},
    Alias{"strike", strike},
    Alias{"strikeprice", strike},
    Alias{"symbol", any_symbol},
    Alias{"ticker", any_symbol, 1},
    Alias{"timestamp", quote_date, 1},
    Alias{"totalvolume", volume},
    Alias{"tradedate", quote_date, 1},
    Alias{"tradevolume", volume},
    Alias{"type", right, 2},
    Alias{"underlying", underlying},
    Alias{"underlyingask", spot_ask},
    Alias{"underlyingasset.price", spot},
    Alias{"underlyingasset.ticker", underlying},
    Alias{"underlyingasset.value", spot, 1},
    Alias{"underlyingbid", spot_bid},
    Alias{"underlyinglast", spot},
    Alias{"underlyingprice", spot},
    Alias{"underlyingsymbol", underlying},
    Alias{"undprice", spot},
    Alias{"updated", quote_date, 1},
    Alias{"updatedat", quote_date, 2},
    Alias{"volume", volume},
};
static_assert(std::ranges::is_sorted(aliases, {}, &Alias::name));
static_assert(std::ranges::adjacent_find(aliases, {}, &Alias::name) == aliases.end());

}  // namespace

std::optional<ColumnUse> named_use(std::string_view plain) {
  const auto alias = std::ranges::lower_bound(aliases, plain, {}, &Alias::name);
  if (alias == aliases.end() || alias->name != plain) return std::nullopt;
  return ColumnUse{.meaning = alias->meaning, .rank = alias->rank, .utc = alias->utc};
}

}  // namespace gammafield::ingest
