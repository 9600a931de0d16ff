#include "store/system_fault.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace gammafield::store {

Fault system_fault(int error, const std::string& path) {
  const auto kind = [error] {
    switch (error) {
      case ENOSPC:
      case EDQUOT: return FaultKind::full;
      case EROFS:
      case EACCES:
      case EPERM: return FaultKind::read_only;
      case ENOENT: return FaultKind::not_there;
      case ENOMEM: return FaultKind::out_of_memory;
      default: return FaultKind::failed;
    }
  }();
  return {kind, fmt::format("{}: {}", path, std::strerror(error))};
}

}  // namespace gammafield::store
