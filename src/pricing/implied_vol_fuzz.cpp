#include "pricing/black_scholes.h"
#include "pricing/fuzz_input.h"
#include "pricing/implied_vol.h"

/// Any doubles at all: a volatility that is finite, positive and reprices, or a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  using namespace gammafield::pricing;
  FuzzInput in(data, size);
  const auto right = in.take<std::uint8_t>() % 2 == 0 ? market::Right::call : market::Right::put;
  const auto price = in.take<double>(), F = in.take<double>(), K = in.take<double>(), smallest = in.take<double>();
  const auto v = implied_total_vol(right, price, F, K, smallest);
  if (!v) {
    require(!to_string(v.error()).empty());
    return 0;
  }
  require(std::isfinite(*v) && *v > 0);
  const double repriced = black_price(right, F, K, *v), largest = right == market::Right::call ? F : K;
  require_finite({repriced});
  // At the far edges of the doubles a price has few digits of its own, and sqrt(F) sqrt(K) fewer.
  const bool ordinary = F > 1e-100 && F < 1e100 && K > 1e-100 && K < 1e100 && price > 1e-200;
  if (ordinary) require(std::abs(repriced - price) <= 1e-9 * price + 1e-14 * largest);
  return 0;
}
