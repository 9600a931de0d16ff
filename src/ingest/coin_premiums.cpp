#include "ingest/coin_premiums.h"

#include <fmt/format.h>

#include <cmath>

namespace gammafield::ingest {

bool to_dollars(RawOption& option, std::optional<double> coin_price) {
  const bool priced = coin_price && std::isfinite(*coin_price) && *coin_price > 0;
  bool all = true;
  for (auto* premium : {&option.bid, &option.ask, &option.last}) {
    if (!*premium) continue;
    all = all && priced;
    *premium = priced ? std::optional{**premium * *coin_price} : std::nullopt;
  }
  return all;
}

std::string coin_premiums_told(std::size_t contracts, std::size_t lost) {
  std::string text = fmt::format(
      "premiums of {} contracts are in coin: taken in dollars at the price of the coin that "
      "the exchange values them at",
      contracts - lost);
  if (lost > 0) {
    text = fmt::format(
        "{} contracts have premiums in coin and no price of the coin beside them: taken as none; --spot "
        "gives one",
        lost);
  }
  return text;
}

}  // namespace gammafield::ingest
