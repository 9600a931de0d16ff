#include "results.h"

#include <chrono>
#include <fstream>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "kernels/targets.h"
#include "stopwatch.h"

namespace gammafield::bench {
namespace {

std::string processor() {
  std::ifstream info{"/proc/cpuinfo"};
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

std::string time_text(double nanoseconds) {
  if (nanoseconds < 1e3) return fmt::format("{:.2f} ns", nanoseconds);
  return nanoseconds < 1e6 ? fmt::format("{:.2f} us", nanoseconds / 1e3) : fmt::format("{:.2f} ms", nanoseconds / 1e6);
}

}  // namespace

Task::Task(std::string name, std::string unit, double units, std::string error_means)
    : name_(std::move(name)), unit_(std::move(unit)), error_means_(std::move(error_means)), units_(units) {}

void Task::time(std::string who, int runs, const std::function<void()>& work) {
  time(std::move(who), runs, work, [] { return std::vector<double>{}; });
}

void Task::time(std::string who, int runs, const std::function<void()>& work, const std::function<double()>& error) {
  time(std::move(who), runs, work, [&] { return std::vector{error()}; });
}

void Task::time(std::string who, int runs, const std::function<void()>& work,
                const std::function<std::vector<double>()>& errors) {
  const double nanoseconds = median_ms(runs, work) * 1e6 / units_;
  add({std::move(who), nanoseconds, errors()});
}

void Task::add(Measured measured) { measured_.push_back(std::move(measured)); }

std::string Task::text() const {
  std::string text = fmt::format("{}\n  {:<46}{:>12}{:>10}   {}\n", name_, "", "a " + unit_, "ours is", error_means_);
  for (const auto& each : measured_) {
    const double ratio = each.nanoseconds / measured_.front().nanoseconds;
    text += fmt::format("  {:<46}{:>12}{:>10}", each.who, time_text(each.nanoseconds),
                        &each == &measured_.front() ? "" : fmt::format("{:.1f}x", ratio));
    for (const double error : each.errors) text += fmt::format("   {:.1e}", error);
    text += '\n';
  }
  return text;
}

std::string machine() {
  return fmt::format("{}\nclang {}, kernels on {}, {:%Y-%m-%d}; medians, one thread unless said, all in one run\n",
                     processor(), __clang_version__, to_string(kernels::chosen_target()),
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

}  // namespace gammafield::bench
