#include <sleef.h>

#include <cmath>

#include "peers.h"

namespace gammafield::bench::sleef {
namespace {

constexpr double inverse_sqrt_2pi = 0.39894228040143267794;

#if defined(__AVX512F__)
using Vector = __m512d;
constexpr std::size_t lanes = 8;
Vector load(const double* from) { return _mm512_loadu_pd(from); }
void store(double* to, Vector v) { _mm512_storeu_pd(to, v); }
Vector root(Vector v) { return _mm512_sqrt_pd(v); }
Vector exp(Vector v) { return Sleef_expd8_u10avx512f(v); }
Vector log(Vector v) { return Sleef_logd8_u10avx512f(v); }
#else
using Vector = __m256d;
constexpr std::size_t lanes = 4;
Vector load(const double* from) { return _mm256_loadu_pd(from); }
void store(double* to, Vector v) { _mm256_storeu_pd(to, v); }
Vector root(Vector v) { return _mm256_sqrt_pd(v); }
Vector exp(Vector v) { return Sleef_expd4_u10avx2(v); }
Vector log(Vector v) { return Sleef_logd4_u10avx2(v); }
#endif

}  // namespace

const char* vectors() { return lanes == 8 ? "AVX-512" : "AVX2"; }

/// Requires a count that the vectors divide.
void gamma(const Options& in, double* out) {
  const double log_spot = std::log(in.S);
  for (std::size_t i = 0; i < in.count; i += lanes) {
    const Vector T = load(in.T + i), sigma = load(in.sigma + i), q = load(in.q + i), v = sigma * root(T);
    const Vector d1 = (log_spot - log(load(in.K + i)) + (load(in.r + i) - q + 0.5 * sigma * sigma) * T) / v;
    store(out + i, inverse_sqrt_2pi * exp(-0.5 * d1 * d1 - q * T) / (in.S * v));
  }
}

}  // namespace gammafield::bench::sleef
