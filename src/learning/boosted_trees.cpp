#include "learning/boosted_trees.h"

#include <algorithm>
#include <cassert>

#include "learning/model_fields.h"
#include "learning/probability.h"

namespace gammafield::learning {
namespace {

double leaf_of(const Tree& tree, Row row) {
  const TreeNode* node = tree.data();
  while (!node->is_leaf()) {
    const auto& value = row[node->feature];
    const bool left = value ? *value <= node->threshold : node->missing_left;
    node = &tree[left ? node->left : node->right];
  }
  return node->leaf;
}

class TreesReader {
 public:
  TreesReader(ModelFields& fields, ModelFields::Element root) : fields_(fields), root_(root) {}

  BoostedTrees read() {
    BoostedTrees model;
    model.features = fields_.texts(root_, "features", features_max);
    features_ = model.features.size();
    fields_.require(all_differ(model.features), "two features of one name");
    model.base_score = fields_.number(root_, "base_score");
    model.sessions = fields_.texts(root_, "sessions", 100'000);
    model.library = fields_.text(root_, "library");
    fields_.each(root_, "trees", trees_max, [&](auto nodes) { model.trees.push_back(tree(nodes)); });
    return model;
  }

 private:
  Tree tree(ModelFields::Element list) {
    simdjson::dom::array nodes;
    fields_.require(list.get(nodes) == simdjson::SUCCESS, "a tree is no list");
    Tree tree;
    if (!fields_.sound()) return tree;
    const std::size_t size = nodes.size();
    fields_.require(size > 0 && size <= nodes_max, "a tree's size");
    for (const auto node : nodes) {
      if (!fields_.sound()) return tree;
      tree.push_back(ModelFields::has(node, "leaf") ? leaf(node) : split(node, size));
    }
    require_one_way_to_each(tree);
    return tree;
  }
  TreeNode leaf(ModelFields::Element of) {
    TreeNode node;
    node.leaf = fields_.number(of, "leaf");
    return node;
  }
  TreeNode split(ModelFields::Element of, std::size_t size) {
    TreeNode node;
    node.feature = fields_.index(of, "feature", features_);
    node.threshold = fields_.number(of, "threshold");
    node.missing_left = fields_.get<bool>(of, "missing_left");
    node.left = fields_.index(of, "left", size);
    node.right = fields_.index(of, "right", size);
    fields_.require(node.left > 0 && node.right > 0, "a split that leads to the root");
    return node;
  }
  /// Children behind their parents, and each the child of one: what is left is a tree.
  void require_one_way_to_each(const Tree& tree) {
    std::vector<int> ways(tree.size(), 0);
    for (std::size_t i = 0; i < tree.size() && fields_.sound(); ++i) {
      if (tree[i].is_leaf()) continue;
      fields_.require(tree[i].left > i && tree[i].right > i, "a split that leads back");
      ++ways[tree[i].left];
      ++ways[tree[i].right];
    }
    const bool once = std::all_of(ways.begin() + (ways.empty() ? 0 : 1), ways.end(), [](int n) { return n == 1; });
    fields_.require(once, "a node that not exactly one way leads to");
  }

  ModelFields& fields_;
  ModelFields::Element root_;
  std::size_t features_ = 0;
};

}  // namespace

double probability(const BoostedTrees& model, Row row) {
  assert(row.size() == model.features.size());
  double odds = model.base_score;
  for (const Tree& tree : model.trees) odds += leaf_of(tree, row);
  return logistic(odds);
}

base::Result<BoostedTrees, base::Refusal> read_boosted_trees(std::string_view json, std::string_view name) {
  return read_model(json, name, "gammafield.trees/1",
                    [](ModelFields& fields, ModelFields::Element root) { return TreesReader{fields, root}.read(); });
}

}  // namespace gammafield::learning
