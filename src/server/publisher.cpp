#include "server/publisher.h"

#include <utility>

namespace gammafield::server {

SharedUpdate Publisher::take(const std::shared_ptr<const engine::Analysis>& snapshot, desk::Moment now) {
  Line& line = lines_[snapshot->report.symbol];
  line.profile = pushed_profile(*snapshot);
  line.last = update_of(desk_.publish(snapshot, now), line.last, line.profile);
  return line.last;
}

SharedUpdate Publisher::take(const std::shared_ptr<const engine::Analysis>& snapshot, engine::Report moved,
                             desk::Moment now) {
  Line& line = lines_[snapshot->report.symbol];
  line.last = update_of(desk_.publish(snapshot, std::move(moved), now), line.last, line.profile);
  return line.last;
}

}  // namespace gammafield::server
