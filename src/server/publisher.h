#pragma once

#include <map>
#include <memory>
#include <string>

#include "desk/desk.h"
#include "server/update.h"

namespace gammafield::server {

/// From what the engine finds to what is pushed. On the engine's thread.
class Publisher {
 public:
  explicit Publisher(desk::Desk& desk) : desk_(desk) {}

  /// How a symbol stands from now on.
  [[nodiscard]] SharedUpdate take(const std::shared_ptr<const engine::Analysis>& snapshot, desk::Moment now);
  /// The same at a price since the snapshot, which was taken before.
  [[nodiscard]] SharedUpdate take(const std::shared_ptr<const engine::Analysis>& snapshot, engine::Report moved,
                                  desk::Moment now);

 private:
  struct Line {
    SharedUpdate last;
    std::string profile;  ///< of the last snapshot
  };
  desk::Desk& desk_;
  std::map<std::string, Line> lines_;
};

}  // namespace gammafield::server
