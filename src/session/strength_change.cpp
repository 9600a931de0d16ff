#include "session/strength_change.h"

#include <map>
#include <tuple>

namespace gammafield::session {
namespace {

using market::UsdPerPercent;

using Key = std::tuple<std::string_view, market::Date, market::Settlement, market::Right>;
struct Position {
  double open_interest = 0, each = 0;
  market::Instant settles_at;
};

std::map<Key, Position> positions(const Holdings& held, market::Strike strike, levels::Measure measure, int sign) {
  std::map<Key, Position> found;
  for (const HeldContract& contract : held.contracts) {
    if (contract.strike != strike) continue;
    const HeldExpiry& expiry = held.expiries[contract.expiry];
    found[{expiry.root, expiry.date, expiry.settlement, contract.right}] = {
        contract.open_interest.value(), sign * value_each(contract, measure).value(), expiry.settles_at};
  }
  return found;
}

struct Sums {
  double before = 0, after = 0, rolled_off = 0, exposure = 0, open_interest = 0, both = 0;
};

void add_pair(Sums& sums, const Position& before, const Position& after) {
  const double change = after.open_interest - before.open_interest, each = after.each - before.each;
  sums.exposure += before.open_interest * each;
  sums.open_interest += before.each * change;
  sums.both += each * change;
}

std::optional<Arrow> arrow(double change, double before) {
  if (!(before > 0)) return std::nullopt;
  if (change > arrow_share * before) return Arrow::up;
  return change < -arrow_share * before ? Arrow::down : Arrow::flat;
}

}  // namespace

std::string_view to_string(Arrow arrow) {
  switch (arrow) {
    case Arrow::up: return "up";
    case Arrow::flat: return "flat";
    case Arrow::down: return "down";
  }
  return "flat";
}

UsdPerPercent value_each(const HeldContract& contract, levels::Measure measure) {
  const bool call = contract.right == market::Right::call;
  switch (measure) {
    case levels::Measure::net: return UsdPerPercent{contract.dealer_fraction * contract.gross_each.value()};
    case levels::Measure::call: return call ? contract.gross_each : UsdPerPercent{0};
    case levels::Measure::put: return call ? UsdPerPercent{0} : contract.gross_each;
    case levels::Measure::absolute: return contract.gross_each;
  }
  return UsdPerPercent{0};
}

StrengthChange strength_change(const Holdings& before, const Holdings& after, market::Strike strike,
                               levels::Measure measure, int strength_sign) {
  const auto then = positions(before, strike, measure, strength_sign);
  const auto now = positions(after, strike, measure, strength_sign);
  Sums sums;
  for (const auto& [key, old] : then) {
    sums.before += old.open_interest * old.each;
    const auto found = now.find(key);
    if (found != now.end()) {
      add_pair(sums, old, found->second);
    } else if (old.settles_at <= after.as_of) {
      sums.rolled_off -= old.open_interest * old.each;
    } else {
      sums.open_interest -= old.open_interest * old.each;
    }
  }
  for (const auto& [key, fresh] : now) {
    sums.after += fresh.open_interest * fresh.each;
    if (!then.contains(key)) sums.open_interest += fresh.open_interest * fresh.each;
  }
  return {UsdPerPercent{sums.before},
          UsdPerPercent{sums.after},
          UsdPerPercent{sums.rolled_off},
          UsdPerPercent{sums.exposure},
          UsdPerPercent{sums.open_interest},
          UsdPerPercent{sums.both},
          arrow(sums.open_interest, sums.before),
          arrow(sums.after - sums.before, sums.before)};
}

}  // namespace gammafield::session
