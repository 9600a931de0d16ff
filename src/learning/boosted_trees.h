#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "learning/row.h"

/// Gradient-boosted decision trees, trained elsewhere (tools/train_break_model.py) and evaluated here.
namespace gammafield::learning {

struct TreeNode {
  std::uint32_t feature = 0;  ///< of a split: value <= threshold goes left
  double threshold = 0;
  bool missing_left = false;
  std::uint32_t left = 0, right = 0;  ///< both lie behind the node itself; 0 and 0: a leaf
  double leaf = 0;                    ///< log odds, the learning rate in it
  [[nodiscard]] bool is_leaf() const { return left == 0; }
};

using Tree = std::vector<TreeNode>;  ///< the root first

struct BoostedTrees {
  std::vector<std::string> features;
  double base_score = 0;  ///< log odds
  std::vector<Tree> trees;
  std::vector<std::string> sessions;  ///< it was trained on
  std::string library;                ///< and by
};

/// logistic(base score + the sum of the leaves that the row comes to), added in the trees' order. Requires a value or
/// none for each feature.
[[nodiscard]] double probability(const BoostedTrees&, Row);

/// "gammafield.trees/1":
///   {"schema", "features": [name...], "base_score", "library", "sessions": [date...],
///    "trees": [[{"feature": name's index, "threshold", "missing_left", "left", "right"} or {"leaf"} ...] ...]}
/// Refused: an index out of range, a node that is not reached from its root by exactly one way (so no circle can be), a
/// number that is not finite or beyond 1e100, two features of one name, and whatever is larger than the limits.
[[nodiscard]] base::Result<BoostedTrees, base::Refusal> read_boosted_trees(std::string_view json,
                                                                           std::string_view name);

inline constexpr std::size_t trees_max = 10'000;
inline constexpr std::size_t nodes_max = 4'096;  ///< of a tree

}  // namespace gammafield::learning
