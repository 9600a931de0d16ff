#include "vol_tasks.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "kernel_chain.h"
#include "kernels/implied_vol.h"
#include "kernels/targets.h"
#include "numpy_peers.h"
#include "peers/peers.h"
#include "pricing/implied_vol.h"
#include "results.h"

namespace gammafield::bench {
namespace {

using Column = std::vector<double>;

/// Largest error in volatility of the out-of-the-money contracts: in the money the price itself carries less.
double error(const KernelChain& chain, const Column& v) {
  double worst = 0;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (chain.sign[i] * (chain.F[i] - chain.K[i]) > 0) continue;
    worst = std::max(worst, std::abs(v[i] / std::sqrt(chain.T[i]) - chain.sigma[i]));
  }
  return worst;
}

void solve(const KernelChain& chain, const Column& nothing, Column& v) {
  const auto left = kernels::implied_total_vols(
      {.F = chain.F, .K = chain.K, .price = chain.price, .sign = chain.sign, .smallest_time_value = nothing}, v);
  for (const auto i : left.elements()) {
    const auto right = chain.sign[i] > 0 ? market::Right::call : market::Right::put;
    v[i] = pricing::implied_total_vol(right, chain.price[i], chain.F[i], chain.K[i]).value_or(std::nan(""));
  }
}

void solve_scalar(const KernelChain& chain, Column& v) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto right = chain.sign[i] > 0 ? market::Right::call : market::Right::put;
    v[i] = pricing::implied_total_vol(right, chain.price[i], chain.F[i], chain.K[i]).value_or(std::nan(""));
  }
}

}  // namespace

void implied_vol_task() {
  const auto chain = spx_full_chain();
  const auto n = chain.size();
  const Column nothing(n, 0.0);
  Column v(n);
  const auto judge = [&] { return error(chain, v); };
  Task task{"implied volatility, spx_full_chain (20,000)", "option", static_cast<double>(n),
            "largest error in vol, out of the money"};
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    task.time(
        fmt::format("Gammafield, {}, what is left by scalar code", to_string(target)), 51,
        [&] { solve(chain, nothing, v); }, judge);
  }
  task.time("Gammafield, scalar code alone", 11, [&] { solve_scalar(chain, v); }, judge);
  for (const double accuracy : {1e-12, 1e-6}) {
    task.time(
        fmt::format("QuantLib LiRS, accuracy {:.0e}", accuracy), 5,
        [&] {
          quantlib::implied_vol(n, chain.F.data(), chain.K.data(), chain.price.data(), chain.sign.data(), accuracy,
                                v.data());
        },
        judge);
  }
  const auto numpy = numpy_times(chain);
  if (numpy.contains("implied_vol")) task.add({"numpy, Newton on the whole column", numpy.at("implied_vol"), {}});
  fmt::print("{}\n", task.text());
}

}  // namespace gammafield::bench
