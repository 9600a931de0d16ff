#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/profile_nodes.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include <algorithm>
#include <cmath>

#include "hwy/highway.h"
#include "kernels/aligned_column.h"
#include "kernels/columns-inl.h"
#include "kernels/profile_nodes.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

constexpr double reach = 7.5;  // widths: exp(-28.1) = 6.1e-13 of a bump is left out
// What goes together, in the narrowest one's widths: with more than that most nodes would be far from most bumps, and
// with (7.5 * 2 + 12) widths between start and center no exponent leaves the doubles.
constexpr double spread_max = 12;      // between the outermost centers
constexpr double width_ratio_max = 2;  // of the widest to the narrowest
// That share the loads and stores of a node: five registers each.
constexpr std::size_t vectors_at_once = HWY_TARGET <= HWY_AVX3 ? 4 : 2;

/// One vector of sums a node, lanes added up at the end.
class Accumulators {
 public:
  explicit Accumulators(std::size_t nodes)
      : net_(zeros(nodes * hn::Lanes(Doubles()))), gross_(zeros(nodes * hn::Lanes(Doubles()))) {}
  HWY_INLINE double* net(std::size_t node) const { return net_.get() + node * hn::Lanes(Doubles()); }
  HWY_INLINE double* gross(std::size_t node) const { return gross_.get() + node * hn::Lanes(Doubles()); }

  void add_to(NodeSums& nodes) const {
    constexpr Doubles d;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      nodes.net[i] += hn::GetLane(hn::SumOfLanes(d, hn::Load(d, net(i))));
      nodes.gross[i] += hn::GetLane(hn::SumOfLanes(d, hn::Load(d, gross(i))));
    }
  }

 private:
  AlignedColumn net_, gross_;
};

/// Nodes begin ... end - 1.
struct Range {
  std::ptrdiff_t begin = 0, end = 0;
};

/// The bumps of some vectors: as many as `vectors` full ones, those that are missing without height.
template <std::size_t vectors>
struct Group {
  Vector center[vectors], scale[vectors], net[vectors], gross[vectors];
  double lowest = 0, highest = 0;  ///< centers
  double narrowest = 0, widest = 0;

  HWY_INLINE explicit Group(const Bumps& bumps) {
    constexpr Doubles d;
    for (std::size_t v = 0; v < vectors; ++v) {
      center[v] = column(bumps.center, bumps.count, v, true);
      scale[v] = column(bumps.scale, bumps.count, v, true);
      net[v] = column(bumps.net, bumps.count, v, false);
      gross[v] = column(bumps.gross, bumps.count, v, false);
    }
    Vector low = center[0], high = center[0], small = scale[0], large = scale[0];
    for (std::size_t v = 1; v < vectors; ++v) {
      low = hn::Min(low, center[v]), high = hn::Max(high, center[v]);
      small = hn::Min(small, scale[v]), large = hn::Max(large, scale[v]);
    }
    lowest = hn::GetLane(hn::MinOfLanes(d, low)), highest = hn::GetLane(hn::MaxOfLanes(d, high));
    widest = bump_scale / hn::GetLane(hn::MinOfLanes(d, small));
    narrowest = bump_scale / hn::GetLane(hn::MaxOfLanes(d, large));
  }
  [[nodiscard]] HWY_INLINE bool is_close() const {
    return highest - lowest <= spread_max * narrowest && widest <= width_ratio_max * narrowest * (1 + 1e-12);
  }

  /// The nodes that any of the bumps reaches.
  [[nodiscard]] HWY_INLINE Range nodes(const NodeSums& sums) const {
    const double low = std::floor((lowest - reach * widest) / sums.step) - static_cast<double>(sums.first);
    const double high = std::ceil((highest + reach * widest) / sums.step) + 1 - static_cast<double>(sums.first);
    const auto count = static_cast<double>(sums.size());
    return {static_cast<std::ptrdiff_t>(std::clamp(low, 0.0, count)),
            static_cast<std::ptrdiff_t>(std::clamp(high, 0.0, count))};
  }

