#pragma once

#include <functional>
#include <optional>

#include "strategies/view.h"

/// Which of the quoted options a rule takes.
namespace gammafield::strategies {

/// The first or the last quoted expiry whose date will do; null where none will, or nothing is quoted.
[[nodiscard]] const ExpiryQuotes* first_expiry(const View&, const std::function<bool(market::Date)>&);
[[nodiscard]] const ExpiryQuotes* last_expiry(const View&, const std::function<bool(market::Date)>&);

/// The lowest quoted strike at or above, the highest at or below, and the nearest one (of two the lower).
[[nodiscard]] std::optional<double> strike_from(const ExpiryQuotes&, double at_least);
[[nodiscard]] std::optional<double> strike_up_to(const ExpiryQuotes&, double at_most);
[[nodiscard]] std::optional<double> nearest_strike(const ExpiryQuotes&, double price);

}  // namespace gammafield::strategies
