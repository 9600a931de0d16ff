#include "chart/label_layout.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace gammafield::chart {
namespace {

/// Labels that touch: they share one shift. `ideal` sums where the block's top would have to be for each of them.
struct Block {
  double ideal = 0, height = 0;
  std::size_t labels = 0;
  Interval column;
  [[nodiscard]] double top() const {
    const double free = ideal / static_cast<double>(labels);
    return std::clamp(free, column.low, std::max(column.low, column.high - height));
  }
};

void absorb(Block& upper, const Block& lower) {
  // Each lower label now hangs upper.height further below the block's top.
  upper.ideal += lower.ideal - upper.height * static_cast<double>(lower.labels);
  upper.height += lower.height;
  upper.labels += lower.labels;
}

std::vector<Block> touching_blocks(std::span<const WantedLabel> wanted, std::span<const std::size_t> order,
                                   Interval column) {
  std::vector<Block> blocks;
  for (const std::size_t index : order) {
    const auto& label = wanted[index];
    blocks.push_back({label.line_y - label.height / 2, label.height, 1, column});
    while (blocks.size() > 1 &&
           blocks[blocks.size() - 2].top() + blocks[blocks.size() - 2].height > blocks.back().top()) {
      absorb(blocks[blocks.size() - 2], blocks.back());
      blocks.pop_back();
    }
  }
  return blocks;
}

/// The indices that find room, by importance, then sorted by their lines.
std::vector<std::size_t> kept_in_order(std::span<const WantedLabel> wanted, double room) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair{-wanted[i].importance, i}; });
  std::vector<std::size_t> kept;
  for (const std::size_t i : order) {
    if (wanted[i].height > room) break;
    room -= wanted[i].height;
    kept.push_back(i);
  }
  std::ranges::sort(kept, {}, [&](std::size_t i) { return std::pair{wanted[i].line_y, i}; });
  return kept;
}

}  // namespace

std::vector<PlacedLabel> placed_labels(std::span<const WantedLabel> wanted, Interval column) {
  const auto order = kept_in_order(wanted, column.span());
  std::vector<PlacedLabel> placed;
  auto next = order.begin();
  for (const auto& block : touching_blocks(wanted, order, column)) {
    double top = block.top();
    for (std::size_t i = 0; i < block.labels; ++i, ++next) {
      placed.push_back({*next, top + wanted[*next].height / 2});
      top += wanted[*next].height;
    }
  }
  return placed;
}

}  // namespace gammafield::chart
