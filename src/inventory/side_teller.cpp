#include "inventory/side_teller.h"

namespace gammafield::inventory {

SideTeller::Told SideTeller::next(const Print& print) {
  auto [entry, is_new] = tapes_.try_emplace(print.contract, Tape{{}, print.at});
  Tape& tape = entry->second;
  if (!is_new && print.at < tape.last) return {aggressor(print.price, print.quote, CustomerSide::unclear), true};
  tape.last = print.at;
  return {aggressor(print.price, print.quote, tape.ticks.next(print.price)), false};
}

}  // namespace gammafield::inventory
