#include "desk/standing.h"

#include <utility>

#include "engine/at_spot.h"
#include "engine/report_json.h"

namespace gammafield::desk {

Standing::Standing(std::shared_ptr<const engine::Analysis> snapshot, std::uint64_t sequence, Moment published)
    : snapshot_(std::move(snapshot)),
      sequence_(sequence),
      published_(published),
      report_json_(engine::to_json(snapshot_->report)) {}

Standing::Standing(std::shared_ptr<const engine::Analysis> snapshot, engine::Report moved, std::uint64_t sequence,
                   Moment published)
    : snapshot_(std::move(snapshot)),
      moved_(std::move(moved)),
      sequence_(sequence),
      published_(published),
      report_json_(engine::to_json(*moved_)) {}

const engine::Analysis& Standing::analysis() const {
  if (!moved_) return *snapshot_;
  std::call_once(asked_, [this] { behind_.emplace(engine::analysis_behind(*snapshot_, *moved_)); });
  return *behind_;
}

SharedStanding Standing::seen_as(std::shared_ptr<const engine::Analysis> view) const {
  if (!moved_) return std::make_shared<const Standing>(std::move(view), sequence_, published_);
  auto moved = engine::SpotTicks{view}.at(moved_->spot, moved_->as_of);
  return std::make_shared<const Standing>(std::move(view), std::move(moved), sequence_, published_);
}

double Standing::delay_seconds() const { return std::chrono::duration<double>(published_ - report().as_of).count(); }

}  // namespace gammafield::desk
