#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/business_time.h"
#include "market/calendar.h"
#include "market/chain.h"
#include "pricing/black_scholes.h"
#include "pricing/dividend_schedule.h"
#include "pricing/forward.h"
#include "pricing/smile.h"

namespace gammafield::pricing {

/// Option `iv_source`. surface: every contract from its expiry's fitted smile. vendor_as_printed takes fillers (a floor
/// of 0.02 ...) for volatilities, as published scripts do.
enum class VolChoice : std::uint8_t { solve, surface, vendor, vendor_as_printed };
/// Option `forward_source`. parity: from quotes; an expiry without them takes its neighbours' carry, or F = S with r =
/// q = 0. vendor_deltas: the same, but the vendor's deltas stand in for missing quotes before neighbours and spot do.
/// spot: r = q = 0.
enum class ForwardChoice : std::uint8_t { parity, vendor_deltas, spot };
/// Option `clock`. business_variance: market/business_time.h; bus262: business days/262, 0 as 1/262.
enum class Clock : std::uint8_t { act365_minutes, business_variance, bus262 };
/// Option `exercise`. by_contract: what each contract's terms say; the others price every contract alike.
enum class ExerciseModel : std::uint8_t { by_contract, european, american };
[[nodiscard]] std::string_view to_string(ExerciseModel);
/// Option `american_engine`. alo: exercise boundaries by collocation (Andersen, Lake, Offengenden); fd: finite
/// differences, slower and coarser, for comparison. What alo cannot price (cash dividends, two boundaries) fd does.
enum class AmericanEngine : std::uint8_t { alo, fd };
[[nodiscard]] std::string_view to_string(AmericanEngine);
/// Whose volatility a contract is priced with. out_of_the_money: one volatility a strike, from the OTM side (European
/// parity); own: each contract its own (what the published public method does).
enum class VolSide : std::uint8_t { out_of_the_money, own };  ///< option `iv_side`

/// Options of this stage; names and defaults as in docs/methods.md appendix B.
/// Smiles of every expiry, or only as far as contracts without a quote of their own need them; volatilities are the
/// same.
enum class SmileFits : std::uint8_t { all, as_needed };

struct PricingSettings {
  VolChoice vol = VolChoice::solve;
  VolSide vol_side = VolSide::out_of_the_money;
  ForwardChoice forward = ForwardChoice::parity;
  Clock clock = Clock::act365_minutes;
  SmileFits smiles = SmileFits::all;
  ExerciseModel exercise = ExerciseModel::by_contract;
  AmericanEngine american_engine = AmericanEngine::alo;
  std::vector<market::ClockEvent> clock_events = {};  ///< of the clock business_variance
  std::vector<Dividend> dividends = {};               ///< of `--dividends`; none: a yield that the forwards imply
  std::size_t threads = 0;  ///< 0: two for more than 20,000 contracts; the results are the same to the bit
};

/// How many threads share the work on a chain.
[[nodiscard]] std::size_t threads_for(const market::ChainSnapshot&, const PricingSettings&);

/// Where a contract's volatility came from, in the order of the fallbacks.
enum class VolSource : std::uint8_t { otm_mid, other_side_mid, smile, neighbours, vendor };
inline constexpr std::size_t vol_source_count = 5;
[[nodiscard]] std::string_view to_string(VolSource);

enum class UnpricedReason : std::uint8_t { expired, no_volatility };
inline constexpr std::size_t unpriced_reason_count = 2;
[[nodiscard]] std::string_view to_string(UnpricedReason);

/// Quote-quality flags of one contract (docs/methods.md 2.7); a bit each.
enum class QuoteFlag : std::uint16_t {
  no_quote = 1 << 0,
  zero_bid = 1 << 1,
  crossed = 1 << 2,
  locked = 1 << 3,
  wide = 1 << 4,
  below_intrinsic = 1 << 5,
  above_bound = 1 << 6,
  non_monotone = 1 << 7,
  non_convex = 1 << 8,
  vendor_iv_missing = 1 << 9,
  no_open_interest = 1 << 10,
  last_trade = 1 << 11,
};
inline constexpr std::size_t quote_flag_count = 12;
[[nodiscard]] std::string_view to_string(QuoteFlag);
using QuoteFlags = std::uint16_t;

class AmericanExpiry;  // pricing/american_expiry.h

/// One expiry as pricing sees it; same index as ChainSnapshot::expiries.
struct PricedExpiry {
  double years = 0;         ///< to settlement on the chosen clock; 0: already settled, nothing of it is priced
  bool expiring = false;    ///< less than a minute was left and was counted as one minute
  bool american = false;    ///< its contracts are priced with early exercise
  bool by_lattice = false;  ///< American, and that by finite differences
  std::vector<CashDividend> dividends;             ///< before settlement; empty: dividends are part of `carry`
  std::shared_ptr<const AmericanExpiry> exercise;  ///< boundaries that are solved already; none: none are
  ForwardFit forward;
  double rate = 0, carry = 0;  ///< r = -ln D / T, q = r - ln(F/S)/T
  double atm_vol = 0;          ///< at the forward; 0 when not priced
  std::size_t priced = 0;
  std::optional<Smile> smile = {};  ///< fitted to the quotes, or the line through its volatilities; none without any
};

struct PricedOption {
  std::uint32_t row = 0;     ///< index into ChainSnapshot::rows
  std::uint32_t expiry = 0;  ///< index into expiries
  double sigma = 0;          ///< a year, on the chosen clock
  VolSource source = VolSource::otm_mid;
  bool exercised = false;  ///< American and worth no more than exercise now: its greeks are those of the shares
  Greeks greeks;           ///< at the chain's spot
};

struct Unpriced {
  std::uint32_t row = 0;
  UnpricedReason reason = UnpricedReason::no_volatility;
};

/// A chain with a volatility and greeks for every contract that can have them. Rows keep the chain's order.
struct PricedChain {
  std::shared_ptr<const market::ChainSnapshot> chain;
  PricingSettings settings;
  market::Spot spot;  ///< the chain's, or implied from parity
  market::SpotSource spot_source = market::SpotSource::file;
  std::vector<PricedExpiry> expiries;
  std::vector<PricedOption> options;
  std::vector<Unpriced> unpriced;
  std::vector<QuoteFlags> quote_flags;                        ///< one a chain row
  std::vector<market::DataFlag> flags;                        ///< `spot_from_parity`, `spot_disagrees_with_parity`, ...
  std::shared_ptr<const market::BusinessTime> business_time;  ///< none unless it is the chosen clock

  /// What goes with these volatilities: years on the business clock, or of 525,600 minutes. Requires as_of <= from <=
  /// to.
  [[nodiscard]] double years_between(market::Instant from, market::Instant to) const;
  /// The other way: the instant at which `years` have passed since the snapshot.
  [[nodiscard]] market::Instant instant_after(double years) const;
};

/// Refuses (no_usable_data) a chain without spot whose quotes cannot imply one, or in which nothing can be priced.
[[nodiscard]] base::Result<PricedChain, base::Refusal> price_chain(std::shared_ptr<const market::ChainSnapshot>,
                                                                   const PricingSettings&);

}  // namespace gammafield::pricing
