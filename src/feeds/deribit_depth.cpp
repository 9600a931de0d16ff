#include "feeds/deribit_depth.h"

namespace gammafield::feeds {
namespace {

template <class Side>
void set_level(Side& side, const ingest::DeribitLevel& level) {
  if (level.amount > 0)
    side[level.price] = level.amount;
  else
    side.erase(level.price);
}

template <class Side>
std::optional<double> best_of(const Side& side) {
  return side.empty() ? std::nullopt : std::optional{side.begin()->first};
}

}  // namespace

void DeribitDepthBook::clear() {
  bids_.clear();
  asks_.clear();
  change_id_.reset();
}

DeribitDepthBook::Taken DeribitDepthBook::take(const ingest::DeribitDepth& depth) {
  if (depth.snapshot) {
    clear();
  } else if (!change_id_) {
    return Taken::waiting;
  } else if (depth.previous_change_id != change_id_) {
    clear();
    return Taken::gap;
  }
  for (const ingest::DeribitLevel& level : depth.levels) {
    if (level.bid)
      set_level(bids_, level);
    else
      set_level(asks_, level);
  }
  change_id_ = depth.change_id;
  return Taken::applied;
}

std::optional<double> DeribitDepthBook::best_bid() const { return best_of(bids_); }
std::optional<double> DeribitDepthBook::best_ask() const { return best_of(asks_); }

}  // namespace gammafield::feeds
