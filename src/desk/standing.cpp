#include "desk/standing.h"

#include <utility>

#include "engine/report_json.h"

namespace gammafield::desk {

Standing::Standing(std::shared_ptr<const engine::Analysis> analysis, std::uint64_t sequence, Moment published)
    : analysis_(std::move(analysis)),
      sequence_(sequence),
      published_(published),
      report_json_(engine::to_json(analysis_->report)) {}

double Standing::delay_seconds() const { return std::chrono::duration<double>(published_ - report().as_of).count(); }

}  // namespace gammafield::desk
