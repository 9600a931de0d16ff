#include "exposure/by_expiry.h"

#include "exposure/exposure_sum.h"

namespace gammafield::exposure {

std::vector<ExpiryExposure> by_expiry(const Book& book) {
  std::vector<ExposureSum> sums(book.priced->expiries.size());
  std::vector<bool> held(sums.size(), false);
  for (const Holding& holding : book.holdings) {
    sums[holding.expiry].add(holding);
    held[holding.expiry] = true;
  }
  std::vector<ExpiryExposure> exposures;
  for (std::uint32_t expiry = 0; expiry < sums.size(); ++expiry) {
    if (!held[expiry]) continue;
    exposures.emplace_back().expiry = expiry;
    sums[expiry].write_to(exposures.back());
  }
  return exposures;
}

}  // namespace gammafield::exposure
