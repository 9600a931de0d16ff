#pragma once

#include <cstdint>
#include <vector>

#include "exposure/book.h"
#include "kernels/profile_bumps.h"
#include "kernels/profile_delta.h"
#include "kernels/profile_table.h"

namespace gammafield::exposure {

/// Inside of RepricedBook: its options over spot, a row for each, or for the call and the put of one expiry, strike and
/// volatility.
///   net GEX at s = net_peak * exp(-z^2/2),  z = (x - center)/v
/// Places are x = ln(s/S), S the book's spot, so that differences keep their digits. v = sigma*sqrt(T). Rows are in the
/// order of their width class and, within one, in the book's order: by expiry, then strike.
struct BumpColumns {
  std::vector<double> center;         ///< x of the peak
  std::vector<double> scale;          ///< kernels::bump_scale / v
  std::vector<double> net_peak;       ///< $ a 1 %, dealer's side
  std::vector<double> gross_peak;     ///< >= 0
  std::vector<double> strike;         ///< x of the strike
  std::vector<double> delta_shares;   ///< dealer shares * e^(-qT): what the N(d1) of delta is counted in
  std::vector<double> put_shares;     ///< the puts' part of them: a put's delta is its call's less e^(-qT)
  std::vector<std::uint32_t> expiry;  ///< index into PricedChain::expiries
  kernels::WidthClasses classes;

  [[nodiscard]] std::size_t size() const { return center.size(); }
  [[nodiscard]] double width(std::size_t row) const { return kernels::bump_scale / scale[row]; }
  [[nodiscard]] kernels::Bumps bumps() const {
    return {size(), center.data(), scale.data(), net_peak.data(), gross_peak.data()};
  }
  [[nodiscard]] kernels::Steps deltas() const { return {size(), center.data(), scale.data(), delta_shares.data()}; }
};

/// An option's volatility and time left when they are not the priced chain's; no time left: settled, no bump.
struct OptionState {
  market::ImpliedVol sigma;
  market::Years years;
};

/// `states`: one a holding; empty: as priced.
[[nodiscard]] BumpColumns bumps_of(const Book&, std::span<const OptionState> states = {});

/// Those of the expiries that are kept; `keep` as ExpiryFilter::keep gives it.
[[nodiscard]] BumpColumns of_expiries(const BumpColumns&, const std::vector<bool>& keep);

}  // namespace gammafield::exposure
