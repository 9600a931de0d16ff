#include "hedging/draws.h"

#include <Random123/philox.h>

#include "base/random.h"

namespace gammafield::hedging {

Draws draws_of(std::uint64_t seed, std::uint64_t path, std::size_t step) {
  const r123::Philox4x64::ctr_type counter{{path, step, 0, 0}};
  const r123::Philox4x64::key_type key{{seed, 0}};
  const auto bits = r123::Philox4x64{}(counter, key);
  return {base::normal_of(bits[0]), bits[1], base::uniform_of(bits[2]), bits[3]};
}

}  // namespace gammafield::hedging
