#pragma once

#include <cstddef>

/// What Gammafield's kernels are measured beside, all from Debian packages. Columns of `count` options on one spot;
/// K strike, T years, sigma a year, r and q continuous.
namespace gammafield::bench {

struct Options {
  std::size_t count = 0;
  double S = 0;
  const double *K = nullptr, *T = nullptr, *sigma = nullptr, *r = nullptr, *q = nullptr;
};

/// Of calls.
struct SevenGreeks {
  double *price = nullptr, *delta = nullptr, *gamma = nullptr, *vega = nullptr, *theta = nullptr, *vanna = nullptr,
         *charm = nullptr;
};

/// plain_loops.cpp by g++ -O3 -march=native; `libmvec`: with -ffast-math and 512-bit vectors as well.
namespace scalar {
void greeks(const Options&, const SevenGreeks&);
void gamma(const Options&, double* out);
void profile(const Options&, const double* weight, const double* spots, std::size_t count, double* out);
}  // namespace scalar
namespace libmvec {
void greeks(const Options&, const SevenGreeks&);
void gamma(const Options&, double* out);
void profile(const Options&, const double* weight, const double* spots, std::size_t count, double* out);
}  // namespace libmvec

/// SLEEF's exp and log at 1 ulp in the same formula, by the widest vectors this machine was compiled for.
namespace sleef {
[[nodiscard]] const char* vectors();
void gamma(const Options&, double* out);
}  // namespace sleef

namespace quantlib {
/// BlackCalculator: price, delta, gamma, vega, theta (it has no vanna and no charm).
void greeks(const Options&, const SevenGreeks&);
/// blackFormulaImpliedStdDevLiRS of undiscounted prices at forwards F; sign +1 call, -1 put; total volatility out, NaN
/// where it fails.
void implied_vol(std::size_t count, const double* F, const double* K, const double* price, const double* sign,
                 double accuracy, double* out);

/// American options on S, one rate and yield; days to expiry.
struct American {
  double K = 0, sigma = 0, sign = 0;
  int days = 0;
};
enum class Scheme { fast, high_precision };
void american_price(Scheme, double S, double r, double q, std::size_t count, const American*, double* out);
/// By Brent to 1e-6 on the fast scheme; NaN where it fails.
void american_vol(double S, double r, double q, std::size_t count, const American*, const double* price, double* out);
}  // namespace quantlib

}  // namespace gammafield::bench
