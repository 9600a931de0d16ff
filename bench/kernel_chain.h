#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "kernels/greeks.h"

namespace gammafield::bench {

/// An SPX-like chain as columns, exact in its own terms: 37 expiries from 0.2 days to two years, strikes 50 % to 150 %
/// of spot, a smile of 8 % to 120 %, a call and a put at each strike, out-of-the-money values of at least five cents.
/// Prices are made in long double. The same seed gives the same chain.
struct KernelChain {
  double S = 5800;
  std::vector<double> K, T, sigma, r, q;
  std::vector<double> F;      ///< forward
  std::vector<double> price;  ///< undiscounted
  std::vector<double> sign;   ///< +1 call, -1 put
  std::vector<double> open_interest;
  [[nodiscard]] std::size_t size() const { return K.size(); }
};
[[nodiscard]] KernelChain spx_full_chain(std::size_t contracts = 20'000);
/// One expiry, three hours left, strikes a dollar apart around 450.
[[nodiscard]] KernelChain spy_0dte();

/// The chain as the greeks' kernel takes it; `sign` +1 for calls, -1 for puts.
[[nodiscard]] kernels::GreekInputs greek_inputs(const KernelChain&, std::span<const double> sign);

/// Columns for price, delta, gamma, vega, theta, vanna and charm.
struct SevenColumns {
  explicit SevenColumns(std::size_t options) { all.fill(std::vector<double>(options)); }
  std::array<std::vector<double>, 7> all;
  [[nodiscard]] kernels::GreekColumns columns();
};

}  // namespace gammafield::bench
