// opra_universe [UNDERLYINGS [auto|european [RUNS]]]: levels of a whole market of stock options from memory, on one
// core and on two, priced as American and as European. 5,000 underlyings of 304 contracts each unless told otherwise.
// With RUNS, for a machine that has other work: each chain's processor time on one core, the least of so many runs.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "engine/analysis.h"
#include "gammafield/heap.h"
#include "results.h"
#include "universe.h"

namespace {

using namespace gammafield;

using Market = std::span<const std::shared_ptr<const ingest::LoadedChain>>;

constexpr std::size_t contracts_each = 304, warming_up = 50;

struct Outcome {
  double seconds = 0;
  std::size_t analysed = 0, contracts = 0;
};

engine::Settings settings_of(pricing::ExerciseModel exercise) {
  engine::Settings settings;
  settings.detail = engine::Detail::levels;
  settings.pricing.exercise = exercise;
  return settings;
}

Outcome analyse_all(Market market, pricing::ExerciseModel exercise, unsigned threads) {
  const engine::Settings settings = settings_of(exercise);
  std::atomic<std::size_t> next{0}, analysed{0}, contracts{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < market.size(); i = next++) {
      const auto analysis = engine::analyse(market[i], settings);
      if (!analysis) continue;
      ++analysed;
      contracts += analysis->priced->options.size();
    }
  };
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < threads; ++i) pool.emplace_back(work);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return {took.count(), analysed, contracts};
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void print_least(Market market, pricing::ExerciseModel exercise, int runs) {
  const engine::Settings settings = settings_of(exercise);
  double seconds = 0;
  std::size_t contracts = 0;
  for (const auto& chain : market) {
    double least = std::numeric_limits<double>::infinity();
    for (int run = 0; run < runs; ++run) {
      const double start = processor_seconds();
      const auto analysis = engine::analyse(chain, settings);
      least = std::min(least, processor_seconds() - start);
      if (analysis && run == 0) contracts += analysis->priced->options.size();
    }
    seconds += least;
  }
  fmt::print(
      "opra_universe, exercise={}, processor time of one core, least of {} runs of each chain: {} underlyings, {} "
      "contracts priced, {:.3f} us a contract\n",
      to_string(exercise), runs, market.size(), contracts, seconds * 1e6 / static_cast<double>(contracts));
}

}  // namespace

int main(int argc, char** argv) {
  app::prepare_heap();
  const std::size_t underlyings = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5000;
  fmt::print("{}\n", bench::machine());
  const auto market = bench::opra_universe(underlyings, contracts_each);
  for (const auto exercise : {pricing::ExerciseModel::by_contract, pricing::ExerciseModel::european}) {
    if (argc > 2 && to_string(exercise) != argv[2]) continue;
    if (argc > 3) {
      print_least(market, exercise, std::max(1, std::atoi(argv[3])));
      continue;
    }
    (void)analyse_all(Market{market}.first(std::min(market.size(), warming_up)), exercise, 1);
    for (const unsigned threads : {1u, 2u}) {
      const auto outcome = analyse_all(market, exercise, threads);
      fmt::print(
          "opra_universe, exercise={}, {} core{}: {:.2f} s for {} underlyings, {} contracts priced, {:.2f} us a "
          "contract\n",
          to_string(exercise), threads, threads == 1 ? "" : "s", outcome.seconds, outcome.analysed, outcome.contracts,
          outcome.seconds * 1e6 / static_cast<double>(outcome.contracts));
    }
  }
  return 0;
}
