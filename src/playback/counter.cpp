#include "playback/counter.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace gammafield::playback {
namespace {

constexpr std::chrono::seconds an_older_server_is_behind{600}, a_fast_clock_is_ahead{3600};
constexpr const char* page =
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>";

}  // namespace

void Counter::count(feeds::Moment wall) {
  const Limit limit = vendor_.limit();
  while (!recent_.empty() && wall - recent_.front() >= limit.window) recent_.pop_front();
  if (recent_.size() >= limit.calls) ++over_limit_;
  recent_.push_back(wall);
}

Counter::Served Counter::serve(Asked asked, market::Instant at, feeds::Moment wall) {
  if (asked.body) return {error(405, "Method Not Allowed"), {}};  // vendors are asked, not told
  count(wall);
  asked.wall = wall;
  const Fault fault = plan_ ? plan_->of_request(log_.size(), at) : Fault{};
  log_.push_back({wall, fault});
  return {answer(asked, at, fault), fault};
}

feeds::Response Counter::answer(const Asked& asked, market::Instant at, const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::refused: return error(403, "Forbidden");
    case FaultKind::not_found: return error(404, "Not Found");
    case FaultKind::server_error: return error(fault.status, page, "text/html");
    case FaultKind::web_page: return document(page, "text/html");
    case FaultKind::too_many: {
      auto response = error(429, "Too Many Requests");
      response.headers.emplace_back("retry-after", fmt::format("{}", fault.retry_after));
      return response;
    }
    case FaultKind::frozen: return vendor_.answer(asked, last_.value_or(at));
    case FaultKind::older: return vendor_.answer(asked, last_.value_or(at) - an_older_server_is_behind);
    case FaultKind::ahead: return vendor_.answer(asked, at + a_fast_clock_is_ahead);
    default: break;
  }
  last_ = at;
  auto response = vendor_.answer(asked, at);
  if (fault.kind == FaultKind::truncated)
    response.body.resize(static_cast<std::size_t>(fault.share * static_cast<double>(response.body.size())));
  return response;
}

}  // namespace gammafield::playback
