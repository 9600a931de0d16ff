#include "greeks_tasks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "kernel_chain.h"
#include "kernels/greeks.h"
#include "kernels/targets.h"
#include "numpy_peers.h"
#include "peers/peers.h"
#include "results.h"

namespace gammafield::bench {
namespace {

using Column = std::vector<double>;

constexpr std::size_t contracts = 20'000;
constexpr std::size_t quantlib_has = 5;  // price, delta, gamma, vega, theta
constexpr int gamma_column = 2;

SevenGreeks as_greeks(SevenColumns& out) {
  auto& to = out.all;
  return {to[0].data(), to[1].data(), to[2].data(), to[3].data(), to[4].data(), to[5].data(), to[6].data()};
}

Options as_options(const KernelChain& chain) {
  return {chain.size(), chain.S, chain.K.data(), chain.T.data(), chain.sigma.data(), chain.r.data(), chain.q.data()};
}

/// Of calls, in long double.
std::array<long double, 7> exact(const KernelChain& chain, std::size_t i) {
  const long double S = chain.S, K = chain.K[i], T = chain.T[i], sigma = chain.sigma[i], r = chain.r[i], q = chain.q[i];
  const long double root = std::sqrt(T), v = sigma * root, carry = std::exp(-q * T), discount = std::exp(-r * T);
  const long double d1 = (std::log(S / K) + (r - q + sigma * sigma / 2) * T) / v, d2 = d1 - v;
  const long double density = std::exp(-d1 * d1 / 2) / std::sqrt(2 * std::numbers::pi_v<long double>);
  const auto below = [](long double d) { return std::erfc(-d / std::numbers::sqrt2_v<long double>) / 2; };
  const long double stock = S * carry * below(d1), cash = K * discount * below(d2);
  return {stock - cash,
          carry * below(d1),
          carry * density / (S * v),
          S * carry * density * root,
          -S * carry * density * sigma / (2 * root) - r * cash + q * stock,
          -carry * density * d2 / sigma,
          q * carry * below(d1) - carry * density * (2 * (r - q) * T - d2 * v) / (2 * T * v)};
}

/// Largest error relative to the value or to 1e-6 of its column's largest, of the first `count` columns.
class Judge {
 public:
  explicit Judge(const KernelChain& chain) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const auto row = exact(chain, i);
      for (std::size_t column = 0; column < row.size(); ++column) exact_[column].push_back(row[column]);
    }
  }
  [[nodiscard]] double error(std::size_t column, std::span<const double> got) const {
    const auto& wanted = exact_[column];
    long double largest = 0, worst = 0;
    for (const long double value : wanted) largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < wanted.size(); ++i)
      worst = std::max(worst, std::abs(got[i] - wanted[i]) / std::max(std::abs(wanted[i]), 1e-6L * largest));
    return static_cast<double>(worst);
  }
  [[nodiscard]] double error(const SevenColumns& got, std::size_t count = 7) const {
    double worst = 0;
    for (std::size_t column = 0; column < count; ++column) worst = std::max(worst, error(column, got.all[column]));
    return worst;
  }

 private:
  std::array<std::vector<long double>, 7> exact_;
};

std::string ours(kernels::Target target) { return fmt::format("Gammafield, {}", to_string(target)); }

}  // namespace

void seven_greeks_task() {
  const auto chain = spx_full_chain(contracts);
  const Judge judge{chain};
  const Column calls(contracts, 1.0);
  SevenColumns out{contracts};
  Task task{"seven greeks, spx_full_chain (20,000)", "option", contracts, "largest relative error"};
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    task.time(
        ours(target), 51, [&] { (void)kernels::greeks(greek_inputs(chain, calls), out.columns()); },
        [&] { return judge.error(out); });
  }
  const auto options = as_options(chain);
  const auto whole = [&] { return judge.error(out); };
  task.time("g++ -O3 -ffast-math, libmvec loop", 51, [&] { libmvec::greeks(options, as_greeks(out)); }, whole);
  task.time("g++ -O3, scalar loop", 21, [&] { scalar::greeks(options, as_greeks(out)); }, whole);
  task.time(
      "QuantLib BlackCalculator (no vanna, charm)", 11, [&] { quantlib::greeks(options, as_greeks(out)); },
      [&] { return judge.error(out, quantlib_has); });
  const auto numpy = numpy_times(chain);
  if (numpy.contains("greeks")) task.add({"numpy and scipy", numpy.at("greeks"), {}});
  fmt::print("{}\n", task.text());
}

void gamma_task() {
  const auto chain = spx_full_chain(contracts);
  const Judge judge{chain};
  const Column calls(contracts, 1.0);
  Column out(contracts);
  const auto error = [&] { return judge.error(gamma_column, out); };
  Task task{"gamma from raw inputs, spx_full_chain (20,000)", "option", contracts, "largest relative error"};
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    kernels::GreekColumns into;
    into.gamma = out;
    task.time(ours(target), 101, [&] { (void)kernels::greeks(greek_inputs(chain, calls), into); }, error);
  }
  const auto options = as_options(chain);
  task.time("g++ -O3 -ffast-math, libmvec loop", 101, [&] { libmvec::gamma(options, out.data()); }, error);
  task.time(fmt::format("SLEEF 1 ulp, {}", sleef::vectors()), 101, [&] { sleef::gamma(options, out.data()); }, error);
  task.time("g++ -O3, scalar loop", 51, [&] { scalar::gamma(options, out.data()); }, error);
  fmt::print("{}\n", task.text());
}

}  // namespace gammafield::bench
