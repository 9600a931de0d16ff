// A store of a gigabyte whose recorder was killed: until it records again.
//   recovery [GIGABYTES]     1
// Many closed days of four symbols, one day that was being recorded, and one day file as large as the whole; the
// system's cache is emptied of them before each timing.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "results.h"
#include "store/day_seal.h"
#include "store/folder.h"
#include "store/handle.h"
#include "whole_process.h"

namespace gammafield::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* contracts = "25000";
constexpr const char* between = "230";         // seconds: a hundred snapshots or so
constexpr store::RecordNumber killed_at = 60;  // the longest way from a record with memory: it is the 31st
constexpr std::size_t kept_in_memory = 30;

[[noreturn]] void stop(std::string_view why) {
  fmt::print(stderr, "recovery: {}\n", why);
  std::exit(1);
}

template <class T>
T must(store::Stored<T> stored) {
  if (!stored) stop(stored.error().message);
  return std::move(*stored);
}

ProcessCost program(std::vector<std::string> words) {
  words.insert(words.begin(), GAMMAFIELD_PROGRAM);
  const auto cost = process_once(words);
  if (!cost.ok) stop(fmt::format("gammafield {} failed", words[1]));
  return cost;
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Out of the system's cache, so that they come from the disk again.
void forget(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    const store::Handle file{entry.path(), O_RDONLY};
    if (!file.ok() || ::fsync(file.get()) != 0 || ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) != 0)
      stop("the system's cache");
  }
}

double megabytes(const fs::path& folder) {
  double bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes / (1 << 20);
}

std::vector<std::string> made_up_session(const fs::path& folder) {
  program({"simulate", "session", "--contracts", contracts, "--every", between, "-o", folder});
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator{folder})
    if (entry.path().filename().string().find("bars") == std::string::npos) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// The one day of the one symbol there.
std::string day_of(const fs::path& folder) {
  const auto there = must(store::Folder::open(folder));
  const auto symbols = there.symbols();
  if (symbols.size() != 1 || there.days(symbols[0]).size() != 1) return {};
  return there.day_path(symbols[0], there.days(symbols[0])[0]);
}

store::RecordNumber count_in(const std::string& day) {
  const auto reader = store::DayReader::open(day);
  return reader ? reader->count().value_or(0) : 0;
}

/// Records the files until so many are acknowledged, and is killed in the middle of the next.
void record_and_kill(const std::vector<std::string>& files, const fs::path& folder) {
  fs::create_directories(folder);
  std::vector<std::string> words{GAMMAFIELD_PROGRAM, "record", "--to", folder};
  words.insert(words.end(), files.begin(), files.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(STDOUT_FILENO);
    ::execv(arguments[0], arguments.data());
    std::_Exit(127);
  }
  for (std::string day; day.empty() || count_in(day) < killed_at;) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) stop("the recorder ended by itself");
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
    if (day.empty()) day = day_of(folder);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

/// Closed days of four symbols until the folder is as large as asked, each a copy of a recorded one.
std::size_t fill(const fs::path& folder, const std::string& closed_day, double up_to_mb) {
  std::size_t days = 0;
  double size = megabytes(folder);
  const double each = static_cast<double>(fs::file_size(closed_day)) / (1 << 20);
  for (market::Date date = std::chrono::year{2026} / 1 / 2; size < up_to_mb;
       date = market::Calendar::us().previous_trading_day(date))
    for (const char* symbol : {"NDX", "RUT", "SPX", "SPY"}) {
      const fs::path to = must(store::Folder::open(folder)).day_path(symbol, date);
      fs::create_directories(to.parent_path());
      fs::copy_file(closed_day, to);
      fs::copy_file(store::seal_path(closed_day), store::seal_path(to));
      size += each;
      ++days;
    }
  return days;
}

std::vector<store::Record> records_of(const std::string& day) {
  auto reader = must(store::DayReader::open(day));
  std::vector<store::Record> records;
  while (records.size() < kept_in_memory) {
    auto record = must(reader.next());
    if (!record) break;
    records.push_back(std::move(*record));
  }
  return records;
}

/// A single day of that size, its writer killed between two records and a fold of its log.
void large_day(const std::string& path, const std::vector<store::Record>& records, double mb) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto writer = must(store::DayWriter::open(path, "SPX", records[0].loaded->chain.session));
    for (std::size_t i = 0; writer.last() % store::key_distance != store::key_distance - 1 ||
                            static_cast<double>(fs::file_size(path)) < mb * (1 << 20);
         ++i)
      (void)must(writer.append(records[i % records.size()]));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) stop("the writer was not killed");
}

void time_large_day(const fs::path& folder, const std::vector<store::Record>& records, double mb) {
  fs::create_directories(folder);
  const std::string path = folder / "2026-08-18.day";
  large_day(path, records, mb);
  const double log_kb = static_cast<double>(fs::file_size(path + "-wal")) / 1024;
  forget(folder);
  const auto begin = Clock::now();
  auto writer = must(store::DayWriter::open(path, "SPX", records[0].loaded->chain.session));
  const double opened = ms_since(begin);
  const auto before = writer.last();
  (void)must(writer.append(records[0]));
  const double appended = ms_since(begin);
  fmt::print("one day of {:.0f} MB, {} records, {:.0f} kB in the log: open {:.0f} ms, first record on disk {:.0f} ms\n",
             static_cast<double>(fs::file_size(path)) / (1 << 20), before, log_kb, opened, appended);
  const auto closing = Clock::now();
  (void)writer.close();
  fmt::print("  closed, with its digest, in {:.0f} ms\n", ms_since(closing));
  forget(folder);
  const auto reading = Clock::now();
  if (must(must(store::DayReader::open(path)).count()) != before + 1) stop("a record is lost");
  fmt::print("  a closed one opened to read, its digest compared: {:.0f} ms\n", ms_since(reading));
}

int run(double gigabytes) {
  const fs::path all = fs::temp_directory_path() / "gammafield_recovery", store = all / "store", empty = all / "empty";
  fs::remove_all(all);
  const auto files = made_up_session(all / "quotes");
  std::vector<std::string> whole{"record", "--to", all / "closed"};
  whole.insert(whole.end(), files.begin(), files.begin() + static_cast<std::ptrdiff_t>(killed_at));
  program(whole);
  const std::string closed = day_of(all / "closed");
  record_and_kill(files, store);
  const std::string killed = day_of(store);
  const std::size_t days = fill(store, closed, 1024 * gigabytes);
  fmt::print(
      "{}\na store of {:.0f} MB: {} closed days of 4 symbols and one whose recorder was killed after {} records of "
      "{} contracts\n",
      machine(), megabytes(store), days, killed_at, contracts);
  forget(store);
  const std::string next = files.back();
  const double recovered = program({"record", next, "--to", store}).wall_ms;
  const double alone = program({"record", next, "--to", empty}).wall_ms;
  fmt::print(
      "killed, begun again, next snapshot on disk: {:.0f} ms, of which {:.0f} ms are recovery (an empty store takes "
      "{:.0f} ms)\n",
      recovered, recovered - alone, alone);
  if (count_in(killed) <= killed_at) stop("a record is lost");
  time_large_day(all / "large", records_of(closed), 1024 * gigabytes);
  fs::remove_all(all);
  return recovered < 2000 ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) { return gammafield::bench::run(argc > 1 ? std::strtod(argv[1], nullptr) : 1); }
