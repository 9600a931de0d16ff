#pragma once

#include <optional>
#include <vector>

#include "market/contract.h"
#include "market/date.h"
#include "market/units.h"

/// Options that could be traded, as one chain quoted them, and what they are worth until the next one.
namespace gammafield::strategies {

struct StrikeQuote {
  double strike = 0;
  double vol = 0;                                           ///< a year, ACT/365
  std::optional<double> call_half_spread, put_half_spread;  ///< (ask - bid)/2, dollars; none where not quoted
};

/// One expiry that settles in cash or shares at a session's close.
struct ExpiryQuotes {
  market::Date date;
  market::Instant settles_at;
  double forward = 0, discount = 1;
  market::Multiplier multiplier{100};  ///< shares of a contract
  std::vector<StrikeQuote> strikes;    ///< ascending
};

/// At which expiry most of a strike's gross exposure settles.
struct StrikeExpiry {
  double strike = 0;
  market::Date date;
};

struct OptionQuotes {
  market::Instant as_of, available;
  double spot = 0;
  std::vector<ExpiryQuotes> expiries;      ///< ascending
  std::vector<StrikeExpiry> most_exposed;  ///< ascending by strike
};

/// Which option.
struct Option {
  market::Instant settles_at;
  double strike = 0;
  market::Right right = market::Right::call;
  friend bool operator==(const Option&, const Option&) = default;
};

struct OptionPrice {
  double mid = 0;                      ///< dollars a share
  std::optional<double> half_spread;   ///< as quoted then
  market::Multiplier multiplier{100};  ///< shares of a contract
};

/// Sticky strike: D Black(right, F, K, sigma sqrt(tau)), the strike's volatility as quoted, tau what is left at `now`,
/// F = spot (F0/S0)^(tau/tau0), D = D0^(tau/tau0). From settlement on what it pays at `spot`. Europeans; of an American
/// option early exercise is not in it. None of an option that was not quoted with a volatility.
[[nodiscard]] std::optional<OptionPrice> price_of(const OptionQuotes&, const Option&, market::Instant now, double spot);

/// The expiry whose date is the strike's in `most_exposed`, of the nearest strike within 0.1 %; none of any other.
[[nodiscard]] std::optional<market::Date> most_exposed_expiry(const OptionQuotes&, double strike);

}  // namespace gammafield::strategies
