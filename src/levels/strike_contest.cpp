#include "levels/strike_contest.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace gammafield::levels {
namespace {

constexpr double tied_within = 1e-9;  // of the best score, docs/methods.md 1.4.3
constexpr double equally_near_within =
    1e-12;  // of spot: 95 and 105 around 100 stay equally near after scaling all prices

using Indices = std::vector<std::size_t>;

/// Keeps those for which `loss` is within `slack` of the smallest.
template <class Loss>
void keep_smallest(Indices& indices, double slack, Loss loss) {
  double smallest = loss(indices.front());
  for (const std::size_t i : indices) smallest = std::min(smallest, loss(i));
  std::erase_if(indices, [&](std::size_t i) { return loss(i) > smallest + slack; });
}

double best_score(std::span<const Contender> field) {
  double best = 0;
  for (const Contender& one : field) best = std::max(best, one.score);
  return best;
}

}  // namespace

std::optional<std::size_t> winner(std::span<const Contender> field, market::Spot spot) {
  const double best = best_score(field);
  if (!(best > 0)) return std::nullopt;
  Indices tied;
  for (std::size_t i = 0; i < field.size(); ++i)
    if (best - field[i].score < tied_within * best || field[i].score == best) tied.push_back(i);

  keep_smallest(tied, equally_near_within * spot.value(),
                [&](std::size_t i) { return std::abs(field[i].strike.value() - spot.value()); });
  keep_smallest(tied, 0, [&](std::size_t i) { return -field[i].open_interest.value(); });
  keep_smallest(tied, 0, [&](std::size_t i) { return field[i].strike.value(); });
  return tied.front();
}

std::optional<double> rank_gap(std::span<const Contender> field) {
  double first = 0, second = 0;
  for (const Contender& one : field) {
    if (one.score > first) {
      second = std::exchange(first, one.score);
    } else {
      second = std::max(second, one.score);
    }
  }
  if (!(second > 0)) return std::nullopt;
  return first / second;
}

}  // namespace gammafield::levels
