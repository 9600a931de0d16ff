#include "strategies/trade.h"

#include <algorithm>

namespace gammafield::strategies {

std::optional<double> value_of(const std::vector<Leg>& legs, const Tape& tape, Place at) {
  double value = 0;
  for (const auto& leg : legs) {
    const auto price = leg.option ? tape.option_price(*leg.option, at) : OptionPrice{tape.price(at), std::nullopt};
    if (!price) return std::nullopt;
    value += leg.quantity * price->mid;
  }
  return value;
}

bool tradable(const std::vector<Leg>& legs, const Tape& tape, Place at) {
  return value_of(legs, tape, at) &&
         std::ranges::all_of(legs, [&](const Leg& leg) { return !leg.option || tape.can_settle(*leg.option); });
}

}  // namespace gammafield::strategies
