// The few functions that Highway's headers expect of its library, which is not linked: when loaded it measures the
// resolution of the processor's clock, 3 ms of every process.

#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "hwy/targets.h"

namespace hwy {
namespace {

/// 0: as the processor is.
std::atomic<std::int64_t>& forced_targets() {
  static std::atomic<std::int64_t> targets{0};
  return targets;
}

std::int64_t targets_of_processor() {
  std::int64_t targets = HWY_STATIC_TARGET;
#if HWY_ARCH_X86
  // These levels are what the two targets are compiled with; the operating system's consent is part of them.
  if (__builtin_cpu_supports("x86-64-v3")) targets |= HWY_AVX2;
  if (__builtin_cpu_supports("x86-64-v4")) targets |= HWY_AVX3;
#endif
  return targets;
}

}  // namespace

ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

std::int64_t SupportedTargets() {
  const std::int64_t forced = forced_targets();
  return forced != 0 ? forced : targets_of_processor();
}

void SetSupportedTargetsForTest(std::int64_t targets) {
  forced_targets() = targets;
  GetChosenTarget().DeInit();
}

void Abort(const char* file, int line, const char* format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  std::fprintf(stderr, "%s:%d: ", file, line);
  std::vfprintf(stderr, format, arguments);
  va_end(arguments);
  std::abort();
}

}  // namespace hwy
