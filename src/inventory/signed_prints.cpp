#include "inventory/signed_prints.h"

#include <algorithm>
#include <iterator>

namespace gammafield::inventory {

double SignedPrints::next(const Print& print) {
  if (print.condition == Condition::cancelled) return 0;
  if (print.condition == Condition::takes_back) return taken_back(print);
  Signed made{.price = print.price.value(), .size = print.size.value()};
  if (print.condition == Condition::ordinary)
    made.contracts = static_cast<double>(sides_.next(print).aggressor.side) * made.size;
  prints_[{print.day, print.contract}].push_back(made);
  return made.contracts;
}

double SignedPrints::taken_back(const Print& report) {
  const auto known = prints_.find({report.day, report.contract});
  if (known == prints_.end()) return 0;
  auto& prints = known->second;
  const auto last = std::find_if(prints.rbegin(), prints.rend(), [&](const Signed& each) {
    return each.price == report.price.value() && each.size == report.size.value();
  });
  if (last == prints.rend()) return 0;
  const double contracts = last->contracts;
  prints.erase(std::next(last).base());
  return -contracts;
}

}  // namespace gammafield::inventory
