// A made-up trading day, a chain a minute, recorded and replayed: whole processes.
//   recorded_day [CONTRACTS [SECONDS]]     of a chain; between two of them

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "results.h"
#include "whole_process.h"

namespace gammafield::bench {
namespace {

namespace fs = std::filesystem;

struct Day {
  fs::path quotes, store;
  std::vector<std::string> files = {};
};

/// Dies with the command's name: a benchmark of a failure would be a lie.
ProcessCost must(const std::vector<std::string>& words) {
  std::vector<std::string> command{GAMMAFIELD_PROGRAM};
  command.insert(command.end(), words.begin(), words.end());
  const auto cost = process_once(command);
  if (cost.ok) return cost;
  fmt::print(stderr, "gammafield {} failed\n", words.front());
  std::exit(1);
}

Day made_up_day(const std::string& contracts, const std::string& seconds) {
  const auto folder = fs::temp_directory_path() / "gammafield_recorded_day";
  fs::remove_all(folder);
  fs::create_directory(folder);
  Day day{folder / "quotes", folder / "store"};
  must({"simulate", "session", "--contracts", contracts, "--every", seconds, "-o", day.quotes});
  for (const auto& entry : fs::directory_iterator{day.quotes})
    if (entry.path().filename().string().find("bars") == std::string::npos) day.files.push_back(entry.path());
  std::sort(day.files.begin(), day.files.end());
  return day;
}

double megabytes(const fs::path& folder) {
  double bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes / (1 << 20);
}

void print_cost(std::string_view what, const ProcessCost& cost, std::size_t snapshots) {
  const auto each = static_cast<double>(snapshots);
  fmt::print("{:<24}{:8.2f} s wall{:8.2f} s cpu   {:6.2f} and {:6.2f} ms a snapshot   peak {:4.0f} MB\n", what,
             cost.wall_ms / 1e3, cost.cpu_ms / 1e3, cost.wall_ms / each, cost.cpu_ms / each, cost.peak_mb);
}

void run(const std::string& contracts, const std::string& seconds) {
  const auto day = made_up_day(contracts, seconds);
  fmt::print("{}\n{} snapshots, {} contracts at the open, {:.0f} MB of quotes\n", machine(), day.files.size(),
             contracts, megabytes(day.quotes));
  const auto recorded = [&](const fs::path& store, const char* threads) {
    std::vector<std::string> record{"record", "--to", store, "--threads", threads};
    record.insert(record.end(), day.files.begin(), day.files.end());
    return must(record);
  };
  print_cost("record, one thread", recorded(day.store.string() + "_1", "1"), day.files.size());
  print_cost("record, two threads", recorded(day.store, "2"), day.files.size());
  fmt::print("{:<24}{:8.1f} MB, {:.0f} kB a snapshot\n", "store", megabytes(day.store),
             1024 * megabytes(day.store) / static_cast<double>(day.files.size()));
  for (const char* threads : {"1", "2"}) {
    print_cost(fmt::format("replay, {} thread{}", threads, *threads == '1' ? "" : "s"),
               must({"replay", "--from", day.store, "--threads", threads}), day.files.size());
  }
  print_cost("replay and verify", must({"replay", "--from", day.store, "--verify"}), day.files.size());
  fs::remove_all(day.quotes.parent_path());
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) { gammafield::bench::run(argc > 1 ? argv[1] : "25000", argc > 2 ? argv[2] : "60"); }
