#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/folder.h"
#include "store/recorder.h"

namespace gammafield::app {

/// Studies of what a server has recorded, so that its walls have base rates of their own: those of the library named
/// `recorded_...`, of all symbols, over the sessions that are over. Run when it begins and after each close, on a
/// thread of its own, one at a time; the end does not wait for more than the day that is being read.
class OwnStudies {
 public:
  struct Task {
    std::string data, out;              ///< the folder of recordings, and of results
    std::vector<std::string> settings;  ///< `KEY=VALUE`: the assumptions of the server
    store::SharedCalendar calendar;
    std::optional<market::Date>
        before;  ///< of a day that is played: nothing from it on. None: what is over by the clock
    std::function<void(const std::string&)> notice;  ///< a line each, of any thread
  };
  explicit OwnStudies(Task);

 private:
  std::jthread thread_;
};

}  // namespace gammafield::app
