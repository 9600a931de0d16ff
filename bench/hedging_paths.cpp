// The hedging laboratory's paths: one dealer, options at 50 strikes, 390 steps, against the least that a plain loop
// must do for them: the deltas alone, by erfc.
//   hedging_paths [PATHS]       10000
// Then the same with a tenth and with ten times the paths: time must grow with them, memory must not.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "hedging/monte_carlo.h"

namespace gammafield::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

hedging::Scenario workload() {
  hedging::Scenario scenario;
  scenario.name = "hedging_paths";
  scenario.spot = market::Spot{450};
  scenario.noise.volatility = market::ImpliedVol{0.18};
  scenario.impact.permanent = hedging::PerUsd{1e-13};
  hedging::Dealer dealer;
  dealer.name = "dealers";
  dealer.book.expiries = {{hedging::Minutes{390}}};
  for (int i = 0; i < 50; ++i) {
    dealer.book.positions.push_back({0, i % 2 == 0 ? market::Right::put : market::Right::call,
                                     market::Strike{425.0 + i}, market::Shares{-1e5}, market::ImpliedVol{0.2}});
  }
  scenario.dealers = {dealer};
  return scenario;
}

double run(std::uint64_t paths, std::size_t threads) {
  const auto scenario = workload();
  const auto start = Clock::now();
  const auto outcome = hedging::simulate(scenario, {.paths = paths, .seed = 1, .threads = threads});
  if (!outcome) {
    fmt::print(stderr, "{}\n", outcome.error().message);
    std::exit(1);
  }
  return seconds_since(start);
}

/// Nanoseconds an option, of N(d1) in a plain loop.
double plain_delta_ns() {
  std::vector<double> strikes;
  for (int i = 0; i < 50; ++i) strikes.push_back(425.0 + i);
  constexpr int rounds = 20'000;
  double sum = 0;
  const auto start = Clock::now();
  for (int round = 0; round < rounds; ++round) {
    const double S = 445 + 1e-3 * (round % 10'000), root = 0.2 * std::sqrt((1 + round % 390) / 98'280.0);
    for (const double K : strikes) sum += 0.5 * std::erfc(-(std::log(S / K) / root + root / 2) * M_SQRT1_2);
  }
  const double ns = 1e9 * seconds_since(start) / rounds / static_cast<double>(strikes.size());
  if (sum == 0) std::exit(1);  // the loop is not to be left out
  return ns;
}

int main_of(std::uint64_t paths) {
  const double options = 390.0 * 50;
  const double one = run(paths, 1), two = run(paths, 2), plain = plain_delta_ns();
  const double ours = 1e9 * one / static_cast<double>(paths) / options;
  fmt::print("{} paths x 390 steps x 50 strikes: one thread {:.2f} s, two {:.2f} s ({:.2f}x)\n", paths, one, two,
             one / two);
  fmt::print("an option and step: {:.2f} ns with everything, {:.1f}x the plain loop's deltas alone ({:.1f} ns)\n", ours,
             plain / ours, plain);
  for (const std::uint64_t n : {paths / 10, paths, 10 * paths}) {
    const double time = run(std::max<std::uint64_t>(n, 1), 2);
    fmt::print("{:>8} paths: {:6.2f} us a path, peak memory {:.0f} MB\n", n, 1e6 * time / static_cast<double>(n),
               peak_mb());
  }
  return 0;
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) {
  return gammafield::bench::main_of(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000);
}
