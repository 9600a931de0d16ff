#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/loaded_chain.h"

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

}  // namespace gammafield::ingest
