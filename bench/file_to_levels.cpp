// File to levels: the whole process, and its parts inside one process. Medians, one thread, warm files.
//   file_to_levels [RUNS]
// Workloads: made-up chains of 20,000 and 30,000 contracts; real ones when ../shared/data is there.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/analysis.h"
#include "engine/report_json.h"
#include "ingest/read_chain.h"
#include "simulate/chain.h"
#include "simulate/vendor_files.h"
#include "stopwatch.h"
#include "whole_process.h"

namespace gammafield::bench {
namespace {

struct Workload {
  std::string name;
  std::string file;
  std::vector<std::string> options;  ///< for the program
};

/// Dies with the reason: a benchmark of a failure would be a lie.
template <class T>
T must(base::Result<T, base::Refusal> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}

std::string made_up_file(std::size_t contracts) {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("gammafield_bench_{}.csv", contracts);
  simulate::ChainScenario scenario;
  scenario.contracts = contracts;
  std::ofstream{path} << simulate::to_quotedata(must(simulate::simulate_chain(scenario)));
  return path;
}

std::vector<Workload> workloads() {
  std::vector<Workload> list{{"simulated_quotedata_20k", made_up_file(20'000), {}},
                             {"simulated_quotedata_30k", made_up_file(30'000), {}}};
  const std::filesystem::path shared = GAMMAFIELD_SHARED_DATA;
  const std::pair<const char*, const char*> real[] = {
      {"spx_full_chain (quotedata, 19,920)", "cboe_spx_2023-09-14T1631.csv.gz"},
      {"spx_evening_chain (table, 30,204)", "cboe_eod_spx_2026-08-19.csv.gz"}};
  for (const auto& [name, file] : real) {
    if (!std::filesystem::exists(shared / file)) continue;
    const auto bytes = ingest::read_bytes(shared / file);
    const auto plain = std::filesystem::temp_directory_path() / std::filesystem::path{file}.stem();
    if (bytes) std::ofstream{plain} << *bytes;
    list.push_back({name, plain, {}});
  }
  return list;
}

void print_parts(const Workload& workload, int runs) {
  const auto bytes = must(ingest::read_bytes(workload.file));
  const auto loaded = must(ingest::read_chain(bytes, {}, workload.name)).back();
  const auto chain = std::make_shared<const market::ChainSnapshot>(loaded.chain);
  const auto priced = std::make_shared<const pricing::PricedChain>(must(pricing::price_chain(chain, {})));
  const exposure::Positioning naive{exposure::PositioningModel::naive};
  const auto book = exposure::make_book(priced, naive, {});
  const exposure::RepricedBook repriced{book};
  const auto shared = std::make_shared<const ingest::LoadedChain>(loaded);
  const auto analysis = must(engine::analyse(loaded, {}));
  const auto part = [&](std::string_view name, const std::function<void()>& work) {
    fmt::print("    {:<28}{:8.2f} ms\n", name, median_ms(runs, work));
  };
  part("read the bytes", [&] { (void)ingest::read_bytes(workload.file); });
  part("parse", [&] { (void)ingest::read_chain(bytes, {}, workload.name); });
  part("forwards, volatility, greeks", [&] { (void)pricing::price_chain(chain, {}); });
  part("book", [&] { (void)exposure::make_book(priced, naive, {}); });
  part("every flip", [&] { (void)levels::repriced_flips(repriced, {}); });
  part("all levels", [&] { (void)levels::find_levels(book, repriced, {}); });
  part("bands, 4,000 draws", [&] { (void)engine::bands_of(analysis, {}); });
  part("chain to Report, in all", [&] { (void)engine::analyse(loaded, {}); });
  for (const std::size_t threads : {1, 2}) {
    engine::Settings settings;
    settings.pricing.threads = threads;
    part(fmt::format("pricing by {} thread{}", threads, threads == 1 ? "" : "s"),
         [&] { (void)pricing::price_chain(chain, settings.pricing); });
    part(fmt::format("chain to Report by {}", threads), [&] { (void)engine::analyse(shared, settings); });
  }
  part("Report to JSON", [&] { (void)engine::to_json(analysis.report); });
}

int run(int runs) {
  for (const auto& workload : workloads()) {
    std::vector<std::string> command{GAMMAFIELD_PROGRAM, "levels", workload.file, "--format", "json"};
    command.insert(command.end(), workload.options.begin(), workload.options.end());
    const auto cost = whole_process(command, runs);
    fmt::print("{}\n    {:<28}{:8.2f} ms wall, {:.2f} ms cpu, peak {:.0f} MB{}\n", workload.name, "WHOLE PROCESS",
               cost.wall_ms, cost.cpu_ms, cost.peak_mb, cost.ok ? "" : "  FAILED");
    print_parts(workload, runs);
    if (!cost.ok) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) { return gammafield::bench::run(argc > 1 ? std::max(1, std::atoi(argv[1])) : 21); }
