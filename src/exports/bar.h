#pragma once

#include <string>

namespace gammafield::exports {

/// A bar of `width` columns with zero in the middle: negative to the left, positive to the right; |value| = largest
/// fills a half.
[[nodiscard]] std::string signed_bar(double value, double largest, int width);

}  // namespace gammafield::exports
