#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/profile_interpolation.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include <array>
#include <cassert>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/profile_interpolation.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

constexpr std::ptrdiff_t half = stencil / 2;

/// 1 / product of (j - i) over the other nodes i of -7 ... 8: what Lagrange's polynomial of node j is divided by.
constexpr std::array<double, stencil> divisors() {
  std::array<double, stencil> inverse{};
  for (std::ptrdiff_t j = 0; j < stencil; ++j) {
    double product = 1;
    for (std::ptrdiff_t i = 0; i < stencil; ++i)
      if (i != j) product *= static_cast<double>(j - i);
    inverse[static_cast<std::size_t>(j)] = 1 / product;
  }
  return inverse;
}
constexpr auto divisor = divisors();

/// Weights of the nodes 0, -1, ..., -7 midway between nodes 0 and 1; those of 1 ... 8 mirror them.
constexpr std::array<double, half> midway_weights() {
  std::array<double, half> weights{};
  for (std::ptrdiff_t j = 0; j < half; ++j) {
    double product = 1;
    for (std::ptrdiff_t i = -half + 1; i <= half; ++i)
      if (i != -j) product *= 0.5 - static_cast<double>(i);
    weights[static_cast<std::size_t>(j)] = product * divisor[static_cast<std::size_t>(half - 1 - j)];
  }
  return weights;
}
constexpr auto midway_weight = midway_weights();

/// The values midway between coarse nodes k and k + 1, k = from ... from + n - 1.
void midway(const double* coarse, std::size_t n, double* out) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  std::size_t k = 0;
  for (; k + width <= n; k += width) {
    Vector sum = hn::Zero(d);
    for (std::ptrdiff_t j = half; j-- > 0;) {
      const Vector pair = hn::Add(hn::LoadU(d, coarse + k - j), hn::LoadU(d, coarse + k + 1 + j));
      sum = hn::MulAdd(hn::Set(d, midway_weight[static_cast<std::size_t>(j)]), pair, sum);
    }
    hn::StoreU(sum, d, out + k);
  }
  for (; k < n; ++k) {
    double sum = 0;
    for (std::ptrdiff_t j = half; j-- > 0;)
      sum += midway_weight[static_cast<std::size_t>(j)] * (*(coarse + k - j) + *(coarse + k + 1 + j));
    out[k] = sum;
  }
}

void refine(const double* coarse, std::ptrdiff_t coarse_first, double* fine, std::ptrdiff_t fine_first,
            std::size_t fine_count, double* scratch) {
  // fine node i lies on coarse node i/2 when i is even, midway after (i-1)/2 when odd
  const std::ptrdiff_t lowest = (fine_first - (fine_first & 1)) / 2;
  const std::ptrdiff_t last = fine_first + static_cast<std::ptrdiff_t>(fine_count) - 1;
  const std::ptrdiff_t highest = (last - 2 + (last & 1)) / 2;  // below the last odd node
  midway(coarse + (lowest - coarse_first), static_cast<std::size_t>(highest - lowest + 1), scratch);
  for (std::size_t i = 0; i < fine_count; ++i) {
    const std::ptrdiff_t node = fine_first + static_cast<std::ptrdiff_t>(i);
    const std::ptrdiff_t below = (node - (node & 1)) / 2;
    fine[i] += (node & 1) == 0 ? coarse[below - coarse_first] : scratch[below - lowest];
  }
}

/// Lagrange's weights of the stencil at t from 0 (node 0) to 1 (node 1), and their derivatives.
struct Weights {
  Vector value[stencil], slope[stencil];

