#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ingest/chain_builder.h"

namespace gammafield::ingest {

/// Turns the premiums of an inverse option (bid, ask, last) from coins into dollars: times the coin's price that the
/// exchange itself values them at. Deribit's is the forward of the contract's expiry, so that the dollars are
/// undiscounted, C - P = F - K (docs/methods.md 2.10). Without a price above 0 they become none. False where there was
/// a premium and no price for it.
bool to_dollars(RawOption&, std::optional<double> coin_price);

/// For the flag `premiums_in_coin`: of how many contracts, and of how many there was no price of the coin.
[[nodiscard]] std::string coin_premiums_told(std::size_t contracts, std::size_t lost);

}  // namespace gammafield::ingest
