#include "desk/views.h"

#include <algorithm>
#include <cassert>

namespace gammafield::desk {

base::Result<SharedStanding, base::Refusal> Views::of(const SharedStanding& standing, const std::string& name,
                                                      const engine::Settings& settings) {
  const engine::Analysis& snapshot = standing->snapshot();
  assert(snapshot.loaded);
  const Key key{snapshot.report.symbol, snapshot.report.as_of, name};
  View view = known(key);
  if (view.standing && view.standing->sequence() == standing->sequence()) return view.standing;
  if (!view.analysis) {
    auto analysis = engine::analyse(snapshot.loaded, settings);
    if (!analysis) return base::failure(std::move(analysis.error()));
    view.analysis = std::make_shared<const engine::Analysis>(std::move(*analysis));
  }
  view.standing = standing->seen_as(view.analysis);
  keep(key, view);
  return view.standing;
}

Views::View Views::known(const Key& key) {
  const std::lock_guard lock{mutex_};
  const auto found = views_.find(key);
  if (found == views_.end()) return {};
  found->second.used = ++uses_;
  return found->second;
}

/// At least the one that is kept stays, however large.
void Views::keep(const Key& key, View view) {
  const std::lock_guard lock{mutex_};
  view.used = ++uses_;
  views_.insert_or_assign(key, std::move(view));
  while (views_.size() > views_max || (views_.size() > 1 && room() > bytes_max))
    views_.erase(std::ranges::min_element(views_, {}, [](const auto& each) { return each.second.used; }));
}

std::size_t Views::room() const {
  std::size_t all = 0;
  for (const auto& [key, view] : views_) all += room_of(*view.analysis);
  return all;
}

std::size_t Views::room_of(const engine::Analysis& analysis) {
  constexpr std::size_t contract = 220, draw = 600;  // bytes, as measured (docs/performance.md)
  const engine::Report& report = analysis.report;
  return contract * report.quality.contracts + (analysis.worlds ? draw * report.settings.bands.draws : 0);
}

void Views::forget_before(std::string_view symbol, market::Instant as_of) {
  const std::lock_guard lock{mutex_};
  std::erase_if(views_, [&](const auto& each) { return each.first.symbol == symbol && each.first.as_of < as_of; });
}

std::size_t Views::size() const {
  const std::lock_guard lock{mutex_};
  return views_.size();
}

}  // namespace gammafield::desk
