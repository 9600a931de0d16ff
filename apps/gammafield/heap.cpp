#include "gammafield/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace gammafield::app {

void prepare_heap() {
#ifdef __GLIBC__
  constexpr std::size_t room = std::size_t{256} << 20;  // addresses, not memory: several times a chain file of 10 MB
  constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20;
  constexpr int never = std::numeric_limits<int>::max();
  mallopt(M_MMAP_THRESHOLD, never);
  mallopt(M_TRIM_THRESHOLD, never);
  const auto begin = (reinterpret_cast<std::uintptr_t>(sbrk(0)) + large_page - 1) / large_page * large_page;
  void* volatile grown = std::malloc(room);  // volatile, or the compiler sees that nothing comes of it
  std::free(grown);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  if (end > begin) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

void return_free_heap() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace gammafield::app
