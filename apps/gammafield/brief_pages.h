#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/evaluate.h"
#include "engine/day_so_far.h"

namespace gammafield::app {

/// The brief as alerts send it on schedule, from the Reports that went by: the morning's of a symbol's last Report, the
/// evening's of all of its session that were seen.
class BriefPages {
 public:
  /// Requires a Report with its session.
  void take(const engine::Report&);
  /// As alerts::Pages. The evening's only of the session the last Report is of.
  [[nodiscard]] std::optional<alerts::Page> page(alerts::AlertKind, std::string_view symbol,
                                                 market::Date session) const;

 private:
  struct Seen {
    engine::Report last;
    engine::DaySoFar day;
  };
  std::map<std::string, Seen, std::less<>> symbols_;
};

}  // namespace gammafield::app
