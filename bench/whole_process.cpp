#include "whole_process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "stopwatch.h"

namespace gammafield::bench {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

double milliseconds(const timeval& time) {
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
}

}  // namespace

ProcessCost process_once(const std::vector<std::string>& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) become(command);
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return {.ok = false};
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024, WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

ProcessCost whole_process(const std::vector<std::string>& command, int runs) {
  std::vector<double> wall, cpu;
  ProcessCost cost;
  cost.ok = process_once(command).ok;
  for (int run = 0; run < runs; ++run) {
    const auto one = process_once(command);
    wall.push_back(one.wall_ms);
    cpu.push_back(one.cpu_ms);
    cost.peak_mb = std::max(cost.peak_mb, one.peak_mb);
    cost.ok = cost.ok && one.ok;
  }
  cost.wall_ms = median(wall);
  cost.cpu_ms = median(cpu);
  return cost;
}

}  // namespace gammafield::bench
