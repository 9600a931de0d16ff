#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace gammafield::http {

/// Wrong credentials are counted: after ten of one address, or a hundred of all, within a minute no credential of that
/// address, or of anybody, is looked at until the minute is over.
class Throttle {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  static constexpr std::size_t of_one = 10, of_all = 100;
  static constexpr std::chrono::seconds window{60};

  [[nodiscard]] bool closed(const std::string& address, Moment now);
  void failed(const std::string& address, Moment now);

 private:
  void forget(Moment now);

  std::deque<std::pair<Moment, std::string>> failures_;  ///< of the last minute, at most of_all
  std::map<std::string, std::size_t> by_address_;
};

}  // namespace gammafield::http
