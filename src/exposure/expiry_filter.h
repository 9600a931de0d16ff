#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/priced_chain.h"

namespace gammafield::exposure {

/// Option `expiry_filter` (docs/methods.md 1.4.1): which expiries count.
class ExpiryFilter {
 public:
  enum class Kind : std::uint8_t { all, next, zero_dte, ex_zero_dte, le_dte, monthly, quarterly, ex_next, ex_next_monthly };
  ExpiryFilter() = default;
  explicit ExpiryFilter(Kind kind, int days = 0) : kind_(kind), days_(days) {}

  /// `all`, `next`, `0dte`, `ex_0dte`, `le_dte:7`, `monthly`, `quarterly`, `ex_next`, `ex_next_monthly`.
  [[nodiscard]] static std::optional<ExpiryFilter> parse(std::string_view);
  [[nodiscard]] std::string to_string() const;

  /// One bool for each expiry of the chain. `next` is the nearest settlement date that still has time left.
  [[nodiscard]] std::vector<bool> keep(const pricing::PricedChain&) const;

 private:
  Kind kind_ = Kind::all;
  int days_ = 0;
};

}  // namespace gammafield::exposure
