#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <utility>

namespace gammafield::store {

/// An open file that is closed again.
class Handle {
 public:
  Handle(const std::string& path, int flags) : handle_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (handle_ >= 0) ::close(handle_);
  }
  [[nodiscard]] bool ok() const { return handle_ >= 0; }
  [[nodiscard]] int get() const { return handle_; }

 private:
  int handle_;
};

}  // namespace gammafield::store
