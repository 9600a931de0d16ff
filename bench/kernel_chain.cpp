#include "kernel_chain.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace gammafield::bench {
namespace {

constexpr double rate = 0.045, yield = 0.013, smallest_value = 0.05;
constexpr double days_to_expiry[] = {0.2,   1.2,   2.2,   3.2,   4.2,   7.2,   8.2,   9.2,   10.2,  11.2,
                                     14.2,  16.2,  18.2,  21.2,  24.2,  28.2,  32.2,  37.2,  45.2,  52.2,
                                     60.2,  75.2,  91.2,  105.2, 120.2, 150.2, 180.2, 210.2, 245.2, 273.2,
                                     300.2, 365.2, 420.2, 485.2, 550.2, 640.2, 730.0};

/// Undiscounted out-of-the-money value without cancellation.
long double time_value(long double F, long double K, long double v) {
  const long double x = -std::abs(std::log(F / K));
  const auto tail = [](long double z) { return 0.5L * std::erfc(-z * 0.70710678118654752440L); };
  return std::sqrt(F * K) *
         (std::exp(0.5L * x) * tail(x / v + 0.5L * v) - std::exp(-0.5L * x) * tail(x / v - 0.5L * v));
}

/// A call and a put; nothing when they are worth less than a market would quote.
void add_strike(KernelChain& chain, double K, double T, double sigma, double call_interest, double put_interest,
                double least) {
  const double F = chain.S * std::exp((rate - yield) * T);
  const auto value = static_cast<double>(time_value(F, K, sigma * std::sqrt(T)));
  if (!(value * std::exp(-rate * T) >= least)) return;
  for (const double sign : {1.0, -1.0}) {
    chain.K.push_back(K);
    chain.T.push_back(T);
    chain.sigma.push_back(sigma);
    chain.r.push_back(rate);
    chain.q.push_back(yield);
    chain.F.push_back(F);
    chain.price.push_back(value + std::max(sign * (F - K), 0.0));
    chain.sign.push_back(sign);
    chain.open_interest.push_back(sign > 0 ? call_interest : put_interest);
  }
}

double smile(double at_the_money, double k, double T) {
  const double z = k / std::sqrt(T + 0.01);
  return std::clamp(at_the_money * (1 - 0.45 * z + 0.35 * z * z), 0.08, 1.2);
}

void resize(KernelChain& chain, std::size_t contracts) {
  for (auto* column : {&chain.K, &chain.T, &chain.sigma, &chain.r, &chain.q, &chain.F, &chain.price, &chain.sign,
                       &chain.open_interest})
    column->resize(contracts);
}

}  // namespace

KernelChain spx_full_chain(std::size_t contracts) {
  constexpr double golden_ratio = 0.6180339887498949;  // its multiples fill an interval evenly however many they are
  KernelChain chain;
  std::mt19937_64 random{7};
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const auto interest = [&] { return std::floor(std::exp(9 * uniform())); };
  for (std::size_t round = 0; chain.size() < contracts; ++round) {
    const double share = std::fmod(0.5 + golden_ratio * static_cast<double>(round), 1.0);
    const double K = 0.625 * std::round(chain.S * (0.5 + share) / 0.625);
    for (const double days : days_to_expiry) {
      const double T = days / 365, k = std::log(K / chain.S) - (rate - yield) * T;
      const double sigma = smile(0.13 + 0.05 * std::exp(-3 * T), k, T) + 0.002 * uniform();
      add_strike(chain, K, T, std::min(sigma, 1.2), interest(), interest(), smallest_value);
    }
  }
  resize(chain, contracts);
  return chain;
}

KernelChain spy_0dte() {
  KernelChain chain;
  chain.S = 450;
  for (double K = 430; K <= 470; ++K)
    add_strike(chain, K, 3 / (365.0 * 24), 0.15 + 0.4 * std::abs(std::log(K / chain.S)), 1000, 800, 0);
  return chain;
}

kernels::GreekInputs greek_inputs(const KernelChain& chain, std::span<const double> sign) {
  return {.S = chain.S, .K = chain.K, .T = chain.T, .sigma = chain.sigma, .r = chain.r, .q = chain.q, .sign = sign};
}

kernels::GreekColumns SevenColumns::columns() {
  kernels::GreekColumns out;
  out.price = all[0];
  out.delta = all[1];
  out.gamma = all[2];
  out.vega = all[3];
  out.theta = all[4];
  out.vanna = all[5];
  out.charm = all[6];
  return out;
}

}  // namespace gammafield::bench
