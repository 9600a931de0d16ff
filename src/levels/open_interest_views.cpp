#include "levels/open_interest_views.h"

#include <algorithm>
#include <cstddef>

namespace gammafield::levels {
namespace {

using exposure::ExpiryFilter;

/// Expiries the filter keeps and that still have time left.
std::vector<bool> unsettled(const pricing::PricedChain& priced, const ExpiryFilter& filter) {
  std::vector<bool> keep = filter.keep(priced);
  for (std::size_t i = 0; i < keep.size(); ++i) keep[i] = keep[i] && priced.expiries[i].years > 0;
  return keep;
}

}  // namespace

OpenInterestViews::OpenInterestViews(const exposure::Book& book, const LevelSettings& settings)
    : window_(settings.oi_window) {
  const pricing::PricedChain& priced = *book.priced;
  const auto of = [&](const std::vector<bool>& keep) { return open_interest_by_strike(*priced.chain, keep); };
  const std::vector<bool> next = unsettled(priced, ExpiryFilter{ExpiryFilter::Kind::next});
  all_ = of(unsettled(priced, ExpiryFilter::parse(book.expiry_filter).value_or(ExpiryFilter{})));
  pinned_ = of(unsettled(priced, settings.pin_expiries));
  nearest_ = of(next);
  const auto first = static_cast<std::size_t>(std::ranges::find(next, true) - next.begin());
  if (first == next.size()) return;
  multiplier_ = priced.chain->expiries[first].multiplier;
  nearest_date_ = priced.chain->expiries[first].date;
}

OpenInterestLevels OpenInterestViews::at(market::Spot spot) const {
  OpenInterestLevels found;
  found.call_wall = oi_call_wall(all_, spot, window_);
  found.put_wall = oi_put_wall(all_, spot, window_);
  found.pin = pin(pinned_, spot, window_);
  found.max_worthless = max_worthless(nearest_, spot);
  found.max_pain =
      multiplier_ ? max_pain(nearest_, spot, *multiplier_) : Level<MaxPain>{base::failure(NoLevel::no_open_interest)};
  found.pin_expiry = nearest_date_;
  return found;
}

}  // namespace gammafield::levels
