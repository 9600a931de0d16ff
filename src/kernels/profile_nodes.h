#pragma once

#include <cstddef>
#include <vector>

#include "kernels/profile_bumps.h"

namespace gammafield::kernels {

/// Net and gross on evenly spaced nodes of the line: node i lies at (first + i) * step.
struct NodeSums {
  double step = 0;
  std::ptrdiff_t first = 0;
  std::vector<double> net, gross;

  NodeSums() = default;
  NodeSums(double spacing, std::ptrdiff_t first_node, std::size_t count)
      : step(spacing), first(first_node), net(count), gross(count) {}
  [[nodiscard]] std::size_t size() const { return net.size(); }
};

/// A bump so many nodes wide at least is resolved by them.
inline constexpr double nodes_a_width = 6;

/// Adds the bumps to the nodes, each as far as 7.5 widths, by the recurrence of a Gaussian over even steps:
///   e(k+1) = e(k) R(k),  R(k+1) = R(k) C,  C = exp(-(step/width)^2)
/// two products and the sums for a node. Requires a width of at least `nodes_a_width` steps of every bump. Error: 3e-12
/// of a bump's height, of which 6e-13 is what the cut leaves out. Neighbours in the columns should lie near one
/// another: a lone bump costs about as much as eight neighbours.
void add_to_nodes(const Bumps&, NodeSums&);

}  // namespace gammafield::kernels
