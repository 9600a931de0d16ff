#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gammafield::learning {

/// A case as a model sees it: a value for each of the model's features, in its order; none where it is not known.
/// Known values are within +-1e100.
using Row = std::span<const std::optional<double>>;

/// A feature over all cases.
struct Feature {
  std::string name;
  std::vector<std::optional<double>> values;
};

}  // namespace gammafield::learning
