#pragma once

#include <map>
#include <span>
#include <vector>

#include "engine/replay.h"

namespace gammafield::engine {

/// Gathers a replay into one row a session.
class ReplayDays {
 public:
  /// In time order; the last of a session is its close.
  void add_prices(std::span<const session::PriceSample>, const market::Calendar&);
  void add(const Report&);  ///< with its session part
  void add(const std::vector<session::Event>&, const std::vector<session::EndedAttempt>&,
           const std::vector<session::Migration>&, const market::Calendar&);
  [[nodiscard]] std::vector<ReplayDay> days() &&;
  /// Requires one that something was added to.
  [[nodiscard]] const ReplayDay& day(market::Date date) const { return days_.at(date); }

 private:
  [[nodiscard]] ReplayDay& day_of(market::Date);

  std::map<market::Date, ReplayDay> days_;
};

}  // namespace gammafield::engine
