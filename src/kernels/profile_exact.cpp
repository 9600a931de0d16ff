#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/profile_exact.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include <algorithm>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/profile_exact.h"
#include "kernels/profile_sum-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

// That share the loads of a vector of bumps; more would not fit the registers.
constexpr std::size_t places_at_once = HWY_TARGET <= HWY_AVX3 ? 2 : 1;
constexpr double smallest_exponent = -1021;
constexpr double slope_of_square = 1.3862943611198906188;  // 2 ln 2: d/dx of 2^-(x s)^2 is -this x s^2 times it

/// 2^-(y^2), 0 where that is no normal number.
HWY_INLINE Vector shape(Vector y) {
  constexpr Doubles d;
  const Vector exponent = hn::Neg(hn::Mul(y, y)), smallest = hn::Set(d, smallest_exponent);
  return hn::IfThenElseZero(hn::Ge(exponent, smallest), exp2_within(d, hn::Max(exponent, smallest)));
}

/// The sums of a block of bumps at a few places.
template <std::size_t places>
struct BlockSums {
  Vector net[places], gross[places], slope[places];

  HWY_INLINE void start() {
    for (std::size_t i = 0; i < places; ++i) net[i] = gross[i] = slope[i] = hn::Zero(Doubles());
  }
  template <bool sloped>
  HWY_INLINE void add(const double* x, Vector center, Vector scale, Vector net_height, Vector gross_height) {
    for (std::size_t i = 0; i < places; ++i) {
      const Vector y = hn::Mul(hn::Sub(hn::Set(Doubles(), x[i]), center), scale), bump = shape(y);
      net[i] = hn::MulAdd(net_height, bump, net[i]);
      gross[i] = hn::MulAdd(gross_height, bump, gross[i]);
      if constexpr (sloped) slope[i] = hn::MulAdd(hn::Mul(net_height, bump), hn::Mul(y, scale), slope[i]);
    }
  }
};

template <std::size_t places>
struct TotalSums {
  LaneSum net[places], gross[places], slope[places];

  HWY_INLINE void start() {
    for (std::size_t i = 0; i < places; ++i) net[i].start(), gross[i].start(), slope[i].start();
  }
  HWY_INLINE void add(const BlockSums<places>& block) {
    for (std::size_t i = 0; i < places; ++i) {
      net[i].add(block.net[i]);
      gross[i].add(block.gross[i]);
      slope[i].add(block.slope[i]);
    }
  }
  HWY_INLINE void store(BumpSums out) const {
    for (std::size_t i = 0; i < places; ++i) {
      if (out.net != nullptr) out.net[i] = net[i].value();
      if (out.gross != nullptr) out.gross[i] = gross[i].value();
      if (out.slope != nullptr) out.slope[i] = -slope_of_square * slope[i].value();
    }
  }
};

/// The last, partial vector, filled up with bumps of no height.
struct Rest {
  HWY_ALIGN double center[HWY_LANES(double)] = {}, scale[HWY_LANES(double)] = {}, net[HWY_LANES(double)] = {},
                   gross[HWY_LANES(double)] = {};

  Rest(const Bumps& bumps, std::size_t begin) {
    for (std::size_t i = begin; i < bumps.count; ++i) {
      center[i - begin] = bumps.center[i];
      scale[i - begin] = bumps.scale[i];
      net[i - begin] = bumps.net[i];
      gross[i - begin] = bumps.gross[i];
    }
  }
};

template <std::size_t places, bool sloped>
HWY_INLINE void sums_at(const Bumps& bumps, const double* x, BumpSums out) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d), whole = bumps.count / width * width;
  TotalSums<places> total;
  total.start();
  for (std::size_t begin = 0; begin < whole;) {
    const std::size_t end = std::min(whole, begin + block_vectors * width);
    BlockSums<places> block;
    block.start();
    for (; begin < end; begin += width) {
      block.template add<sloped>(x, hn::LoadU(d, bumps.center + begin), hn::LoadU(d, bumps.scale + begin),
                                 hn::LoadU(d, bumps.net + begin), hn::LoadU(d, bumps.gross + begin));
    }
    total.add(block);
  }
  if (whole < bumps.count) {
    const Rest rest(bumps, whole);
    BlockSums<places> block;
    block.start();
    block.template add<sloped>(x, hn::Load(d, rest.center), hn::Load(d, rest.scale), hn::Load(d, rest.net),
                               hn::Load(d, rest.gross));
    total.add(block);
  }
  total.store(out);
}

template <bool sloped>
HWY_INLINE void sums_at_all(const Bumps& bumps, std::size_t n, const double* x, BumpSums out) {
  std::size_t i = 0;
  for (; i + places_at_once <= n; i += places_at_once) sums_at<places_at_once, sloped>(bumps, x + i, out.from(i));
  for (; i < n; ++i) sums_at<1, sloped>(bumps, x + i, out.from(i));
}

void exact_sums(const Bumps& bumps, std::size_t n, const double* x, BumpSums out) {
  if (out.slope != nullptr) {
    sums_at_all<true>(bumps, n, x, out);
  } else {
    sums_at_all<false>(bumps, n, x, out);
  }
}

/// One bump at many places.
HWY_INLINE void add_bump(const Bumps& bumps, std::size_t i, std::size_t n, const double* x, BumpSums sums) {
  constexpr Doubles d;
  const Vector center = hn::Set(d, bumps.center[i]), scale = hn::Set(d, bumps.scale[i]);
  const Vector net_height = hn::Set(d, bumps.net[i]), gross_height = hn::Set(d, bumps.gross[i]);
  const Vector steepness = hn::Mul(hn::Set(d, -slope_of_square), scale);
  const auto kernel = [&](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector y = hn::Mul(hn::Sub(in[0], center), scale), bump = shape(y);
    out[0] = hn::MulAdd(net_height, bump, in[1]);
    out[1] = hn::MulAdd(gross_height, bump, in[2]);
    out[2] = hn::MulAdd(hn::Mul(net_height, bump), hn::Mul(y, steepness), in[3]);
  };
  // without a slope its column is read from net's, and not written
  const double* slope = sums.slope != nullptr ? sums.slope : sums.net;
  for_vectors<4, 3>(n, {x, sums.net, sums.gross, slope}, {sums.net, sums.gross, sums.slope}, kernel);
}

void near_sums(const Bumps& bumps, double reach, std::size_t n, const double* ascending, BumpSums sums) {
  for (std::size_t i = 0; i < bumps.count; ++i) {
    const double radius = reach * bump_scale / bumps.scale[i];
    const double* first = std::lower_bound(ascending, ascending + n, bumps.center[i] - radius);
    const double* last = std::upper_bound(first, ascending + n, bumps.center[i] + radius);
    if (first == last) continue;
    const auto begin = static_cast<std::size_t>(first - ascending);
    add_bump(bumps, i, static_cast<std::size_t>(last - first), first, sums.from(begin));
  }
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(exact_sums);
HWY_EXPORT(near_sums);

}  // namespace

void bump_sums(const Bumps& bumps, std::size_t n, const double* x, BumpSums out) {
  HWY_DYNAMIC_DISPATCH(exact_sums)(bumps, n, x, out);
}

void add_near_bumps(const Bumps& bumps, double reach, std::size_t n, const double* ascending, BumpSums sums) {
  HWY_DYNAMIC_DISPATCH(near_sums)(bumps, reach, n, ascending, sums);
}

}  // namespace gammafield::kernels
#endif
