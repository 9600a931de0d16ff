#pragma once

#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// How an expiry is listed, held and traded. Sizes were read off public end-of-day chains of SPX; distances are shares
/// of spot.
struct Habits {
  double finest_reach = 0;    ///< how far from spot every strike is listed
  double coarse_reach = 0;    ///< how far strikes of five times the step are, at least
  double widest_reach = 0;    ///< where the ladder ends, below spot
  double put_interest = 0;    ///< contracts at an unremarkable strike at its best distance, on average
  double call_interest = 0;   //
  double interest_width = 0;  ///< distance over which put interest falls to 1/e below spot; calls above spot: 0.4 of it
  double in_the_money_width = 0;
  double roundness = 0;     ///< 1: a strike in hundreds draws as monthlies do; 0: all strikes alike
  double traded = 0;        ///< contracts a day at the money, on average
  double traded_width = 0;  ///< distance over which trading falls to 1/e
};

[[nodiscard]] Habits habits_of(const SimulatedExpiry&);

}  // namespace gammafield::simulate
