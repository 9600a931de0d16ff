#include "kernels/american.h"

#include <cmath>
#include <iterator>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/american_values.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/american-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

void values(const AmericanNodes& nodes, const AmericanPuts& puts, const AmericanValues& out) {
  for_vectors<5, 4>(
      puts.n, {puts.x, puts.r, puts.q, puts.sigma, puts.T}, {out.value, out.delta, out.gamma_times_s, out.log_boundary},
      [&nodes](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
        constexpr Doubles d;
        const PutTerms t = put_terms(in[1], in[2], in[3], in[4]);
        Vector depth[boundary_nodes_max];
        solve_boundary<WholeVectors>(nodes, t, depth);
        const Premium<2> early = premium<2, InVol::none>(nodes, t, in[0], {depth, nullptr, nullptr}, {});
        const European hold = european(t, in[0]);
        const Vector one = hn::Set(d, 1.0), grown = exp(d, in[0]);
        const Vector boundary = hn::Sub(t.log_start, depth[nodes.scheme().boundary - 1]);
        const auto exercised = hn::Le(in[0], boundary);
        const Vector slope = hn::Add(hold.slope, early.value[1]), curve = hn::Add(hold.curvature, early.value[2]);
        const Vector intrinsic = hn::Sub(one, grown);
        to[0] = hn::IfThenElse(exercised, intrinsic, hn::Max(intrinsic, hn::Add(hold.value, early.value[0])));
        to[1] = hn::IfThenElse(exercised, hn::Neg(one), hn::Div(slope, grown));
        to[2] = hn::IfThenZeroElse(exercised, hn::Sub(curve, slope));
        to[3] = boundary;
      });
}

/// Depths of puts `begin` and after, as many as `out` has room for in its rows.
HWY_INLINE void put_depths(const AmericanNodes& nodes, const AmericanPuts& puts, std::size_t begin, const Vector* depth,
                           double* out) {
  constexpr Doubles d;
  HWY_ALIGN double lanes[HWY_LANES(double)];
  for (std::size_t i = 0; i < nodes.scheme().boundary; ++i) {
    hn::Store(depth[i], d, lanes);
    for (std::size_t j = 0; j < hn::Lanes(d) && begin + j < puts.n; ++j) out[i * puts.n + begin + j] = lanes[j];
  }
}

#if HWY_MAX_BYTES == 64
/// How many puts at the end are solved in halves of a vector: four or none.
std::size_t in_halves(const AmericanNodes& nodes, std::size_t n) {
  constexpr std::size_t half = AmericanNodes::half_lanes;
  return n % HWY_LANES(double) == half && nodes.halves().rows > 0 ? half : 0;
}

void half_depths(const AmericanNodes& nodes, const AmericanPuts& puts, double* out) {
  const std::size_t begin = puts.n - AmericanNodes::half_lanes;
  const auto twice = [begin](const double* column) HWY_ATTR {
    double both[2 * AmericanNodes::half_lanes];
    for (std::size_t i = 0; i < std::size(both); ++i) both[i] = column[begin + i % AmericanNodes::half_lanes];
    return load(both);
  };
  Vector depth[boundary_nodes_max];
  solve_boundary<HalfVectors>(nodes, put_terms(twice(puts.r), twice(puts.q), twice(puts.sigma), twice(puts.T)), depth);
  put_depths(nodes, puts, begin, depth, out);
}
#else
std::size_t in_halves(const AmericanNodes&, std::size_t) { return 0; }
void half_depths(const AmericanNodes&, const AmericanPuts&, double*) {}
#endif

void depths(const AmericanNodes& nodes, const AmericanPuts& puts, double* out) {
  const std::size_t halved = in_halves(nodes, puts.n);
  double* const none[] = {nullptr};
  for_vectors<4, 1>(puts.n - halved, {puts.r, puts.q, puts.sigma, puts.T}, none,
                    [&](const Vector* in, Vector* to, std::size_t begin) HWY_ATTR {
                      Vector depth[boundary_nodes_max];
                      solve_boundary<WholeVectors>(nodes, put_terms(in[0], in[1], in[2], in[3]), depth);
                      put_depths(nodes, puts, begin, depth, out);
                      to[0] = in[0];
                    });
  if (halved > 0) half_depths(nodes, puts, out);
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(values);
HWY_EXPORT(depths);

}  // namespace

void american_values(const AmericanNodes& nodes, const AmericanPuts& puts, const AmericanValues& out) {
  HWY_DYNAMIC_DISPATCH(values)(nodes, puts, out);
}

void american_depths(const AmericanNodes& nodes, const AmericanPuts& puts, double* out) {
  HWY_DYNAMIC_DISPATCH(depths)(nodes, puts, out);
}

}  // namespace gammafield::kernels
#endif
