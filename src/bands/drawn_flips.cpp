#include "bands/drawn_flips.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include "levels/curve_search.h"
#include "levels/negligible.h"

namespace gammafield::bands {
namespace {

constexpr double same_flip_within = 0.01;  // of spot

/// Looks for a draw's changes of sign, from the lowest spot of the grid upwards.
class SignChanges {
 public:
  explicit SignChanges(const CellProfiles& profiles) {
    const auto& gross = profiles.gross();
    const double largest = *std::ranges::max_element(gross);
    for (const double each : gross) {
      const bool is_exposed = each >= levels::negligible_share_of_gross * largest;
      exposed_.push_back(is_exposed);
      nil_below_.push_back(is_exposed ? levels::negligible_share_of_gross * each
                                      : std::numeric_limits<double>::infinity());
    }
  }

  /// visit(low, high): between which of the spots, with nothing signed in between.
  template <class Visit>
  void visit(std::span<const double> net, const Visit& visit) const {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t last = none;  // the last signed value
    for (std::size_t i = 0; i < net.size(); ++i) {
      if (!exposed_[i]) last = none;
      if (net[i] == 0 || std::abs(net[i]) < nil_below_[i]) continue;
      if (last != none && (net[last] < 0) != (net[i] < 0)) visit(last, i);
      last = i;
    }
  }

 private:
  std::vector<double> nil_below_;
  std::vector<char> exposed_;
};

}  // namespace

DrawnFlips::DrawnFlips(const CellProfiles& profiles, const Draws& draws) : profiles_(profiles), draws_(draws) {
  const SignChanges changes{profiles};
  const auto& spots = profiles.spots();
  profiles.columns().visit(draws, [&](std::size_t draw, std::span<const double> net) {
    const std::size_t first = crossings_.size();
    changes.visit(net, [&](std::size_t low, std::size_t high) {
      const double part = net[low] / (net[low] - net[high]), width = spots[high].value() - spots[low].value();
      const double price = spots[low].value() + part * width;
      const bool is_first = crossings_.size() == first;
      const double from = is_first ? 0 : std::sqrt(crossings_.back().price * price);  // midway in logarithms
      if (!is_first) crossings_.back().to = from;
      crossings_.push_back({static_cast<std::uint32_t>(draw), static_cast<std::uint32_t>(low),
                            static_cast<std::uint32_t>(high), price, from, std::numeric_limits<double>::infinity()});
    });
  });
  std::ranges::sort(crossings_, {}, [](const Crossing& at) { return std::tuple{at.price, at.draw}; });
}

FlipBand DrawnFlips::at(market::Spot spot) const {
  std::vector<const Crossing*> flips;  // ascending
  for (const Crossing& crossing : crossings_)
    if (crossing.from <= spot.value() && spot.value() < crossing.to) flips.push_back(&crossing);
  FlipBand band;
  if (flips.empty()) return band;
  const auto flip_at = [&](double level) { return flips[quantile_index(level, flips.size())]; };
  band.price = Quantiles<market::Spot>::from([&](double level) { return settled(*flip_at(level)); });
  const auto count = static_cast<double>(draws_.count());
  band.p_none = (count - static_cast<double>(flips.size())) / count;
  const double median = flip_at(0.5)->price, within = same_flip_within * spot.value();
  const auto near =
      std::ranges::count_if(flips, [&](const Crossing* flip) { return std::abs(flip->price - median) <= within; });
  band.p_near_median = static_cast<double>(near) / count;
  return band;
}

market::Spot DrawnFlips::settled(const Crossing& crossing) const {
  const std::lock_guard lock{mutex_};
  const auto found = settled_.find(&crossing);
  return found != settled_.end() ? found->second : settled_.emplace(&crossing, search(crossing)).first->second;
}

market::Spot DrawnFlips::search(const Crossing& crossing) const {
  const auto fractions = draws_.of(crossing.draw);
  const levels::Curve net = [&](market::Spot spot) { return profiles_.net_gex(fractions, spot); };
  const market::Spot low = profiles_.spots()[crossing.low], high = profiles_.spots()[crossing.high];
  const levels::CurvePoint below{low, net(low)}, above{high, net(high)};
  if ((below.value < 0) == (above.value < 0)) return market::Spot{crossing.price};  // zero to within rounding
  return levels::crossing(net, below, above);
}

}  // namespace gammafield::bands
