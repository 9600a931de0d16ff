#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis.h"

namespace gammafield::engine {

/// The same chain by the two volatility sources, for the question "whose number is right".
struct SourceResult {
  market::UsdPerPercent net, gross;
  std::optional<market::Strike> call_wall, put_wall;
  std::optional<market::Spot> flip;
};

/// How an expiry's vendor volatilities agree with its quotes, near the money.
struct VendorGap {
  std::uint32_t expiry = 0;  ///< index into ChainSnapshot::expiries
  double call_minus_put_points =
      0;  ///< median of vendor call IV - put IV at one strike, vol points, within 3 % of the forward
  double vendor_minus_solved_points = 0;  ///< median of vendor - solved IV, vol points, out of the money, within 3 %
  std::size_t strikes = 0;
  double gross_share = 0;  ///< of the book's gross exposure
};

/// The same American chain with early exercise and without.
struct ExerciseGap {
  SourceResult american, european;
  double vol_points = 0;      ///< mean of |American - European volatility|, by open interest
  double gamma_share = 0;     ///< sum of |difference in gross exposure| over the European gross
  std::size_t contracts = 0;  ///< American ones compared
  std::size_t exercised = 0;  ///< of them worth exercise now: no gamma at all
};

/// A closer look at one file: what the data say about themselves. See `gammafield inspect`.
struct Inspection {
  SourceResult solved, vendor;
  bool has_vendor = false;              ///< the file brings volatilities of its own
  bool sources_disagree = false;        ///< a wall differs, the flip by over 0.2 %, or net by over 1 % of gross
  std::vector<VendorGap> gaps;          ///< expiries by gross exposure, largest first; at most five
  std::vector<std::string> reasons;     ///< why they disagree, a sentence each
  std::optional<ExerciseGap> exercise;  ///< none where no contract is American
};

/// Of the chain that the analysis was made from: only what its settings did not already compute is computed here.
[[nodiscard]] base::Result<Inspection, base::Refusal> inspect(std::shared_ptr<const ingest::LoadedChain>,
                                                              const Analysis&);

}  // namespace gammafield::engine
