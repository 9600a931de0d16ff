#include "pricing/shifted_chain.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "pricing/greeks_of_options.h"
#include "pricing/time_left.h"

namespace gammafield::pricing {
namespace {

PricedExpiry at_time(PricedExpiry expiry, const TimeLeft& left, double spot) {
  const double passed = expiry.years - left.years;
  for (CashDividend& dividend : expiry.dividends) dividend.years -= passed;
  std::erase_if(expiry.dividends, [](const CashDividend& dividend) { return dividend.years <= 0; });
  expiry.years = left.years;
  expiry.expiring = left.expiring;
  expiry.priced = 0;
  expiry.forward.discount = std::exp(-expiry.rate * left.years);
  expiry.forward.forward = spot * std::exp((expiry.rate - expiry.carry) * left.years);
  return expiry;
}

double shifted_vol(double vol, double by) { return by == 0 ? vol : std::max(vol + by, smallest_shifted_vol); }

}  // namespace

PricedChain shifted(const PricedChain& priced, const Shift& shift) {
  assert(shift.elapsed.count() >= 0);
  PricedChain out;
  out.chain = priced.chain;
  out.settings = priced.settings;
  out.spot = shift.spot.value_or(priced.spot);
  out.spot_source = priced.spot_source;
  out.business_time = priced.business_time;
  out.quote_flags = priced.quote_flags;
  out.flags = priced.flags;
  for (std::size_t e = 0; e < priced.expiries.size(); ++e) {
    const TimeLeft left = time_left(priced, e, priced.chain->as_of + shift.elapsed);
    out.expiries.push_back(at_time(priced.expiries[e], left, out.spot.value()));
    if (out.expiries.back().atm_vol > 0)
      out.expiries.back().atm_vol = shifted_vol(priced.expiries[e].atm_vol, shift.vol);
  }
  out.options.reserve(priced.options.size());
  for (PricedOption option : priced.options) {
    PricedExpiry& expiry = out.expiries[option.expiry];
    if (expiry.years <= 0) continue;
    option.sigma = shifted_vol(option.sigma, shift.vol);
    out.options.push_back(option);
    ++expiry.priced;
  }
  fill_greeks(out);
  return out;
}

}  // namespace gammafield::pricing
