#pragma once

#include <map>
#include <span>
#include <vector>

#include "engine/replay.h"

namespace gammafield::engine {

/// Gathers a replay into one row a session.
class ReplayDays {
 public:
  explicit ReplayDays(const market::Calendar& calendar) : calendar_(calendar) {}

  void add_prices(std::span<const session::PriceSample>);  ///< in time order; the last of a session is its close
  void add(const Report&);                                 ///< with its session part
  void add(const std::vector<session::Event>&, const std::vector<session::EndedAttempt>&,
           const std::vector<session::Migration>&);
  [[nodiscard]] std::vector<ReplayDay> days() &&;

 private:
  [[nodiscard]] ReplayDay& day_of(market::Instant);
  [[nodiscard]] ReplayDay& day_of(market::Date);

  const market::Calendar& calendar_;
  std::map<market::Date, ReplayDay> days_;
};

}  // namespace gammafield::engine
