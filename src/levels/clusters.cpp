#include <algorithm>
#include <cmath>
#include <numbers>

#include "kernels/profile_exact.h"
#include "levels/concentration.h"

namespace gammafield::levels {
namespace {

using exposure::StrikeExposure;
using Strikes = std::span<const StrikeExposure>;

// docs/methods.md 1.4.8
constexpr double width_steps = 1.5, width_of_spot = 0.0015;
constexpr double run_of_peak = 0.50;
constexpr double split_of_peak = 0.20;
constexpr double least_mass_share = 0.10;
constexpr std::size_t least_strikes = 3;
// Numerical: a Gaussian sum has no feature narrower than its kernel; beyond 6 widths phi is below 1e-8 of its peak.
constexpr double samples_a_width = 8, kernel_reach_widths = 6;

/// One spot of the density curve.
struct Sample {
  double price = 0, density = 0;
};
using Curve = std::vector<Sample>;
using Stretch = std::span<const Sample>;

constexpr double kernel_peak = 0.5 * std::numbers::inv_sqrtpi * std::numbers::sqrt2;  // phi(0)

/// Every strike, and between them fine enough that no dip is missed.
std::vector<double> sample_prices(Strikes strikes, double width) {
  std::vector<double> prices;
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    const double here = strikes[i].strike.value();
    const bool last = i + 1 == strikes.size();
    const double gap = last ? width : strikes[i + 1].strike.value() - here;
    const double parts =
        last ? 1 : std::clamp(std::ceil(gap / width * samples_a_width), 1.0, 2 * kernel_reach_widths * samples_a_width);
    for (double part = 0; part < parts; ++part) prices.push_back(here + gap * part / parts);
  }
  return prices;
}

/// The density there: a sum of Gaussians, one a strike.
Curve density_curve(Strikes strikes, double width) {
  const std::vector<double> prices = sample_prices(strikes, width);
  std::vector<double> center, height, density(prices.size()), unsigned_density(prices.size());
  for (const StrikeExposure& at : strikes) {
    center.push_back(at.strike.value());
    height.push_back(kernel_peak / width * at.absolute().value());
  }
  const std::vector<double> scale(strikes.size(), kernels::bump_scale / width);
  kernels::add_near_bumps({strikes.size(), center.data(), scale.data(), height.data(), height.data()},
                          kernel_reach_widths, prices.size(), prices.data(),
                          {density.data(), unsigned_density.data(), nullptr});
  Curve curve;
  curve.reserve(prices.size());
  for (std::size_t i = 0; i < prices.size(); ++i) curve.push_back({prices[i], density[i]});
  return curve;
}

double peak(Stretch stretch) {
  double highest = 0;
  for (const Sample& sample : stretch) highest = std::max(highest, sample.density);
  return highest;
}

std::vector<Stretch> runs_at_or_above(Stretch side, double threshold) {
  std::vector<Stretch> runs;
  for (std::size_t i = 0; i < side.size();) {
    std::size_t end = i;
    while (end < side.size() && side[end].density >= threshold) ++end;
    if (end > i) runs.push_back(side.subspan(i, end - i));
    i = std::max(end, i + 1);
  }
  return runs;
}

/// The lowest sample that lies at least `prominence` below the highest on either side of it.
std::optional<std::size_t> split_point(Stretch run, double prominence) {
  std::vector<double> highest_after(run.size() + 1, 0.0);
  for (std::size_t i = run.size(); i-- > 0;) highest_after[i] = std::max(highest_after[i + 1], run[i].density);
  std::optional<std::size_t> lowest;
  double highest_before = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const double lower_side = std::min(highest_before, highest_after[i + 1]);
    const bool deep = lower_side - run[i].density >= prominence;
    if (deep && (!lowest || run[i].density < run[*lowest].density)) lowest = i;
    highest_before = std::max(highest_before, run[i].density);
  }
  return lowest;
}

void split_into(std::vector<Stretch>& parts, Stretch run, double prominence) {
  const auto at = split_point(run, prominence);
  if (!at) return parts.push_back(run);
  split_into(parts, run.first(*at + 1), prominence);
  split_into(parts, run.subspan(*at + 1), prominence);
}

double gross_of(Strikes strikes) {
  double gross = 0;
  for (const StrikeExposure& at : strikes) gross += at.absolute().value();
  return gross;
}

std::optional<Cluster> cluster_of(Strikes side, Stretch part, double side_gross) {
  Cluster cluster;
  double mass = 0, net = 0, moment = 0;
  std::size_t members = 0;
  for (const StrikeExposure& at : side) {
    const double gross = at.absolute().value();
    if (!(gross > 0) || at.strike.value() < part.front().price || at.strike.value() > part.back().price) continue;
    if (members++ == 0) cluster.low = at.strike;
    cluster.high = at.strike;
    mass += gross;
    net += at.net.value();
    moment += gross * at.strike.value();
  }
  if (members < least_strikes || mass < least_mass_share * side_gross) return std::nullopt;
  cluster.centroid = moment / mass;
  cluster.mass = market::UsdPerPercent{mass};
  cluster.mass_share = mass / side_gross;
  cluster.net_ratio = net / mass;
  return cluster;
}

void append_clusters(std::vector<Cluster>& found, Strikes side, Stretch curve, bool upside) {
  const double highest = peak(curve);
  if (!(highest > 0)) return;
  std::vector<Stretch> parts;
  for (const Stretch run : runs_at_or_above(curve, run_of_peak * highest))
    split_into(parts, run, split_of_peak * highest);
  for (const Stretch part : parts) {
    auto cluster = cluster_of(side, part, gross_of(side));
    if (!cluster) continue;
    cluster->upside = upside;
    found.push_back(*cluster);
  }
}

}  // namespace

std::vector<Cluster> clusters(Strikes strikes, market::Spot spot) {
  const auto step = strike_step(strikes, spot);
  if (!step) return {};
  const Curve curve = density_curve(strikes, std::max(width_steps * step->value(), width_of_spot * spot.value()));

  const auto upper_strike = std::find_if(strikes.begin(), strikes.end(),
                                         [&](const StrikeExposure& at) { return at.strike.value() > spot.value(); });
  const auto upper_sample =
      std::find_if(curve.begin(), curve.end(), [&](const Sample& sample) { return sample.price > spot.value(); });
  std::vector<Cluster> found;
  append_clusters(found, {strikes.begin(), upper_strike}, {curve.begin(), upper_sample}, false);
  append_clusters(found, {upper_strike, strikes.end()}, {upper_sample, curve.end()}, true);
  return found;
}

}  // namespace gammafield::levels
