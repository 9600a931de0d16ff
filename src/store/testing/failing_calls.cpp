// store_failing_calls: records a small day again and again, with the first, second, third ... call of one kind to the
// system failing, until it is through without meeting the failure. Each time: no crash, everything acknowledged is
// there, nothing half written is read, and the next try succeeds. GAMMAFIELD_LONG=1 tries every call, otherwise some.

#include <cstdlib>
#include <new>

#include <fmt/format.h>

#include "base/sanitized.h"
#include "store/folder.h"
#include "store/testing/failing_system.h"
#include "store/testing_day.h"

namespace gammafield::store {
namespace {

constexpr int records = 33;  // over a key frame
constexpr long near_by = base::sanitized ? 6 : 20;

/// The last acknowledged number of a recording that may meet the failure anywhere.
RecordNumber record_day(const std::string& path) {
  RecordNumber acknowledged = 0;
  try {
    const auto folder = Folder::make(path);
    if (!folder) return 0;
    auto writer = folder->writer("ACME", made_up_session);
    while (writer && writer->last() < records) {
      const auto number = writer->append(made_up_record(static_cast<int>(writer->last()), 4));
      if (number) acknowledged = *number;
      if (!number && !met) break;  // a fault that nobody ordered
    }
    if (writer) (void)writer->close();
  } catch (const std::bad_alloc&) {
    return acknowledged;  // what the program's outermost level turns into a line
  }
  return acknowledged;
}

/// What is wrong with what a recording left; empty: nothing.
std::string complaint(const std::string& path, RecordNumber acknowledged) {
  const auto folder = Folder::make(path);
  if (!folder) return folder.error().message;
  {
    auto writer = folder->writer("ACME", made_up_session);
    if (!writer) return "not opened again: " + writer.error().message;
    if (writer->last() < acknowledged)
      return fmt::format("record {} acknowledged, {} there", acknowledged, writer->last());
    while (writer->last() < records)
      if (const auto more = writer->append(made_up_record(static_cast<int>(writer->last()), 4)); !more)
        return "not gone on with: " + more.error().message;
    if (const auto closed = writer->close(); !closed) return "not closed: " + closed.error().message;
  }
  const auto checked = check_day(folder->day_path("ACME", made_up_session));
  return checked ? std::string{} : checked.error().message;
}

/// One recording with the n-th call of a kind failing. False: it was through before.
bool survived(Call call, long n, int& problems) {
  const ScratchFolder scratch;
  watched = call;
  until_failure = n;
  met = false;
  const RecordNumber acknowledged = record_day(scratch.path());
  watched = Call::none;
  if (const std::string wrong = complaint(scratch.path(), acknowledged); !wrong.empty()) {
    fmt::print("{} number {}: {}\n", names[static_cast<int>(call)], n, wrong);
    ++problems;
  }
  return met;
}

int run() {
  const bool all = std::getenv("GAMMAFIELD_LONG") != nullptr;
  int problems = 0;
  long tried = 0;
  for (const Call call :
       {Call::open, Call::write, Call::sync, Call::truncate, Call::unlink, Call::rename, Call::memory}) {
    if (call == Call::memory && !memory_too) continue;
    // some: every one of the first, then ever farther apart
    for (long n = 0; survived(call, n, problems); n += all || n < near_by ? 1 : 1 + n / 6) ++tried;
  }
  fmt::print("{} failures met, {} not survived\n", tried, problems);
  return problems == 0 && tried > 5 * near_by / 2 ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::store

int main() { return gammafield::store::run(); }
