#include "playback/tradier_vendor.h"

#include <algorithm>

#include <fmt/format.h>

#include "simulate/vendor_answers.h"

namespace gammafield::playback {

void TradierVendor::count(feeds::Moment wall) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(wall);
  if (minute != minute_) used_ = 0;
  minute_ = minute;
  ++used_;
}

feeds::Response TradierVendor::found(const Asked& asked, const simulate::SimulatedChain& chain) const {
  const auto path = path_of(asked.target);
  if (path.ends_with("/markets/quotes")) {
    if (query_value(asked.target, "symbols") == chain.symbol) return document(simulate::to_tradier_quote(chain));
    return document(R"({"quotes":{"unmatched_symbols":{"symbol":"?"}}})");
  }
  const bool known = query_value(asked.target, "symbol") == chain.symbol;
  if (path.ends_with("/markets/options/expirations"))
    return document(known ? simulate::to_tradier_expirations(chain) : R"({"expirations":null})");
  if (!path.ends_with("/markets/options/chains")) return error(404, "Not Found");
  const auto date = market::parse_date(query_value(asked.target, "expiration"));
  if (!date) return error(400, "Invalid expiration");
  return document(known ? simulate::to_tradier_chain(chain, *date) : R"({"options":null})");
}

feeds::Response TradierVendor::answer(const Asked& asked, market::Instant at) {
  if (!asked.has_key()) return error(401, "Invalid Access Token");
  count(asked.wall);
  auto response = used_ > allowed ? error(429, "Quota Violation") : found(asked, *tape_.at(at));
  const auto anew = feeds::Moment{minute_ + std::chrono::minutes{1}}.time_since_epoch().count();
  const auto tell = [&](const char* name, auto value) {
    response.headers.emplace_back(name, fmt::format("{}", value));
  };
  tell("x-ratelimit-allowed", allowed);
  tell("x-ratelimit-used", std::min(used_, allowed));
  tell("x-ratelimit-available", allowed - std::min(used_, allowed));
  tell("x-ratelimit-expiry", anew);
  return response;
}

}  // namespace gammafield::playback
