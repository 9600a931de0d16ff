#pragma once

#include "base/strong.h"

/// Units are types: a Strike is never passed where a Spot is wanted. Conventions: docs/methods.md section 0.
/// "US dollars" stands for the currency of the chain's exchange (market/exchange.h): rupees on a chain of NSE.
namespace gammafield::market {

using Spot = base::Strong<struct SpotTag>;                      ///< US dollars a share (index: points)
using Strike = base::Strong<struct StrikeTag>;                  ///< US dollars a share
using Price = base::Strong<struct PriceTag>;                    ///< option premium, US dollars a share
using Years = base::Strong<struct YearsTag>;                    ///< ACT/365, to the minute
using ImpliedVol = base::Strong<struct ImpliedVolTag>;          ///< a year; 0.20 is 20 %
using Gamma = base::Strong<struct GammaTag>;                    ///< delta a dollar, a share
using Delta = base::Strong<struct DeltaTag>;                    ///< shares a share of option; puts negative
using Contracts = base::Strong<struct ContractsTag>;            ///< number of contracts
using Multiplier = base::Strong<struct MultiplierTag>;          ///< shares a contract
using Shares = base::Strong<struct SharesTag>;                  ///< shares; + bought or long
using Usd = base::Strong<struct UsdTag>;                        ///< US dollars
using UsdPerPercent = base::Strong<struct UsdPerPercentTag>;    ///< dollars of stock, a 1 % move
using UsdPerVolPoint = base::Strong<struct UsdPerVolPointTag>;  ///< dollars, a vol point (0.01) move
using UsdPerDay = base::Strong<struct UsdPerDayTag>;            ///< dollars, a calendar day

}  // namespace gammafield::market
