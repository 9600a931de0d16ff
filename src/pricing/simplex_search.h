#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace gammafield::pricing {

/// Internal to pricing/: a place in N dimensions and the value there.
template <std::size_t N>
struct Vertex {
  std::array<double, N> at{};
  double value = 0;
};

/// The lowest place near `start`, by the simplex method of Nelder and Mead (1965) with the usual coefficients; stops
/// after `evaluations`, or once the values of the simplex agree to `precision` of the best. Never worse than `start`.
/// `height` gives a double for every place; not-a-number counts as infinitely high.
template <std::size_t N, class Height>
[[nodiscard]] Vertex<N> lowest_vertex(const Height& height, const std::array<double, N>& start,
                                      const std::array<double, N>& steps, int evaluations, double precision) {
  std::array<Vertex<N>, N + 1> simplex;
  const auto vertex = [&](const std::array<double, N>& at) {
    --evaluations;
    const double value = height(at);
    return Vertex<N>{at, std::isnan(value) ? INFINITY : value};
  };
  const auto toward = [&](const std::array<double, N>& center, double how_far) {
    std::array<double, N> at;
    for (std::size_t d = 0; d < N; ++d) at[d] = center[d] + how_far * (simplex[N].at[d] - center[d]);
    return vertex(at);
  };
  for (std::size_t i = 0; i <= N; ++i) {
    auto at = start;
    if (i > 0) at[i - 1] += steps[i - 1];
    simplex[i] = vertex(at);
  }
  while (evaluations > 0) {
    std::ranges::sort(simplex, {}, &Vertex<N>::value);
    if (simplex[N].value - simplex[0].value <= precision * std::abs(simplex[0].value)) break;
    std::array<double, N> center{};
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t d = 0; d < N; ++d) center[d] += simplex[i].at[d] / static_cast<double>(N);
    const Vertex<N> reflected = toward(center, -1);
    if (reflected.value < simplex[0].value) {
      const Vertex<N> expanded = toward(center, -2);
      simplex[N] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[N - 1].value) {
      simplex[N] = reflected;
    } else {
      const bool outside = reflected.value < simplex[N].value;
      const Vertex<N> contracted = toward(center, outside ? -0.5 : 0.5);
      if (contracted.value < std::min(reflected.value, simplex[N].value)) {
        simplex[N] = contracted;
      } else {
        for (std::size_t i = 1; i <= N; ++i) {
          for (std::size_t d = 0; d < N; ++d) simplex[i].at[d] = 0.5 * (simplex[0].at[d] + simplex[i].at[d]);
          simplex[i] = vertex(simplex[i].at);
        }
      }
    }
  }
  return *std::ranges::min_element(simplex, {}, &Vertex<N>::value);
}

}  // namespace gammafield::pricing
