#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/loaded_chain.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/units.h"

/// Open interest as the Options Clearing Corporation tells it: `series-search`, tab-separated text, half a day before
/// it reaches the vendors of quotes.
namespace gammafield::ingest {

/// One contract; the strike in thousandths of a dollar, as the text has it: 533.33 is no double.
struct OccContract {
  std::string root;
  market::Date expiry;
  std::int64_t strike_thousandths = 0;
  market::Right right = market::Right::call;
  friend auto operator<=>(const OccContract& a, const OccContract& b) {
    return std::tuple{std::string_view{a.root}, std::chrono::sys_days{a.expiry}, a.strike_thousandths, a.right} <=>
           std::tuple{std::string_view{b.root}, std::chrono::sys_days{b.expiry}, b.strike_thousandths, b.right};
  }
  friend bool operator==(const OccContract&, const OccContract&) = default;
};

struct OccOpenInterest {
  std::string underlying;
  std::map<OccContract, market::Contracts> contracts;
};

/// Refuses (one line, exit 6) what is no such text or a page for people, one without a series, one that ends within a
/// line, a line that does not fit, and a contract told twice with two numbers: of a list without a sum or an end mark
/// nothing less would show damage. A series told twice alike counts once.
[[nodiscard]] base::Result<OccOpenInterest, base::Refusal> read_occ_open_interest(std::string_view bytes,
                                                                                  std::string_view name);

/// The chain with that open interest in place of its own, as of the close of `day`; none: the text has no date, and the
/// chain says that nobody knows it. A contract that is not in the list has none. Refuses (usage) another underlying,
/// and a day that had not closed before the chain's session.
[[nodiscard]] base::Result<LoadedChain, base::Refusal> with_open_interest(LoadedChain, const OccOpenInterest&,
                                                                          std::optional<market::Date> day);

}  // namespace gammafield::ingest
