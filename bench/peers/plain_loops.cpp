// The loops a careful programmer writes, left to the compiler. Compiled by g++ for this machine twice: as it stands,
// and with -ffast-math, which vectorises exp, log and erfc by glibc's libmvec. PEER_NAMESPACE is the namespace.
#include <cmath>

#include "peers.h"

namespace gammafield::bench::PEER_NAMESPACE {
namespace {

constexpr double inverse_sqrt_2pi = 0.39894228040143267794, inverse_sqrt_2 = 0.70710678118654752440;

}  // namespace

void greeks(const Options& in, const SevenGreeks& out) {
  const double S = in.S;
  const double* __restrict K = in.K, * __restrict T = in.T, * __restrict sigma = in.sigma, * __restrict r = in.r, * __restrict q = in.q;
  double* __restrict price = out.price, * __restrict delta = out.delta, * __restrict gamma = out.gamma, * __restrict vega = out.vega, * __restrict theta = out.theta, * __restrict vanna = out.vanna, * __restrict charm = out.charm;
#pragma GCC ivdep
  for (std::size_t i = 0; i < in.count; ++i) {
    const double root = std::sqrt(T[i]), v = sigma[i] * root;
    const double d1 = (std::log(S / K[i]) + (r[i] - q[i] + 0.5 * sigma[i] * sigma[i]) * T[i]) / v, d2 = d1 - v;
    const double carry = std::exp(-q[i] * T[i]), discount = std::exp(-r[i] * T[i]);
    const double density = inverse_sqrt_2pi * std::exp(-0.5 * d1 * d1);
    const double n1 = 0.5 * std::erfc(-d1 * inverse_sqrt_2), n2 = 0.5 * std::erfc(-d2 * inverse_sqrt_2);
    const double stock = S * carry * n1, cash = K[i] * discount * n2;
    price[i] = stock - cash;
    delta[i] = carry * n1;
    gamma[i] = carry * density / (S * v);
    vega[i] = S * carry * density * root;
    theta[i] = -S * carry * density * sigma[i] / (2 * root) - r[i] * cash + q[i] * stock;
    vanna[i] = -carry * density * d2 / sigma[i];
    charm[i] = q[i] * carry * n1 - carry * density * (2 * (r[i] - q[i]) * T[i] - d2 * v) / (2 * T[i] * v);
  }
}

void gamma(const Options& in, double* __restrict out) {
  const double S = in.S;
  const double* __restrict K = in.K, * __restrict T = in.T, * __restrict sigma = in.sigma, * __restrict r = in.r, * __restrict q = in.q;
#pragma GCC ivdep
  for (std::size_t i = 0; i < in.count; ++i) {
    const double v = sigma[i] * std::sqrt(T[i]);
    const double d1 = (std::log(S / K[i]) + (r[i] - q[i] + 0.5 * sigma[i] * sigma[i]) * T[i]) / v;
    out[i] = inverse_sqrt_2pi * std::exp(-0.5 * d1 * d1 - q[i] * T[i]) / (S * v);
  }
}

/// Net of weight * gamma * S^2 at every spot, log and square root once a contract and spot: as usually written.
void profile(const Options& in, const double* __restrict weight, const double* spots, std::size_t count, double* out) {
  const double* __restrict K = in.K, * __restrict T = in.T, * __restrict sigma = in.sigma, * __restrict r = in.r, * __restrict q = in.q;
  for (std::size_t k = 0; k < count; ++k) {
    const double S = spots[k];
    double sum = 0;
    for (std::size_t i = 0; i < in.count; ++i) {
      const double v = sigma[i] * std::sqrt(T[i]);
      const double d1 = (std::log(S / K[i]) + (r[i] - q[i] + 0.5 * sigma[i] * sigma[i]) * T[i]) / v;
      sum += weight[i] * inverse_sqrt_2pi * std::exp(-0.5 * d1 * d1 - q[i] * T[i]) / v;
    }
    out[k] = sum * S;
  }
}

}  // namespace gammafield::bench::PEER_NAMESPACE
