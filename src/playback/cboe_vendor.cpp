#include "playback/cboe_vendor.h"

#include "simulate/vendor_files.h"

namespace gammafield::playback {

feeds::Response CboeVendor::answer(const Asked& asked, market::Instant at) {
  const auto chain = tape_.at(at);
  if (!path_of(asked.target).ends_with("/_" + chain->symbol + ".json")) return error(404, "Not Found");
  if (chain != chain_) {
    chain_ = chain;
    written_ = simulate::to_cboe_json(*chain);
  }
  return document(written_);
}

}  // namespace gammafield::playback
