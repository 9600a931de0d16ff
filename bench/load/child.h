#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace gammafield::bench {

/// A server as a process of its own, whose first line says `http://ADDRESS:PORT/`.
class Child {
 public:
  /// Ends the benchmark where it does not start.
  explicit Child(const std::vector<std::string>& command);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  ///< SIGTERM, and waits

  [[nodiscard]] int port() const { return port_; }
  /// Processor time until now, by the scheduler's accounts, of the thread named `network`, or of a program without one.
  [[nodiscard]] double network_seconds() const;
  [[nodiscard]] double resident_mb() const;
  [[nodiscard]] std::size_t descriptors() const;

 private:
  pid_t id_ = 0;
  int port_ = 0;
};

}  // namespace gammafield::bench
