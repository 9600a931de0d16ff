#include "http/throttle.h"

namespace gammafield::http {

void Throttle::forget(Moment now) {
  while (!failures_.empty() && failures_.front().first + window <= now) {
    const auto found = by_address_.find(failures_.front().second);
    if (--found->second == 0) by_address_.erase(found);
    failures_.pop_front();
  }
}

bool Throttle::closed(const std::string& address, Moment now) {
  forget(now);
  if (failures_.size() >= of_all) return true;
  const auto found = by_address_.find(address);
  return found != by_address_.end() && found->second >= of_one;
}

void Throttle::failed(const std::string& address, Moment now) {
  forget(now);
  if (failures_.size() >= of_all) return;
  failures_.emplace_back(now, address);
  ++by_address_[address];
}

}  // namespace gammafield::http
