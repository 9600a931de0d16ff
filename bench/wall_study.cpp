// A study of walls as large as docs/performance.md asks: 60 sessions of bars of a minute, 12 cells, 8 baselines, 10,000
// resamples.
//   wall_study [THREADS]       1, then 2
// Against the least that must be done for it: a walk over the prices for each level that is looked at.

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "research/world.h"

namespace gammafield::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

research::HitRateStudy study(std::size_t threads) {
  research::HitRateStudy study;
  for (std::size_t i = 0; i < research::baseline_count; ++i)
    study.baselines.push_back(static_cast<research::Baseline>(i));
  study.threads = threads;
  return study;
}

std::vector<research::SymbolDays> two_symbols() {
  std::vector<research::SymbolDays> symbols;
  for (const std::uint64_t seed : {1, 2}) {
    symbols.push_back(research::made_up_days({.plant = {}, .days = 60, .seed = seed}));
    symbols.back().symbol = fmt::format("XY{}", seed);
  }
  return symbols;
}

double run(const std::vector<research::SymbolDays>& symbols, std::size_t threads) {
  const auto start = Clock::now();
  const auto cells = research::hit_rates(symbols, study(threads));
  const double measured = seconds_since(start);
  research::InferenceRule rule;
  rule.bootstrap.threads = threads;
  const auto found = research::findings(cells, rule);
  const double all = seconds_since(start);
  fmt::print("{} threads: {} cells, {} comparisons of {} resamples in {:.2f} s (races {:.2f} s)\n", threads,
             found.cells.size(), found.comparisons_tried, rule.bootstrap.resamples, all, measured);
  return all;
}

/// 200 prices a day, cell and symbol, each held against every price of its day.
double plain_walk(const std::vector<research::SymbolDays>& symbols) {
  const auto start = Clock::now();
  std::size_t beyond = 0;
  for (const auto& symbol : symbols) {
    for (const auto& day : symbol.days) {
      for (int level = 0; level < 6 * 200; ++level) {
        const double at = day.first_price() * (1 + 1e-5 * level);
        for (const auto& price : day.prices) beyond += std::log(price.price.value() / at) > 0 ? 1 : 0;
      }
    }
  }
  const double seconds = seconds_since(start);
  fmt::print("plain walk over the same prices: {:.2f} s ({} beyond)\n", seconds, beyond);
  return seconds;
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) {
  using namespace gammafield::bench;
  const auto symbols = two_symbols();
  const double plain = plain_walk(symbols);
  const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
  const double one = run(symbols, 1), more = run(symbols, static_cast<std::size_t>(threads));
  fmt::print("one thread: {:.1f} times the plain walk; {} threads: {:.2f} times as fast as one\n", one / plain, threads,
             one / more);
}
