#include "store/writer_lock.h"

#include <sys/file.h>

#include <cerrno>

#include "store/system_fault.h"

namespace gammafield::store {

Stored<WriterLock> WriterLock::take(const std::string& day_path) {
  const std::string path = day_path + ".lock";
  Handle file{path, O_RDWR | O_CREAT};
  if (!file.ok()) return base::failure(system_fault(errno, path));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return WriterLock{std::move(file)};
  if (errno == EWOULDBLOCK) return base::failure(Fault{FaultKind::busy, day_path + ": is being recorded already"});
  return base::failure(system_fault(errno, path));
}

}  // namespace gammafield::store
