#pragma once

#include <cstddef>
#include <span>

#include "pricing/black_scholes.h"
#include "pricing/priced_chain.h"

namespace gammafield::pricing {

/// black_scholes_greeks of every option, by vector code: gammas within 1e-12 of its, relative, the others within 1e-9
/// (of the larger of it and 1e-6 of the largest among the options). An option's greeks do not depend on the others.
/// Requires one S for all, and as many greeks as options.
void fill_greeks(std::span<const BlackScholesInput> options, std::span<Greeks> greeks);

/// The greeks of every option of the chain, at its spot, by its volatility and its expiry, with early exercise
/// where the expiry is American; on up to `threads` threads.
void fill_greeks(PricedChain&, std::size_t threads = 1);

}  // namespace gammafield::pricing
