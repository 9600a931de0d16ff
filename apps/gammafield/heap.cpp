#include "gammafield/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace gammafield::app {

#ifdef __GLIBC__
namespace {
constexpr int never = std::numeric_limits<int>::max();

/// The heap that large pages were asked for.
struct Advised {
  void* begin = nullptr;
  std::size_t bytes = 0;
};
Advised advised;
}  // namespace
#endif

void prepare_heap() {
#ifdef __GLIBC__
  constexpr std::size_t room = std::size_t{256} << 20;  // addresses, not memory: several times a chain file of 10 MB
  constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20;
  mallopt(M_MMAP_THRESHOLD, never);
  mallopt(M_TRIM_THRESHOLD, never);
  const auto begin = (reinterpret_cast<std::uintptr_t>(sbrk(0)) + large_page - 1) / large_page * large_page;
  void* volatile grown = std::malloc(room);  // volatile, or the compiler sees that nothing comes of it
  std::free(grown);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  if (end <= begin) return;
  advised = {reinterpret_cast<void*>(begin), end - begin};
  madvise(advised.begin, advised.bytes, MADV_HUGEPAGE);
#endif
}

void settle_heap() {
#ifdef __GLIBC__
  if (advised.bytes > 0) madvise(advised.begin, advised.bytes, MADV_NOHUGEPAGE);
#endif
}

void return_free_heap() {
#ifdef __GLIBC__
  constexpr int spare = 1 << 20;
  mallopt(M_TRIM_THRESHOLD, spare);
  malloc_trim(0);
#endif
}

void keep_free_heap() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, never);
#endif
}

}  // namespace gammafield::app
