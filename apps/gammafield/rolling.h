#pragma once

#include <memory>
#include <string>
#include <thread>

#include "archive/roller.h"

namespace gammafield::app {

/// Of `record --archive`: what it rolls, and its trouble, a line each on standard error.
[[nodiscard]] std::unique_ptr<archive::Roller> roller_of(const store::Folder&, const std::string& archive,
                                                         const std::string& duckdb,
                                                         std::shared_ptr<const market::Calendar> changed);

/// Looks for days to archive every few seconds, on a thread of its own: recording does not wait for it. The end leaves
/// the day it is at for another time.
class Rolling {
 public:
  explicit Rolling(std::unique_ptr<archive::Roller>);

 private:
  std::jthread thread_;
};

}  // namespace gammafield::app
