#pragma once

// The system's calls, of which the n-th of one kind fails. For one source file of a program that exports its symbols:
// the library's calls, SQLite's, and those of libraries loaded later come here first.

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>

#include "base/sanitized.h"

namespace {

enum class Call : int { none, open, write, sync, truncate, unlink, rename, memory };
constexpr const char* names[] = {"", "open", "write", "fsync", "ftruncate", "unlink", "rename", "malloc"};

std::atomic<Call> watched = Call::none;
std::atomic<long> until_failure = 0;  // calls of the watched kind before the one that fails
std::atomic<bool> met = false;

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
