#include "kernels/american.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/american_vols.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/american-inl.h"
#include "kernels/american_search-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

void implied_vols(const AmericanNodes& nodes, const AmericanPuts& puts, const double* value, const double* lowest,
                  double* sigma) {
  for_vectors<7, 1>(puts.n, {puts.x, puts.r, puts.q, puts.sigma, puts.T, value, lowest}, {sigma},
                    [&](const Vector* in, Vector* to, std::size_t) HWY_ATTR {
                      const Vector root = hn::Sqrt(in[4]);
                      const PutTerms terms = put_terms(in[1], in[2], in[3], in[4]);
                      const Vector low = hn::Mul(root, in[6]);
                      to[0] = hn::Div(own_total_vol(nodes, terms, in[0], in[5], low, hn::Mul(in[3], root)), root);
                    });
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(implied_vols);

}  // namespace

void american_implied_vols(const AmericanNodes& nodes, const AmericanPuts& puts, const double* value,
                           const double* lowest, double* sigma) {
  HWY_DYNAMIC_DISPATCH(implied_vols)(nodes, puts, value, lowest, sigma);
}

}  // namespace gammafield::kernels
#endif
