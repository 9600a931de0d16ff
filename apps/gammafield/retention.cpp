#include "gammafield/retention.h"

#include <fmt/format.h>

namespace gammafield::app {

archive::Retention retention_of(int keep_days, const std::string& archive) {
  archive::Retention retention{.days = keep_days, .archive = {}};
  if (!archive.empty()) retention.archive.emplace(archive);
  return retention;
}

Outcome forget_sessions(const store::Folder& folder, std::string_view symbol, const archive::Retention& retention) {
  const auto removed = archive::forget(folder, symbol, retention);
  if (!removed) return to_refusal(removed.error());
  if (!removed->empty())
    fmt::print(stderr, "{}: {} sessions removed, up to {}\n", symbol, removed->size(),
               market::to_string(removed->back()));
  return std::nullopt;
}

}  // namespace gammafield::app
