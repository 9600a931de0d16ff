#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "exposure/bump.h"
#include "exposure/repriced_book.h"

namespace gammafield::exposure {
namespace {

constexpr double spike_width = 0.005;  // v; wider bumps are seen by a grid of 0.1 % of spot
constexpr std::size_t spikes_max = 256;
constexpr std::array widths_away{-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0};

/// A place where a narrow bump may turn the profile, and the width of the bump.
struct Candidate {
  double x = 0;
  double width = 0;
};

/// A narrow bump, as far as spikes go.
struct Spike {
  double strike = 0, width = 0, center = 0, gross_peak = 0;
};

std::vector<Spike> spikes_between(const BumpColumns& bumps, double low, double high) {
  std::vector<Spike> spikes;
  for (std::size_t row = 0; row < bumps.size(); ++row) {
    if (bumps.scale[row] <= kernels::bump_scale / spike_width || bumps.net_peak[row] == 0) continue;
    const double width = bumps.width(row), reach = widths_away.back() * width, strike = bumps.strike[row];
    const bool within = strike + reach >= low && strike - reach <= high;
    if (within) spikes.push_back({strike, width, bumps.center[row], bumps.gross_peak[row]});
  }
  return spikes;
}

/// The highest; of equal ones those of the lower strike.
std::vector<Spike> highest(std::vector<Spike> spikes) {
  if (spikes.size() <= spikes_max) return spikes;
  std::ranges::sort(spikes, {},
                    [](const Spike& spike) { return std::tuple{-spike.gross_peak, spike.strike, spike.center}; });
  spikes.resize(spikes_max);
  return spikes;
}

std::vector<Candidate> candidates_of(const std::vector<Spike>& spikes, double low, double high) {
  std::vector<Candidate> candidates;
  for (const Spike& spike : spikes) {
    for (const double away : widths_away) {
      const double x = spike.strike + away * spike.width;
      if (x >= low && x <= high) candidates.push_back({x, spike.width});
    }
  }
  std::ranges::sort(candidates, {}, [](const Candidate& each) { return std::pair{each.x, each.width}; });
  return candidates;
}

}  // namespace

std::vector<market::Spot> RepricedBook::spike_spots(market::Spot lowest, market::Spot highest_spot) const {
  const double low = place(lowest), high = place(highest_spot);
  std::vector<market::Spot> spots;
  Candidate kept;
  for (const Candidate& next : candidates_of(highest(spikes_between(*bumps_, low, high)), low, high)) {
    if (!spots.empty() && next.x - kept.x < std::min(next.width, kept.width) / 8) continue;
    kept = next;
    spots.push_back(std::clamp(market::Spot{spot_.value() * std::exp(next.x)}, lowest, highest_spot));
  }
  return spots;
}

}  // namespace gammafield::exposure
