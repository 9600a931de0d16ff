#include "numpy_peers.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>

#include <fmt/format.h>

namespace gammafield::bench {
namespace {

void write(std::ofstream& file, std::span<const double> column) {
  file.write(reinterpret_cast<const char*>(column.data()), static_cast<std::streamsize>(column.size_bytes()));
}

std::filesystem::path written(const KernelChain& chain) {
  const auto path = std::filesystem::temp_directory_path() / "gammafield_bench_numpy.bin";
  std::vector<double> weight_column;
  for (std::size_t i = 0; i < chain.size(); ++i) weight_column.push_back(chain.sign[i] * chain.open_interest[i]);
  const auto& weight = weight_column;
  std::ofstream file{path, std::ios::binary};
  const double head[] = {static_cast<double>(chain.size()), chain.S};
  write(file, head);
  for (const auto* column :
       {&chain.K, &chain.T, &chain.sigma, &chain.r, &chain.q, &weight, &chain.F, &chain.price, &chain.sign})
    write(file, *column);
  return path;
}

}  // namespace

std::map<std::string, double> numpy_times(const KernelChain& chain) {
  const auto file = written(chain);
  const auto command = fmt::format("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 {} {}",
                                   GAMMAFIELD_NUMPY_PEERS, file.string());
  const std::unique_ptr<FILE, int (*)(FILE*)> output{popen(command.c_str(), "r"), pclose};
  std::map<std::string, double> times;
  char task[32];
  for (double nanoseconds = 0; output && std::fscanf(output.get(), "%31s %lf", task, &nanoseconds) == 2;)
    times[task] = nanoseconds;
  std::filesystem::remove(file);
  return times;
}

}  // namespace gammafield::bench
