// store_failing_calls: records a small day again and again, with the first, second, third ... call of one kind to the
// system failing, until it is through without meeting the failure. Each time: no crash, everything acknowledged is
// there, nothing half written is read, and the next try succeeds. GAMMAFIELD_LONG=1 tries every call, otherwise some.

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <new>

#include <fmt/format.h>

#include "store/folder.h"
#include "store/testing_day.h"

namespace {

enum class Call : int { none, open, write, sync, truncate, unlink, rename, memory };
constexpr const char* names[] = {"", "open", "write", "fsync", "ftruncate", "unlink", "rename", "malloc"};

Call watched = Call::none;
long until_failure = 0;  // calls of the watched kind before the one that fails
bool met = false;

/// Counts a call; true for the one that is to fail.
bool fails(Call call) {
  if (call != watched || until_failure-- != 0) return false;
  met = true;
  return true;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int failed(int error) {
  errno = error;
  return -1;
}

}  // namespace

// The names are the system's own: the library's calls and SQLite's come here first.
extern "C" {
int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  static auto* const next = real<int(const char*, int, mode_t)>("open");
  return fails(Call::open) ? failed(EMFILE) : next(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  static auto* const next = real<int(const char*, int, mode_t)>("open64");
  return fails(Call::open) ? failed(EMFILE) : next(path, flags, mode);
}
ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
  return fails(Call::write) ? failed(ENOSPC) : next(file, bytes, size);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return fails(Call::write) ? failed(ENOSPC) : next(file, bytes, size, at);
}
int fsync(int file) {
  static auto* const next = real<int(int)>("fsync");
  return fails(Call::sync) ? failed(EIO) : next(file);
}
int fdatasync(int file) {
  static auto* const next = real<int(int)>("fdatasync");
  return fails(Call::sync) ? failed(EIO) : next(file);
}
int ftruncate64(int file, off64_t size) {
  static auto* const next = real<int(int, off64_t)>("ftruncate64");
  return fails(Call::truncate) ? failed(ENOSPC) : next(file, size);
}
int unlink(const char* path) {
  static auto* const next = real<int(const char*)>("unlink");
  return fails(Call::unlink) ? failed(EIO) : next(path);
}
int rename(const char* from, const char* to) {
  static auto* const next = real<int(const char*, const char*)>("rename");
  return fails(Call::rename) ? failed(EIO) : next(from, to);
}
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GAMMAFIELD_SANITIZED
#endif
#endif
#ifndef GAMMAFIELD_SANITIZED
extern "C" void* __libc_malloc(size_t);
extern "C" void* malloc(size_t size) {
  if (!fails(Call::memory)) return __libc_malloc(size);
  errno = ENOMEM;
  return nullptr;
}
constexpr bool memory_too = true;
#else
constexpr bool memory_too = false;  // the sanitizer's own
#endif

namespace gammafield::store {
namespace {

constexpr int records = 33;  // over a key frame

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
    // some: every one of the first twenty, then ever farther apart
    for (long n = 0; survived(call, n, problems); n += all || n < 20 ? 1 : 1 + n / 6) ++tried;
  }
  fmt::print("{} failures met, {} not survived\n", tried, problems);
  return problems == 0 && tried > 50 ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::store

int main() { return gammafield::store::run(); }
