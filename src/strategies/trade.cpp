#include "strategies/trade.h"

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

}  // namespace gammafield::strategies
