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

void premiums(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma,
              const AmericanPremiums& out) {
  const bool all = out.value[4] != nullptr, value_alone = out.value[1] == nullptr && out.value[2] == nullptr;
  for_vectors<2, 6>(n, {x, sigma},
                    {out.value[0], out.value[1], out.value[2], out.value[3], out.value[4], out.log_boundary},
                    [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
                      const SharedOption option{shared, in[0]};
                      PutTerms t = option.terms(hn::Mul(in[1], hn::Set(Doubles(), std::sqrt(shared.T()))));
                      Vector depth[boundary_nodes_max];
                      option.depths(t, depth);
                      const Discounts discounts{shared.interest(), shared.carry()};
                      if (value_alone) {
                        to[0] = premium<0, false>(shared.nodes(), t, in[0], depth, nullptr, discounts).value[0];
                        for (std::size_t k = 1; k < 5; ++k) to[k] = to[0];  // nobody asks
                      } else if (all) {
                        const auto p = premium<4, false>(shared.nodes(), t, in[0], depth, nullptr, discounts);
                        for (std::size_t k = 0; k < 5; ++k) to[k] = p.value[k];
                      } else {
                        const auto p = premium<2, false>(shared.nodes(), t, in[0], depth, nullptr, discounts);
                        for (std::size_t k = 0; k < 5; ++k) to[k] = p.value[k < 3 ? k : 2];
                      }
                      to[5] = hn::Sub(t.log_start, depth[shared.nodes().scheme().boundary - 1]);
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
HWY_EXPORT(shared_implied_vols);
HWY_EXPORT(shared_vol_steps);

}  // namespace

void american_premiums(const SharedBoundary& shared, std::size_t n, const double* x, const double* sigma,
                       const AmericanPremiums& out) {
  HWY_DYNAMIC_DISPATCH(premiums)(shared, n, x, sigma, out);
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
