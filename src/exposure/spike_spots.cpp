#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

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

bool is_spike(const Bump& bump, double low, double high) {
  const double reach = widths_away.back() * bump.width();
  const bool within = bump.strike + reach >= low && bump.strike - reach <= high;
  return within && bump.width() < spike_width && bump.net_peak != 0;
}

/// The highest; of equal ones those of the lower strike.
std::vector<Bump> highest(std::vector<Bump> spikes) {
  if (spikes.size() <= spikes_max) return spikes;
  std::ranges::sort(spikes, {},
                    [](const Bump& bump) { return std::tuple{-bump.gross_peak, bump.strike, bump.center}; });
  spikes.resize(spikes_max);
  return spikes;
}

std::vector<Candidate> candidates_of(const std::vector<Bump>& spikes, double low, double high) {
  std::vector<Candidate> candidates;
  for (const Bump& spike : spikes) {
    for (const double away : widths_away) {
      const double x = spike.strike + away * spike.width();
      if (x >= low && x <= high) candidates.push_back({x, spike.width()});
    }
  }
  std::ranges::sort(candidates, {}, [](const Candidate& each) { return std::pair{each.x, each.width}; });
  return candidates;
}

}  // namespace

std::vector<market::Spot> RepricedBook::spike_spots(market::Spot lowest, market::Spot highest_spot) const {
  const double low = place(lowest), high = place(highest_spot);
  std::vector<Bump> spikes;
  for (const Bump& bump : *bumps_) {
    if (is_spike(bump, low, high)) spikes.push_back(bump);
  }
  std::vector<market::Spot> spots;
  Candidate kept;
  for (const Candidate& next : candidates_of(highest(std::move(spikes)), low, high)) {
    if (!spots.empty() && next.x - kept.x < std::min(next.width, kept.width) / 8) continue;
    kept = next;
    spots.push_back(std::clamp(market::Spot{spot_.value() * std::exp(next.x)}, lowest, highest_spot));
  }
  return spots;
}

}  // namespace gammafield::exposure
