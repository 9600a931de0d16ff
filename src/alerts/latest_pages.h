#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/evaluate.h"

namespace gammafield::alerts {

/// The plainest pages there are: what each symbol's last Report says of its levels.
class LatestPages {
 public:
  void take(const engine::Report&);
  /// The end of a day is told of that day's data; before an open the last there are. None: there are none.
  [[nodiscard]] std::optional<Page> page(AlertKind, std::string_view symbol, market::Date session) const;

 private:
  struct Latest {
    Page page;
    market::Date session;
  };
  std::map<std::string, Latest, std::less<>> latest_;
};

}  // namespace gammafield::alerts
