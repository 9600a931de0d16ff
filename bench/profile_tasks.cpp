#include "profile_tasks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "kernel_chain.h"
#include "kernels/profile_exact.h"
#include "kernels/profile_table.h"
#include "kernels/targets.h"
#include "numpy_peers.h"
#include "peers/peers.h"
#include "results.h"

namespace gammafield::bench {
namespace {

using Column = std::vector<double>;
constexpr std::size_t spots = 200;

enum class Rows { one_a_contract, one_a_strike };

/// sign * open interest * gamma * S^2 of the chain's contracts as bumps over ln(s/S), in the order of their widths. The
/// call and the put of a strike have one volatility and make one bump, as exposure/bump.cpp has it, or two.
class ChainBumps {
 public:
  ChainBumps(const KernelChain& chain, Rows rows) {
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < chain.size(); ++i)
      if (rows == Rows::one_a_contract || i == 0 || !same_strike(chain, i - 1, i)) first.push_back(i);
    Column scales;
    for (const std::size_t i : first) scales.push_back(kernels::bump_scale / (chain.sigma[i] * std::sqrt(chain.T[i])));
    first.push_back(chain.size());
    for (const auto row : kernels::order_by_width(scales, classes_)) {
      const std::size_t i = first[row];
      const double v = chain.sigma[i] * std::sqrt(chain.T[i]), T = chain.T[i];
      center_.push_back(std::log(chain.K[i] / chain.S) - (chain.r[i] - chain.q[i]) * T + 0.5 * v * v);
      scale_.push_back(scales[row]);
      const double a_contract = chain.K[i] * std::exp(-chain.r[i] * T) / (v * std::sqrt(2 * std::numbers::pi));
      gross_.push_back(0);
      net_.push_back(0);
      for (std::size_t k = i; k < first[row + 1]; ++k) {
        gross_.back() += a_contract * chain.open_interest[k];
        net_.back() += a_contract * chain.open_interest[k] * chain.sign[k];
      }
    }
  }
  [[nodiscard]] kernels::Bumps bumps() const {
    return {center_.size(), center_.data(), scale_.data(), net_.data(), gross_.data()};
  }
  [[nodiscard]] const kernels::WidthClasses& classes() const { return classes_; }

 private:
  static bool same_strike(const KernelChain& chain, std::size_t a, std::size_t b) {
    return chain.K[a] == chain.K[b] && chain.T[a] == chain.T[b] && chain.sigma[a] == chain.sigma[b];
  }

  kernels::WidthClasses classes_;
  Column center_, scale_, net_, gross_;
};

Column exact(const kernels::Bumps& bumps, const Column& places) {
  Column sums;
  for (const double x : places) {
    long double sum = 0;
    for (std::size_t i = 0; i < bumps.count; ++i) {
      const long double z = (static_cast<long double>(x) - bumps.center[i]) * bumps.scale[i];
      sum += bumps.net[i] * std::exp2(-z * z);
    }
    sums.push_back(static_cast<double>(sum));
  }
  return sums;
}

double error(const Column& wanted, const Column& got) {
  double largest = 0, worst = 0;
  for (const double value : wanted) largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < wanted.size(); ++i) worst = std::max(worst, std::abs(got[i] - wanted[i]));
  return worst / largest;
}

}  // namespace

void profile_task() {
  const auto chain = spx_full_chain();
  const ChainBumps by_strike{chain, Rows::one_a_strike}, by_contract{chain, Rows::one_a_contract};
  const auto bumps = by_contract.bumps();
  Column places, spot_prices, weight, net(spots), gross(spots);
  for (std::size_t k = 0; k < spots; ++k) {
    places.push_back(std::log(0.8) + std::log(1.2 / 0.8) * static_cast<double>(k) / (spots - 1));
    spot_prices.push_back(chain.S * std::exp(places.back()));
  }
  for (std::size_t i = 0; i < chain.size(); ++i) weight.push_back(chain.sign[i] * chain.open_interest[i]);
  const Column wanted = exact(bumps, places);
  const auto judge = [&] { return error(wanted, net); };
  Task task{"profile_200: net over 20,000 contracts x 200 spots", "profile", 1, "error, of the largest net"};
  const auto tabulated = [&](const ChainBumps& made) {
    const kernels::ProfileTable table{made.bumps(), made.classes(), places.front(), places.back()};
    table.sums(spots, places.data(), {.net = net.data(), .gross = gross.data()});
  };
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    task.time(
        fmt::format("Gammafield, {}, net and gross", to_string(target)), 51, [&] { tabulated(by_strike); }, judge);
  }
  task.time("Gammafield, calls and puts apart", 51, [&] { tabulated(by_contract); }, judge);
  task.time(
      "Gammafield, every bump at every spot", 11,
      [&] { kernels::bump_sums(bumps, spots, places.data(), {.net = net.data(), .gross = gross.data()}); }, judge);
  const Options options{chain.size(),       chain.S,        chain.K.data(), chain.T.data(),
                        chain.sigma.data(), chain.r.data(), chain.q.data()};
  task.time(
      "g++ -O3 -ffast-math, libmvec loop", 7,
      [&] { libmvec::profile(options, weight.data(), spot_prices.data(), spots, net.data()); }, judge);
  task.time(
      "g++ -O3, scalar loop", 5,
      [&] { scalar::profile(options, weight.data(), spot_prices.data(), spots, net.data()); }, judge);
  const auto numpy = numpy_times(chain);
  if (numpy.contains("profile")) task.add({"numpy, prepared, spot by spot", numpy.at("profile"), {}});
  fmt::print("{}\n", task.text());
}

}  // namespace gammafield::bench
