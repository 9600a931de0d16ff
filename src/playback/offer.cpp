#include "playback/offer.h"

#include <array>

#include <fmt/format.h>

#include "playback/cboe_vendor.h"
#include "playback/deribit_line.h"
#include "playback/massive_vendor.h"
#include "playback/occ_vendor.h"
#include "playback/theta_vendor.h"
#include "playback/tradier_vendor.h"

namespace gammafield::playback {
namespace {

using Made = std::unique_ptr<Vendor>;

template <class V>
Made make(const Tape& tape) {
  return std::make_unique<V>(tape);
}

struct Offer {
  std::string_view feed;
  Made (*make)(const Tape&);
};
constexpr std::array offers{Offer{"cboe", make<CboeVendor>}, Offer{"occ", make<OccVendor>},
                            Offer{"tradier", make<TradierVendor>}, Offer{"massive", make<MassiveVendor>},
                            Offer{"thetadata", make<ThetaVendor>}};

}  // namespace

std::string vendor_names() {
  std::string names;
  for (const Offer& offer : offers) names += (names.empty() ? "" : ", ") + std::string{offer.feed};
  return names + ", " + std::string{streaming_vendor};
}

std::unique_ptr<Conversation> line_of(const Tape& tape) { return std::make_unique<DeribitLine>(tape); }

base::Result<Made, base::Refusal> vendor_of(std::string_view feed, const Tape& tape) {
  for (const Offer& offer : offers)
    if (offer.feed == feed) return offer.make(tape);
  return base::failure(
      base::Refusal{base::RefusalKind::usage, fmt::format("--feed {}: one of {}", feed, vendor_names())});
}

}  // namespace gammafield::playback
