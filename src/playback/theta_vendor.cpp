#include "playback/theta_vendor.h"

#include <algorithm>

#include "simulate/vendor_answers.h"

namespace gammafield::playback {

feeds::Response ThetaVendor::answer(const Asked& asked, market::Instant at) {
  const auto chain = tape_.at(at);
  const auto path = path_of(asked.target);
  const std::string symbol = query_value(asked.target, "symbol");
  if (query_value(asked.target, "format") != "json") return error(400, "only format=json is played");
  if (path.ends_with("/v3/index/snapshot/price"))
    return symbol == chain->symbol ? document(simulate::to_theta_price(*chain)) : error(472, "No data found");
  const bool quotes = path.ends_with("/v3/option/snapshot/quote");
  if (!quotes && !path.ends_with("/v3/option/snapshot/open_interest")) return error(404, "Not Found");
  if (std::ranges::count(simulate::roots_of(*chain), symbol) == 0) return error(472, "No data found");
  return document(quotes ? simulate::to_theta_quotes(*chain, symbol)
                         : simulate::to_theta_open_interest(*chain, symbol));
}

}  // namespace gammafield::playback
