// archive_failing_calls: rolls a small day again and again, with the first, second, third ... call of one kind to the
// system failing, DuckDB's among them, until it is through without meeting the failure. Each time: no crash, a reader
// finds the whole day or none, an error is told where it is none, and the next try succeeds. GAMMAFIELD_LONG=1 tries
// every call, otherwise some.

#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "archive/archive_folder.h"
#include "archive/archived_day.h"
#include "archive/testing_archive.h"
#include "store/folder.h"
#include "store/testing/failing_system.h"

namespace gammafield::archive {
namespace {

constexpr int records = 3;
constexpr int skipped = 77;

/// Every record that a reader finds; none where there is no day.
std::optional<int> found(const Connection& duck, const ArchiveFolder& archive) {
  if (archive.days("ACME").empty()) return std::nullopt;
  auto day =
      ArchivedDay::open(duck, archive.day_folder("ACME", store::made_up_session), "ACME", store::made_up_session);
  int count = 0;
  while (day) {
    const auto record = day->next();
    if (!record) return -1;
    if (!*record) return count;
    ++count;
  }
  return -1;
}

class Rolling {
 public:
  explicit Rolling(const Connection& duck) : duck_(duck) {
    auto writer = folder_.writer("ACME", store::made_up_session);
    for (int i = 0; writer && i < records; ++i) (void)writer->append(store::made_up_record(i, 4));
  }

  /// One rolling with the n-th call of a kind failing. False: it was through before.
  bool survived(Call call, long n) {
    const ArchiveFolder archive{scratch_ / fmt::format("archive_{}_{}", names[static_cast<int>(call)], n)};
    met = false;
    until_failure = n;
    watched = call;
    const auto done = rolled(archive);
    watched = Call::none;
    if (const std::string wrong = complaint(archive, done); !wrong.empty()) {
      fmt::print("{} number {}: {}\n", names[static_cast<int>(call)], n, wrong);
      ++problems_;
    }
    failed_ += done ? 0 : 1;
    ++tried_;
    return met;
  }
  [[nodiscard]] int problems() const { return problems_; }
  [[nodiscard]] int tried() const { return tried_; }
  [[nodiscard]] int failed() const { return failed_; }

 private:
  store::Stored<Rolled> rolled(const ArchiveFolder& archive) const {
    return roll(duck_, folder_.day_path("ACME", store::made_up_session), "ACME", store::made_up_session, archive);
  }
  /// What is wrong with what a rolling left; empty: nothing.
  std::string complaint(const ArchiveFolder& archive, const store::Stored<Rolled>& done) const {
    const auto there = found(duck_, archive);
    if (there && *there != records) return fmt::format("{} records of {}", *there, records);
    if (done && !there) return "told to be done, and nothing is there";
    if (!done && done.error().message.find('\n') != std::string::npos) return "more than one line of error";
    if (!done && !met) return "a fault that nobody ordered: " + done.error().message;
    const auto again = rolled(archive);
    if (!again) return "not rolled again: " + again.error().message;
    return found(duck_, archive) == records ? "" : "not whole after the next try";
  }

  const Connection& duck_;
  store::ScratchFolder scratch_;
  store::Folder folder_ = *store::Folder::make(scratch_ / "store");
  int problems_ = 0, tried_ = 0, failed_ = 0;
};

int run() {
  const auto duck = connection_for_tests();
  if (duck == nullptr) {
    fmt::print("skipped: no libduckdb.so: tools/get-duckdb build/duckdb\n");
    return skipped;
  }
  const bool all = std::getenv("GAMMAFIELD_LONG") != nullptr;
  Rolling rolling{*duck};
  // malloc is left out: what DuckDB does without memory is its own
  for (const Call call : {Call::open, Call::write, Call::sync, Call::truncate, Call::unlink, Call::rename})
    for (long n = 0; rolling.survived(call, n); n += all || n < 4 ? 1 : 1 + n / 2) {
    }
  fmt::print("{} failures met, {} of them told, {} not survived\n", rolling.tried(), rolling.failed(),
             rolling.problems());
  return rolling.problems() == 0 && rolling.failed() > 10 ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::archive

int main() { return gammafield::archive::run(); }
