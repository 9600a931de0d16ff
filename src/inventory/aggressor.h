#pragma once

#include <cstdint>
#include <optional>

#include "market/units.h"

namespace gammafield::inventory {

/// Who wanted the trade: the customer that took the other's price.
enum class CustomerSide : std::int8_t { sold = -1, unclear = 0, bought = +1 };

/// By which rule a side was told (docs/methods.md 4.3), the best first.
enum class SideRule : std::uint8_t {
  quote,     ///< above the middle of the quote at the trade: bought; below it: sold
  at_quote,  ///< one side of the quote is all there is: at the ask or above bought, at the bid or below sold
  tick,      ///< against the last different price of the contract: higher bought, lower sold
  none,      ///< no rule says
};

struct Aggressor {
  CustomerSide side = CustomerSide::unclear;
  SideRule rule = SideRule::none;
  bool operator==(const Aggressor&) const = default;
};

/// The last price of one contract that differed from the one before it. The only rule for which the order of prints
/// matters.
class TickTest {
 public:
  /// The side of a print at this price, which is then remembered.
  [[nodiscard]] CustomerSide next(market::Price);

 private:
  std::optional<market::Price> last_;
  CustomerSide side_ = CustomerSide::unclear;
};

/// The quote at the time of the trade. A bid of 0 is "no bid"; a quote of nothing or with bid above ask is none.
struct TradeQuote {
  std::optional<market::Price> bid, ask;
};

/// `tick` is what the tick test says of this print, used when the quote does not.
[[nodiscard]] Aggressor aggressor(market::Price, const TradeQuote&, CustomerSide tick);

}  // namespace gammafield::inventory
