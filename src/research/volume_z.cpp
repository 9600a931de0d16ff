#include "research/volume_z.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>

namespace gammafield::research {
namespace {

using Elapsed = market::Instant::duration;

constexpr std::chrono::minutes stretch{10};
constexpr std::size_t fewest_sessions = 5, most_sessions = 20;

/// Traded in the ten minutes to so long after the open.
std::optional<double> volume_to(const TradedSession& session, Elapsed end) {
  const auto until = session.open + end, from = until - stretch;
  const auto first = std::ranges::lower_bound(session.bars, from, {}, &ingest::PriceBar::from);
  Elapsed covered{0};
  double volume = 0;
  for (auto bar = first; bar != session.bars.end() && bar->until <= until; ++bar) {
    if (!bar->volume) return std::nullopt;
    volume += *bar->volume;
    covered += bar->until - bar->from;
  }
  return 2 * covered > stretch ? std::optional(volume) : std::nullopt;
}

std::optional<double> z_of(double value, const std::vector<double>& usual) {
  if (usual.size() < fewest_sessions) return std::nullopt;
  const auto count = static_cast<double>(usual.size());
  const double mean = std::accumulate(usual.begin(), usual.end(), 0.0) / count;
  double squares = 0;
  for (const double each : usual) squares += (each - mean) * (each - mean);
  const double deviation = std::sqrt(squares / (count - 1));
  const double z = (value - mean) / deviation;
  return deviation > 0 && std::isfinite(z) ? std::optional(z) : std::nullopt;
}

}  // namespace

std::vector<Reading> volume_z(const TradedSession& session, std::span<const TradedSession> before) {
  before = before.last(std::min(before.size(), most_sessions));
  std::vector<Reading> readings;
  for (const auto& bar : session.bars) {
    const Elapsed end = bar.until - session.open;
    const auto volume = end >= stretch ? volume_to(session, end) : std::nullopt;
    if (!volume) continue;
    std::vector<double> usual;
    for (const auto& other : before) {
      if (const auto theirs = volume_to(other, end)) usual.push_back(*theirs);
    }
    if (const auto z = z_of(*volume, usual)) readings.push_back({bar.until, *z});
  }
  return readings;
}

}  // namespace gammafield::research
