#include <fmt/format.h>

#include "simulate/contract_list.h"
#include "simulate/vendor_answers.h"

namespace gammafield::simulate {
namespace {

/// New York's clock without a zone, to the millisecond.
std::string written(market::Instant at) {
  const auto local = market::to_new_york(at);
  const std::chrono::hh_mm_ss clock{local.since_midnight};
  return fmt::format("{}T{:02}:{:02}:{:02}.000", market::to_string(local.date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

/// `data` of each contract of a root, beside what the contract is.
template <class Data>
std::string of_root(const SimulatedChain& chain, std::string_view root, Data data) {
  std::string rows;
  for (const ListedContract& listed : contracts_of(chain)) {
    if (listed.expiry->root != root) continue;
    rows += fmt::format(
        R"({}{{"contract":{{"symbol":"{}","expiration":"{}","strike":{:.3f},"right":"{}"}},"data":[{{{}}}]}})",
        rows.empty() ? "" : ",", root, market::to_string(listed.expiry->date), listed.strike.value(),
        listed.right == market::Right::call ? "CALL" : "PUT", data(*listed.option));
  }
  return fmt::format(R"({{"response":[{}]}})", rows);
}

}  // namespace

std::string to_theta_quotes(const SimulatedChain& chain, std::string_view root) {
  return of_root(chain, root, [at = written(chain.as_of)](const SimulatedOption& option) {
    return fmt::format(
        R"("timestamp":"{}","bid_size":{},"bid_exchange":5,"bid":{:.2f},"bid_condition":50,"ask_size":{},)"
        R"("ask_exchange":5,"ask":{:.2f},"ask_condition":50)",
        at, option.bid_size, option.bid.value(), option.ask_size, option.ask.value());
  });
}

std::string to_theta_open_interest(const SimulatedChain& chain, std::string_view root) {
  const auto day = market::to_new_york(chain.as_of).date;
  const std::string told = written(market::from_new_york(day, std::chrono::hours{6} + std::chrono::minutes{30}));
  return of_root(chain, root, [&](const SimulatedOption& option) {
    return fmt::format(R"("timestamp":"{}","open_interest":{:.0f})", told, option.open_interest.value());
  });
}

std::string to_theta_price(const SimulatedChain& chain) {
  return fmt::format(R"({{"response":[{{"timestamp":"{}","symbol":"{}","price":{:.2f}}}]}})", written(chain.as_of),
                     chain.symbol, chain.spot.value());
}

}  // namespace gammafield::simulate
