#pragma once

namespace gammafield::levels {

/// Below this share of gross an exposure counts as nil, neither positive nor negative. Sums of doubles over 100,000
/// contracts are good to about 1e-14 of gross; far from every strike the profile underflows, and its sign there means
/// nothing.
inline constexpr double negligible_share_of_gross = 1e-12;

}  // namespace gammafield::levels
