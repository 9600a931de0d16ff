#include <vector>

#include "pricing/forward.h"
#include "pricing/fuzz_input.h"

/// Any quotes at all, sensible or not: a finite positive forward and discount, or none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::pricing;
  FuzzInput in(data, size);
  const auto shape = in.take<std::uint8_t>();
  const double years = shape % 2 == 0 ? in.between(1e-6, 5) : in.take<double>();
  std::optional<double> discount;
  if (shape % 4 >= 2) discount = in.take<double>();
  std::vector<ParityPair> pairs;
  while (!in.empty() && pairs.size() < 500) {
    ParityPair pair;
    const bool sensible = in.take<std::uint8_t>() % 8 != 0;
    for (double* value : {&pair.strike, &pair.call_bid, &pair.call_ask, &pair.put_bid, &pair.put_ask, &pair.quality})
      *value = sensible ? in.between(0, 100) : in.take<double>();
    if (sensible) pair.quality = 1;
    pairs.push_back(pair);
  }
  const auto fit = forward_from_parity(pairs, years, discount);
  if (!fit) return 0;
  require_finite({fit->forward, fit->discount, fit->forward_se, fit->discount_se, fit->arbitrage_free_share});
  require(fit->forward > 0 && fit->discount > 0 && fit->forward_se >= 0);
  require(fit->pairs >= parity_pairs_min);
  require(fit->arbitrage_free_share >= 0 && fit->arbitrage_free_share <= 1);
  return 0;
}
