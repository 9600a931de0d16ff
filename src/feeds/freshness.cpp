#include "feeds/freshness.h"

#include <algorithm>

namespace gammafield::feeds {

using std::chrono::milliseconds;

milliseconds Freshness::silent(Moment now) const {
  const Moment from = changed_ - rule_.delay, to = now - rule_.delay;  // what the market did meanwhile
  milliseconds sum{0};
  if (to <= from) return sum;
  auto day = calendar_->session_of(std::chrono::floor<std::chrono::seconds>(from));
  while (true) {
    const Moment open = calendar_->session_open(day), close = calendar_->session_close(day);
    if (open >= to) return sum;
    sum += std::max(std::min(close, to) - std::max(open, from), milliseconds{0});
    day = calendar_->next_trading_day(day);
  }
}

}  // namespace gammafield::feeds
