#include "archive/retention.h"

#include <algorithm>
#include <chrono>

namespace gammafield::archive {

store::Stored<std::vector<market::Date>> forget(const store::Folder& folder, std::string_view symbol,
                                                const Retention& retention) {
  const std::vector<market::Date> days = folder.days(symbol);
  if (retention.days <= 0 || days.empty()) return std::vector<market::Date>{};
  market::Date first_kept = std::chrono::sys_days{days.back()} - std::chrono::days{retention.days - 1};
  if (retention.archive) {
    const std::vector<market::Date> archived = retention.archive->days(symbol);
    const auto waiting =
        std::ranges::find_if_not(days, [&](market::Date day) { return std::ranges::binary_search(archived, day); });
    if (waiting != days.end()) first_kept = std::min(first_kept, *waiting);
  }
  return folder.remove_before(symbol, first_kept);
}

}  // namespace gammafield::archive
