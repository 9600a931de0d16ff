#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/analysis.h"
#include "strategies/option_quotes.h"

namespace gammafield::studies {

/// The options of one analysed chain that settle at a session's close and have a volatility, known from the chain's
/// time on: forward, discount and volatility as the chain was priced (on the business clock turned into ACT/365 at the
/// same total variance), half-spreads where bid and ask are quoted and not crossed; and at which expiry most of each
/// strike's gross exposure settles. Of two groups with one settlement the one with more strikes.
[[nodiscard]] std::shared_ptr<const strategies::OptionQuotes> option_quotes_of(const engine::Analysis&);

/// By symbol and by the moment that they are of.
using QuotesBySymbol =
    std::map<std::string, std::map<market::Instant, std::shared_ptr<const strategies::OptionQuotes>>>;

}  // namespace gammafield::studies
