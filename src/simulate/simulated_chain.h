#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/strong.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/expiry_class.h"
#include "market/units.h"

namespace gammafield::simulate {

using Discount = base::Strong<struct DiscountTag>;                ///< today's value of one dollar at settlement
using Change = base::Strong<struct ChangeTag>;                    ///< US dollars a share, against the close before
using UsdPerRatePoint = base::Strong<struct UsdPerRatePointTag>;  ///< US dollars a share, a point (0.01) of rate

/// What real files have and a reader must survive. A row is marked with at most one.
enum class OddRow : std::uint8_t {
  vendor_vol_zero,     ///< deep in the money, no time value: the in-the-money side prints IV 0, delta +-1, gamma 0
  crossed_quote,       ///< one side's bid is two ticks above its ask
  locked_quote,        ///< one side's bid is its ask
  no_quote,            ///< the deep in-the-money side prints bid 0 and ask 0
  expired_listed,      ///< settled before the chain was taken, still listed: no quotes, IV 0
  adjusted_series,     ///< a root with a digit before it (2SPX, 2SPXW): another deliverable
  open_interest_zero,  ///< neighbouring strikes of a newly listed expiry, without any open interest or volume
  duplicate,           ///< the row before it once more, equal in everything
};
inline constexpr std::size_t odd_row_count = 8;

/// One expiry, with the truth that an engine should find again.
struct SimulatedExpiry {
  std::string root = {};
  market::Date date = {};
  market::Settlement settlement = market::Settlement::pm;
  market::Instant settles_at = {};
  market::ExpiryClass expiry_class = market::ExpiryClass::weekly_fri;
  market::Years years{};    ///< to settlement; 0 when expired
  market::Price forward{};  ///< true, dollars
  Discount discount{};      ///< true
};

/// One contract as the vendor prints it: rounded, and 0 where there is nothing. `true_price` is the exception.
struct SimulatedOption {
  market::Price true_price;  ///< discounted Black price at the true volatility; unrounded; inside bid and ask
  market::Price bid, ask;    ///< multiples of the tick: 0.05 below 3 dollars, 0.10 from there
  market::ImpliedVol vendor_vol;
  market::Delta delta;
  market::Gamma gamma;
  market::UsdPerVolPoint vega;  ///< a share
  market::UsdPerDay theta;      ///< a share
  UsdPerRatePoint rho;
  market::Price theo;  ///< at vendor_vol
  market::Contracts open_interest, volume;
  market::Price last;                         ///< 0: never traded
  market::Price open, high, low;              ///< of today; 0 without volume
  market::Price previous_close;               ///< middle of the quotes at the close before
  Change change;                              ///< last less previous_close; 0 without volume
  std::optional<market::Instant> last_trade;  ///< none: never traded
  std::uint32_t bid_size = 0, ask_size = 0;   ///< contracts
};

/// The call and the put of one root, expiry and strike: one line of the quotedata file.
struct SimulatedStrike {
  std::uint32_t expiry = 0;  ///< index into SimulatedChain::expiries
  market::Strike strike;
  market::ImpliedVol true_vol;  ///< of the call and of the put; 0 when expired
  SimulatedOption call, put;
  std::optional<OddRow> odd;
};

/// A made-up chain. Expiries are sorted by (settles_at, root), strikes by (date, strike, settlement, root) as Cboe
/// lists them.
struct SimulatedChain {
  std::string symbol;
  market::Instant as_of;
  market::Spot spot, previous_spot;  ///< now, and at the close before
  market::ImpliedVol vol_30_days;    ///< at the forward
  std::vector<SimulatedExpiry> expiries;
  std::vector<SimulatedStrike> strikes;

  [[nodiscard]] std::size_t contracts() const { return 2 * strikes.size(); }
};

}  // namespace gammafield::simulate
