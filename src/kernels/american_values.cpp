#include "kernels/american.h"

#include <cmath>

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
        solve_boundary(nodes, t, depth);
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

void depths(const AmericanNodes& nodes, const AmericanPuts& puts, double* out) {
  double* const none[] = {nullptr};
  for_vectors<4, 1>(puts.n, {puts.r, puts.q, puts.sigma, puts.T}, none,
                    [&](const Vector* in, Vector* to, std::size_t begin) HWY_ATTR {
                      constexpr Doubles d;
                      Vector depth[boundary_nodes_max];
                      HWY_ALIGN double lanes[HWY_LANES(double)];
                      solve_boundary(nodes, put_terms(in[0], in[1], in[2], in[3]), depth);
                      for (std::size_t i = 0; i < nodes.scheme().boundary; ++i) {
                        hn::Store(depth[i], d, lanes);
                        for (std::size_t j = 0; j < hn::Lanes(d) && begin + j < puts.n; ++j)
                          out[i * puts.n + begin + j] = lanes[j];
                      }
                      to[0] = in[0];
                    });
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
