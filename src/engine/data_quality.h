#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exposure/book.h"
#include "ingest/loaded_chain.h"
#include "market/chain.h"
#include "pricing/priced_chain.h"

namespace gammafield::engine {

using Counts = std::map<std::string, std::size_t, std::less<>>;

/// How the smiles of docs/methods.md 2.9 go through the quotes they were fitted to.
struct SmileQuality {
  Counts kinds;                    ///< live expiries by what their smile is; `line`: no fit
  std::size_t fitted = 0;          ///< of them, expiries with a fit
  std::size_t quotes = 0;          ///< that the fits were made to
  double inside = 0;               ///< share of these priced within their spreads, 0 to 1
  double rmse_vol_points = 0;      ///< root mean square error over these
  std::size_t mostly_inside = 0;   ///< fits with 90 % of their quotes inside
  std::size_t butterfly_free = 0;  ///< fits
  std::size_t calendar_free = 0;   ///< fits
  std::size_t arbitrage_free = 0;  ///< fits that are both
};

/// What was rejected, could not be priced, or was priced from a fallback; shown to the user with every result.
struct DataQuality {
  std::size_t contracts = 0;  ///< read, rejected ones included
  std::size_t used = 0;       ///< priced and with open interest
  double coverage_oi =
      0;               ///< open interest used / open interest of all contracts not yet settled, in [0, 1]; 0 if none
  Counts rejected;     ///< by reason
  Counts unpriced;     ///< by reason
  Counts vol_sources;  ///< priced contracts by where their volatility came from
  Counts quote_flags;  ///< contracts by quote-quality flag
  SmileQuality smile;
  Counts forward_sources;  ///< live expiries by where their forward came from
  Counts
      exercise;  ///< priced contracts: `european`, `american`, and of these `exercised`: worth exercise now, no gamma
  std::vector<market::DataFlag> flags;
  /// sum |vendor gamma - ours| OI / sum ours OI, over contracts for which the vendor prints one; none when it prints
  /// none.
  std::optional<double> vendor_gamma_difference;
};

[[nodiscard]] DataQuality data_quality(const ingest::LoadedChain&, const pricing::PricedChain&, const exposure::Book&);

}  // namespace gammafield::engine
