#pragma once

#include <cstdint>
#include <string>

#include "base/refusal.h"
#include "base/result.h"

namespace gammafield::store {

/// What the store could not do, by what can be done about it.
enum class FaultKind : std::uint8_t {
  damaged,    ///< bytes are not what was written
  too_new,    ///< written by a newer version; nothing was changed
  not_there,  ///< no such day
  busy,       ///< somebody else is writing
  read_only,  ///< no permission, or a file system that takes no writes
  full,       ///< the disk, or the quota
  out_of_memory,
  failed,  ///< any other failure of the system
};
[[nodiscard]] std::string_view to_string(FaultKind);

struct Fault {
  FaultKind kind = FaultKind::failed;
  std::string message;  ///< one line: what, where, why
};

template <class T>
using Stored = base::Result<T, Fault>;

/// For the user, with what to do. Damage and versions are `input_rejected`, the rest `output_failed`.
[[nodiscard]] base::Refusal to_refusal(const Fault&);

}  // namespace gammafield::store
