#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "market/date.h"
#include "pricing/priced_chain.h"

namespace gammafield::exposure {

/// Option `expiry_filter` (docs/methods.md 1.4.1): which expiries count. A day is the date, on the exchange's clock, on
/// which an expiry settles (of an old Saturday series the Friday), today is that of the snapshot's instant, and the AM
/// and PM expiries of a day go together.
///   all              every expiry
///   next             the first day with an expiry that still has time left
///   0dte, ex_0dte    today; all but today
///   le_dte:n         at most n calendar days from today
///   monthly          monthly expiries (in the US third Fridays, or the day before a holiday there), those of quarter
///   months
///                    and today's too
///   quarterly        those of March, June, September, December, and in the US the last business days of these months
///   ex_next          all but `next`
///   ex_next_monthly  all but the first `monthly` day with an expiry that still has time left
///   date,date,...    those listed under these dates
/// The last two with `all` are the well-known chart of three lines.
class ExpiryFilter {
 public:
  enum class Kind : std::uint8_t {
    all,
    next,
    zero_dte,
    ex_zero_dte,
    le_dte,
    monthly,
    quarterly,
    ex_next,
    ex_next_monthly,
    dates
  };
  ExpiryFilter() = default;
  explicit ExpiryFilter(Kind kind, int days = 0) : kind_(kind), days_(days) {}

  /// `all`, `next`, `0dte`, `ex_0dte`, `le_dte:7`, `monthly`, `quarterly`, `ex_next`, `ex_next_monthly`,
  /// `2026-11-20,2026-12-18`.
  [[nodiscard]] static std::optional<ExpiryFilter> parse(std::string_view);
  [[nodiscard]] std::string to_string() const;

  /// One bool for each expiry of the chain.
  [[nodiscard]] std::vector<bool> keep(const pricing::PricedChain&) const;

  friend bool operator==(const ExpiryFilter&, const ExpiryFilter&) = default;

 private:
  explicit ExpiryFilter(std::vector<market::Date> dates) : kind_(Kind::dates), dates_(std::move(dates)) {}

  Kind kind_ = Kind::all;
  int days_ = 0;
  std::vector<market::Date> dates_ = {};  ///< ascending, each once
};

}  // namespace gammafield::exposure
