#pragma once

#include <string>

#include "market/units.h"

/// Numbers as people read them. Every function prints finite numbers only; others become "n/a".
namespace gammafield::exports {

/// `4,505.10`; two decimals, or none when the number has none and `trim` is set.
[[nodiscard]] std::string grouped(double number, bool trim = false);
/// `1,234,567`, rounded.
[[nodiscard]] std::string grouped_integer(double number);
/// `+$22.1bn`, `-$310m`, `+$4.2k`: three significant digits and a sign.
[[nodiscard]] std::string signed_money(double dollars);
/// `$22.1bn`.
[[nodiscard]] std::string money(double dollars);
/// `+0.44 %`.
[[nodiscard]] std::string signed_percent(double percent, int decimals = 2);
/// Compact signed count: `+1.2m`, `-340k`.
[[nodiscard]] std::string signed_count(double number);

}  // namespace gammafield::exports
