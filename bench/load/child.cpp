#include "load/child.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace gammafield::bench {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void become(const std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  dup2(output, STDOUT_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

std::string first_line(int input) {
  std::string line;
  char c = 0;
  while (read(input, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

}  // namespace

Child::Child(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) std::exit(1);
  id_ = fork();
  if (id_ == 0) become(command, ends[1]);
  close(ends[1]);
  const std::string line = first_line(ends[0]);  // the reading end stays open: the child may say more
  const auto colon = line.rfind(':');
  port_ = colon == std::string::npos ? 0 : std::atoi(line.c_str() + colon + 1);
  if (port_ > 0) return;
  fmt::print(stderr, "{} did not start\n", command.front());
  std::exit(1);
}

Child::~Child() {
  kill(id_, SIGTERM);
  int status = 0;
  waitpid(id_, &status, 0);
}

double Child::network_seconds() const {
  double nanoseconds = 0;
  std::error_code gone;
  for (const auto& thread : fs::directory_iterator{fmt::format("/proc/{}/task", id_), gone}) {
    double of_thread = 0;
    std::string name;
    std::ifstream{thread.path() / "schedstat"} >> of_thread;
    std::ifstream{thread.path() / "comm"} >> name;
    if (name == "network") return of_thread * 1e-9;
    nanoseconds += of_thread;
  }
  return nanoseconds * 1e-9;
}

double Child::resident_mb() const {
  double pages = 0, resident = 0;
  std::ifstream{fmt::format("/proc/{}/statm", id_)} >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

std::size_t Child::descriptors() const {
  std::error_code gone;
  const fs::directory_iterator all{fmt::format("/proc/{}/fd", id_), gone};
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace gammafield::bench
