#include "kernels/american.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/american_shared.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/american-inl.h"
#include "kernels/american_search-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

/// A premium's derivatives in v as those in sigma.
HWY_INLINE void in_sigma(const Premium<4>& p, double root, Vector* to) {
  const Vector change = number(root);
  for (std::size_t k = 0; k < 4; ++k) to[k] = hn::Mul(p.in_v[k], change);
  to[3] = hn::Mul(to[3], change);
}

void premiums(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma,
              const AmericanPremiums& out) {
  const double root = std::sqrt(shared.T());
  const Discounts discounts{shared.interest(), shared.carry()};
  for_vectors<2, 10>(n, {x, sigma},
                     {out.value[0], out.value[1], out.value[2], out.value[3], out.value[4], out.in_sigma[0],
                      out.in_sigma[1], out.in_sigma[2], out.in_sigma[3], out.log_boundary},
                     [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
                       const SharedOption option{shared, in[0]};
                       const PutTerms t = option.terms(hn::Mul(in[1], number(root)));
                       Vector depth[boundary_nodes_max], slope[boundary_nodes_max], curvature[boundary_nodes_max];
                       option.depths(t, depth, slope, curvature);
                       const auto p =
                           premium<4, InVol::all>(shared.nodes(), t, in[0], {depth, slope, curvature}, discounts);
                       for (std::size_t k = 0; k < 5; ++k) to[k] = p.value[k];
                       in_sigma(p, root, to + 5);
                       to[9] = hn::Sub(t.log_start, depth[shared.nodes().scheme().boundary - 1]);
                     });
}

void premium_values(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma, double* value,
                    double* log_boundary) {
  const double root = std::sqrt(shared.T());
  for_vectors<2, 2>(n, {x, sigma}, {value, log_boundary}, [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
    const SharedOption option{shared, in[0]};
    const PutTerms t = option.terms(hn::Mul(in[1], number(root)));
    Vector depth[boundary_nodes_max];
    option.depths(t, depth);
    to[0] = premium<0, InVol::none>(shared.nodes(), t, in[0], {depth, nullptr, nullptr},
                                    {shared.interest(), shared.carry()})
                .value[0];
    to[1] = hn::Sub(t.log_start, depth[shared.nodes().scheme().boundary - 1]);
  });
}

void shared_implied_vols(const SharedBoundary& shared, std::size_t n, const double* x, const double* value,
                         double* sigma, double* premium) {
  const double root = std::sqrt(shared.T());
  for_vectors<3, 2>(n, {x, value, sigma}, {sigma, premium}, [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
    constexpr Doubles d;
    const SharedOption option{shared, in[0]};
    const Vector low = hn::Set(d, root * shared.low());
    const Vector start = hn::Mul(in[2], hn::Set(d, root));
    const FoundVol found = implied_total_vol(option, in[1], low, start, start);
    to[0] = hn::IfThenElse(hn::Le(found.v, low), hn::Set(d, shared.low()), hn::Div(found.v, hn::Set(d, root)));
    to[1] = found.premium;
  });
}

void shared_vol_steps(const SharedBoundary& shared, std::size_t n, const double* x, const double* value, double* sigma,
                      double* premium) {
  const double root = std::sqrt(shared.T());
  for_vectors<3, 2>(n, {x, value, sigma}, {sigma, premium}, [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
    constexpr Doubles d;
    const SharedOption option{shared, in[0]};
    const FoundVol found = stepped_total_vol(option, in[1], hn::Mul(in[2], hn::Set(d, root)));
    to[0] = hn::Div(found.v, hn::Set(d, root));
    to[1] = found.premium;
  });
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(premiums);
HWY_EXPORT(premium_values);
HWY_EXPORT(shared_implied_vols);
HWY_EXPORT(shared_vol_steps);

}  // namespace

void american_premiums(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma,
                       const AmericanPremiums& out) {
  HWY_DYNAMIC_DISPATCH(premiums)(shared, n, x, sigma, out);
}

void american_premium_values(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma,
                             double* value, double* log_boundary) {
  HWY_DYNAMIC_DISPATCH(premium_values)(shared, n, x, sigma, value, log_boundary);
}

void american_implied_vols(const SharedBoundary& shared, std::size_t n, const double* x, const double* value,
                           double* sigma, double* premium) {
  HWY_DYNAMIC_DISPATCH(shared_implied_vols)(shared, n, x, value, sigma, premium);
}

void american_vol_steps(const SharedBoundary& shared, std::size_t n, const double* x, const double* value,
                        double* sigma, double* premium) {
  HWY_DYNAMIC_DISPATCH(shared_vol_steps)(shared, n, x, value, sigma, premium);
}

}  // namespace gammafield::kernels
#endif
