#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/loaded_chain.h"
#include "ingest/price_point.h"

/// Tradier's market data: a list of expirations, the chain of each, and the underlying's quote.
namespace gammafield::ingest {

/// `markets/options/expirations`: the dates, in order, each once. One date may stand where a list would; null is an
/// empty list: the symbol has no options. Refuses a document that is cut, a fault in place of it, and a date that is
/// none.
[[nodiscard]] base::Result<std::vector<market::Date>, base::Refusal> read_tradier_expirations(std::string_view);

struct TradierAnswers {
  std::string symbol;               ///< that was asked for
  std::string quote = {};           ///< `markets/quotes` of it
  std::vector<std::string> chains;  ///< `markets/options/chains`, one an expiration
  market::Instant asked_at;
};

/// One snapshot of them. Null means that the vendor has no such value (no trade today, no greeks), a time of 0 that
/// there never was one; one contract may stand where a list would, and null where there are none. The volatility is
/// `mid_iv`, else `smv_vol`. Spot is the underlying's last trade, else the middle of its quote. A quote's time is the
/// later of `bid_date` and `ask_date`. Refuses, naming the part, a document that is cut or a fault.
[[nodiscard]] base::Result<LoadedChain, base::Refusal> read_tradier(const TradierAnswers&, const ReadOptions&);

/// `markets/quotes` alone: the last trade and its time, else the middle of the quote and the later of its times. None
/// where the vendor has no price, or no time of it. Refuses a document that is cut, a fault, and one without a quote of
/// that symbol.
[[nodiscard]] base::Result<std::optional<PricePoint>, base::Refusal> read_tradier_price(std::string_view,
                                                                                        std::string_view symbol);

}  // namespace gammafield::ingest