  template <bool sloped>
  HWY_INLINE void set(Vector t) {
    constexpr Doubles d;
    Vector before = hn::Set(d, 1.0), before_slope = hn::Zero(d);  // the product over the nodes below
    for (std::ptrdiff_t j = 0; j < stencil; ++j) {
      value[j] = before;
      const Vector factor = hn::Sub(t, hn::Set(d, static_cast<double>(j - half + 1)));
      if constexpr (sloped) {
        slope[j] = before_slope;
        before_slope = hn::MulAdd(before_slope, factor, before);
      }
      before = hn::Mul(before, factor);
    }
    Vector after = hn::Set(d, 1.0), after_slope = hn::Zero(d);  // over the nodes above, with the divisor
    for (std::ptrdiff_t j = stencil; j-- > 0;) {
      const Vector inverse = hn::Set(d, divisor[static_cast<std::size_t>(j)]);
      const Vector factor = hn::Sub(t, hn::Set(d, static_cast<double>(j - half + 1)));
      if constexpr (sloped) {
        slope[j] = hn::Mul(inverse, hn::MulAdd(slope[j], after, hn::Mul(value[j], after_slope)));
        after_slope = hn::MulAdd(after_slope, factor, after);
      }
      value[j] = hn::Mul(inverse, hn::Mul(value[j], after));
      after = hn::Mul(after, factor);
    }
  }
};

template <bool sloped>
HWY_INLINE void interpolated(const NodeSums& nodes, std::size_t n, const double* x, BumpSums out) {
  const Vector shift = hn::Set(Doubles(), integer_shift);
  const Vector nodes_a_unit = hn::Set(Doubles(), 1 / nodes.step);
  const double *net = nodes.net.data(), *gross = nodes.gross.data();
  const auto kernel = [&](const Vector* in, Vector* result, std::size_t) GAMMAFIELD_VECTOR_LAMBDA {
    constexpr Doubles d;
    const hn::RebindToSigned<Doubles> di;
    const Vector place = hn::Mul(in[0], nodes_a_unit), below = hn::Floor(place);
    const auto node = hn::Sub(hn::BitCast(di, hn::Add(below, shift)), hn::BitCast(di, shift));
    const auto index = hn::Sub(node, hn::Set(di, std::int64_t{nodes.first + half - 1}));  // of the stencil's first
    Weights weights;
    weights.set<sloped>(hn::Sub(place, below));
    result[0] = result[1] = result[2] = hn::Zero(d);
    for (std::ptrdiff_t j = 0; j < stencil; ++j) {
      const Vector net_there = hn::GatherIndex(d, net + j, index);
      result[0] = hn::MulAdd(weights.value[j], net_there, result[0]);
      result[1] = hn::MulAdd(weights.value[j], hn::GatherIndex(d, gross + j, index), result[1]);
      if constexpr (sloped) result[2] = hn::MulAdd(weights.slope[j], net_there, result[2]);
    }
    result[2] = hn::Mul(result[2], nodes_a_unit);
  };
  for_vectors<1, 3>(n, {x}, {out.net, out.gross, out.slope}, kernel);
}

void interpolate(const NodeSums& nodes, std::size_t n, const double* x, BumpSums out) {
  if (out.slope != nullptr) {
    interpolated<true>(nodes, n, x, out);
  } else {
    interpolated<false>(nodes, n, x, out);
  }
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(refine);
HWY_EXPORT(interpolate);

}  // namespace

void add_refined(const NodeSums& coarse, NodeSums& fine) {
  assert(fine.first >= 2 * coarse.first + stencil);
  std::vector<double> scratch(fine.size() / 2 + 2);
  const auto refine_column = [&](const std::vector<double>& from, std::vector<double>& to) {
    HWY_DYNAMIC_DISPATCH(refine)(from.data(), coarse.first, to.data(), fine.first, to.size(), scratch.data());
  };
  refine_column(coarse.net, fine.net);
  refine_column(coarse.gross, fine.gross);
}

void interpolate(const NodeSums& nodes, std::size_t n, const double* x, BumpSums out) {
  HWY_DYNAMIC_DISPATCH(interpolate)(nodes, n, x, out);
}

}  // namespace gammafield::kernels
#endif
