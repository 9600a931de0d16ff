#include "bands/flip_band.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "levels/curve_search.h"
#include "levels/negligible.h"

namespace gammafield::bands {
namespace {

constexpr double same_flip_within = 0.01;  // of spot

/// Between two spots of the grid, by their indices.
struct Bracket {
  std::size_t low = 0, high = 0;
  double price = 0;  ///< interpolated
};

struct DrawnFlip {
  std::size_t draw = 0;
  Bracket at;
};

/// Looks for the crossing nearest to spot in one draw's profile.
class FlipFinder {
 public:
  FlipFinder(const CellProfiles& profiles, market::Spot spot) : spot_(spot.value()) {
    const auto& spots = profiles.spots();
    const double largest = *std::ranges::max_element(profiles.gross());
    for (std::size_t i = 0; i < spots.size(); ++i) {
      const double gross = profiles.gross()[i];
      price_.push_back(spots[i].value());
      log_.push_back(std::log(spots[i].value() / spot_));
      nil_below_.push_back(levels::negligible_share_of_gross * gross);
      exposed_.push_back(gross >= levels::negligible_share_of_gross * largest);
    }
    above_ = static_cast<std::size_t>(std::ranges::lower_bound(spots, spot) - spots.begin());
  }

  [[nodiscard]] std::optional<Bracket> nearest(std::span<const double> net) const {
    const auto up = upwards(net);
    const auto down = downwards(net, up ? distance(*up) : INFINITY);
    return down && (!up || distance(*down) < distance(*up)) ? down : up;
  }

 private:
  [[nodiscard]] double distance(const Bracket& at) const { return std::abs(std::log(at.price / spot_)); }
  [[nodiscard]] bool is_nil(std::size_t i, double net) const {
    return net == 0 || !exposed_[i] || std::abs(net) < nil_below_[i];
  }
  static std::size_t index_in(std::span<const double> net, const double* value) {
    return static_cast<std::size_t>(value - net.data());
  }
  [[nodiscard]] Bracket between(std::span<const double> net, std::size_t low, std::size_t high) const {
    const double part = net[low] / (net[low] - net[high]);
    return {low, high, price_[low] + part * (price_[high] - price_[low])};
  }

  /// The first crossing from the spot below today's upwards.
  [[nodiscard]] std::optional<Bracket> upwards(std::span<const double> net) const {
    const double* last = nullptr;  // the last signed value
    for (std::size_t i = above_ > 0 ? above_ - 1 : 0; i < net.size(); ++i) {
      if (!exposed_[i]) last = nullptr;
      if (is_nil(i, net[i])) continue;
      if (last != nullptr && (*last < 0) != (net[i] < 0)) return between(net, index_in(net, last), i);
      last = &net[i];
    }
    return std::nullopt;
  }
  /// The first from the spot above it downwards, no farther than `reach`.
  [[nodiscard]] std::optional<Bracket> downwards(std::span<const double> net, double reach) const {
    const double* last = nullptr;  // the last signed value
    for (std::size_t i = std::min(above_ + 1, net.size()); i-- > 0;) {
      if (last != nullptr && -log_[index_in(net, last)] > reach) return std::nullopt;
      if (!exposed_[i]) last = nullptr;
      if (is_nil(i, net[i])) continue;
      if (last != nullptr && (*last < 0) != (net[i] < 0)) return between(net, i, index_in(net, last));
      last = &net[i];
    }
    return std::nullopt;
  }

  double spot_;
  std::vector<double> price_, log_, nil_below_;
  std::vector<bool> exposed_;
  std::size_t above_ = 0;  ///< the first spot of the grid not below today's
};

market::Spot settled(const DrawnFlip& flip, const CellProfiles& profiles, const Draws& draws) {
  const auto fractions = draws.of(flip.draw);
  const levels::Curve net = [&](market::Spot spot) { return profiles.net_gex(fractions, spot); };
  const market::Spot low = profiles.spots()[flip.at.low], high = profiles.spots()[flip.at.high];
  const levels::CurvePoint below{low, net(low)}, above{high, net(high)};
  if ((below.value < 0) == (above.value < 0)) return market::Spot{flip.at.price};  // zero to within rounding
  return levels::crossing(net, below, above);
}

double share_near(const std::vector<DrawnFlip>& flips, double median, double within, std::size_t draws) {
  const auto near =
      std::ranges::count_if(flips, [&](const DrawnFlip& flip) { return std::abs(flip.at.price - median) <= within; });
  return static_cast<double>(near) / static_cast<double>(draws);
}

}  // namespace

FlipBand flip_band(const CellProfiles& profiles, const Draws& draws, market::Spot spot) {
  const FlipFinder finder{profiles, spot};
  std::vector<DrawnFlip> flips;
  profiles.columns().visit(draws, [&](std::size_t draw, std::span<const double> net) {
    if (const auto found = finder.nearest(net)) flips.push_back({draw, *found});
  });
  FlipBand band;
  if (flips.empty()) return band;
  std::ranges::sort(flips, {}, [](const DrawnFlip& flip) { return std::pair{flip.at.price, flip.draw}; });
  const auto flip_at = [&](double level) { return flips[quantile_index(level, flips.size())]; };
  band.price = Quantiles<market::Spot>::from([&](double level) { return settled(flip_at(level), profiles, draws); });
  band.p_none = static_cast<double>(draws.count() - flips.size()) / static_cast<double>(draws.count());
  band.p_near_median = share_near(flips, flip_at(0.5).at.price, same_flip_within * spot.value(), draws.count());
  return band;
}

}  // namespace gammafield::bands
