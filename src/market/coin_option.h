#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "market/contract.h"
#include "market/date.h"
#include "market/exchange.h"
#include "market/units.h"

namespace gammafield::market {

/// An option on a coin, as its name tells it.
struct CoinOption {
  Exchange exchange = Exchange::deribit;
  std::string root;  ///< `BTC`: premium and settlement in the coin (inverse); `SOL_USDC`: in dollars (linear)
  Date expiry;
  Right right = Right::call;
  Strike strike;
};

/// Deribit's `BTC-5JUN26-100000-C`, `XRP_USDC-25DEC26-0d625-P` (`d` for the decimal point; no zero before the day), and
/// OKX's `BTC-USD-270326-90000-C`, whose root here is `BTC`. Capitals only; the date 2000 to 2099; the strike in (0,
/// 1e6] with at most three decimals. None for anything else, futures and combinations among it.
[[nodiscard]] std::optional<CoinOption> parse_coin_option(std::string_view);
[[nodiscard]] std::string to_string(const CoinOption&);  ///< the exchange's own name

/// Whether the root's premiums are quoted in the coin.
[[nodiscard]] bool premiums_in_coin(std::string_view root);

}  // namespace gammafield::market
