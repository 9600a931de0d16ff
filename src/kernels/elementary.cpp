#include "kernels/elementary.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/elementary.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

void exp_column(std::size_t n, const double* x, double* y) {
  for_vectors<1, 1>(n, {x}, {y}, [](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA {
    out[0] = exp(Doubles(), in[0]);
  });
}

void log_column(std::size_t n, const double* x, double* y) {
  for_vectors<1, 1>(n, {x}, {y}, [](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA {
    out[0] = log(Doubles(), hn::Min(hn::Max(in[0], number(1e-300)), number(1e300)));
  });
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(exp_column);
HWY_EXPORT(log_column);

}  // namespace

void exponentials(std::size_t n, const double* x, double* y) { HWY_DYNAMIC_DISPATCH(exp_column)(n, x, y); }
void logarithms(std::size_t n, const double* x, double* y) { HWY_DYNAMIC_DISPATCH(log_column)(n, x, y); }

}  // namespace gammafield::kernels
#endif
