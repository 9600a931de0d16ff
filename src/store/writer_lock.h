#pragma once

#include <string>

#include "store/fault.h"
#include "store/handle.h"

namespace gammafield::store {

/// Held by the one process that writes a day, on a file beside it; the system lets go of it when the process ends,
/// however it ends.
class WriterLock {
 public:
  [[nodiscard]] static Stored<WriterLock> take(const std::string& day_path);

 private:
  explicit WriterLock(Handle file) : file_(std::move(file)) {}
  Handle file_;
};

}  // namespace gammafield::store