 private:
  /// What is missing is the first bump again, or zero.
  static HWY_INLINE Vector column(const double* values, std::size_t count, std::size_t v, bool repeat) {
    constexpr Doubles d;
    const std::size_t width = hn::Lanes(d), begin = v * width;
    if (begin + width <= count) return hn::LoadU(d, values + begin);
    HWY_ALIGN double rest[HWY_LANES(double)];
    for (std::size_t i = 0; i < width; ++i) {
      const double missing = repeat ? values[0] : 0;
      rest[i] = begin + i < count ? values[begin + i] : missing;
    }
    return hn::Load(d, rest);
  }
};

template <std::size_t vectors>
HWY_INLINE void add_group(const Group<vectors>& group, const NodeSums& nodes, const Accumulators& sums) {
  constexpr Doubles d;
  const Range range = group.nodes(nodes);
  if (range.begin >= range.end) return;
  const Vector start = hn::Set(d, static_cast<double>(nodes.first + range.begin) * nodes.step);
  Vector e[vectors], ratio[vectors], curvature[vectors];
  for (std::size_t v = 0; v < vectors; ++v) {
    const Vector y = hn::Mul(hn::Sub(start, group.center[v]), group.scale[v]);
    const Vector step = hn::Mul(hn::Set(d, nodes.step), group.scale[v]), square = hn::Mul(step, step);
    e[v] = exp2_within(d, hn::Neg(hn::Mul(y, y)));
    ratio[v] = exp2_within(d, hn::NegMulAdd(hn::Add(y, y), step, hn::Neg(square)));
    curvature[v] = exp2_within(d, hn::Neg(hn::Add(square, square)));
  }
  for (auto node = static_cast<std::size_t>(range.begin); node < static_cast<std::size_t>(range.end); ++node) {
    Vector net = hn::Load(d, sums.net(node)), gross = hn::Load(d, sums.gross(node));
    for (std::size_t v = 0; v < vectors; ++v) {
      net = hn::MulAdd(group.net[v], e[v], net);
      gross = hn::MulAdd(group.gross[v], e[v], gross);
      e[v] = hn::Mul(e[v], ratio[v]);
      ratio[v] = hn::Mul(ratio[v], curvature[v]);
    }
    hn::Store(net, d, sums.net(node));
    hn::Store(gross, d, sums.gross(node));
  }
}

/// Bumps far from their neighbours in the columns: fewer at once, at last one by one.
HWY_INLINE void add_scattered(const Bumps& bumps, const NodeSums& nodes, const Accumulators& sums) {
  const std::size_t width = hn::Lanes(Doubles());
  for (std::size_t begin = 0; begin < bumps.count; begin += width) {
    const Bumps few = bumps.part(begin, std::min(bumps.count, begin + width));
    const Group<1> group(few);
    if (group.is_close()) {
      add_group(group, nodes, sums);
    } else {
      for (std::size_t i = 0; i < few.count; ++i) add_group(Group<1>(few.part(i, i + 1)), nodes, sums);
    }
  }
}

void recurrence(const Bumps& bumps, NodeSums& nodes) {
  const Accumulators sums(nodes.size());
  const std::size_t at_once = vectors_at_once * hn::Lanes(Doubles());
  for (std::size_t begin = 0; begin < bumps.count; begin += at_once) {
    const Bumps some = bumps.part(begin, std::min(bumps.count, begin + at_once));
    const Group<vectors_at_once> group(some);
    if (group.is_close()) {
      add_group(group, nodes, sums);
    } else {
      add_scattered(some, nodes, sums);
    }
  }
  sums.add_to(nodes);
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(recurrence);

}  // namespace

void add_to_nodes(const Bumps& bumps, NodeSums& nodes) { HWY_DYNAMIC_DISPATCH(recurrence)(bumps, nodes); }

}  // namespace gammafield::kernels
#endif
