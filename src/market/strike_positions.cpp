#include "market/strike_positions.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gammafield::market {
namespace {

using Strikes = std::vector<Strike>;

constexpr std::size_t steps_before_search = 8;

Strikes& room_for(Strikes& strikes, std::ptrdiff_t most) {
  strikes.reserve(static_cast<std::size_t>(most));
  return strikes;
}

/// Cut where a strike is below the one before; each run without repetitions.
std::vector<Strikes> ascending_runs(std::span<const Strike> all) {
  std::vector<Strikes> runs;
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::is_sorted_until(begin, all.end());
    std::ranges::unique_copy(begin, end, std::back_inserter(room_for(runs.emplace_back(), end - begin)));
    begin = end;
  }
  return runs;
}

/// Neighbours are merged until one is left.
Strikes merged(std::vector<Strikes> runs) {
  while (runs.size() > 1) {
    std::vector<Strikes> fewer;
    for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
      Strikes both;
      both.reserve(runs[i].size() + runs[i + 1].size());
      std::ranges::set_union(runs[i], runs[i + 1], std::back_inserter(both));
      fewer.push_back(std::move(both));
    }
    if (runs.size() % 2 == 1) fewer.push_back(std::move(runs.back()));
    runs = std::move(fewer);
  }
  return runs.empty() ? Strikes{} : std::move(runs.front());
}

/// From the place of the element before, which is mostly near.
std::uint32_t position(const Strikes& strikes, Strike strike, std::size_t near) {
  for (std::size_t step = 0; step < steps_before_search && near + step < strikes.size(); ++step)
    if (strikes[near + step] == strike) return static_cast<std::uint32_t>(near + step);
  return static_cast<std::uint32_t>(std::ranges::lower_bound(strikes, strike) - strikes.begin());
}

}  // namespace

StrikePositions strike_positions(std::span<const Strike> all) {
  StrikePositions found{merged(ascending_runs(all)), {}};
  found.of.reserve(all.size());
  for (const Strike strike : all)
    found.of.push_back(position(found.strikes, strike, found.of.empty() ? 0 : found.of.back()));
  return found;
}

}  // namespace gammafield::market
