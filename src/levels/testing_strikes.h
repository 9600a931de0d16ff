#pragma once

// For tests only: the histogram by strike made by hand.

#include <initializer_list>
#include <vector>

#include "exposure/by_strike.h"

namespace gammafield::levels {

struct TestingStrike {
  double strike = 0;
  double call = 0, put = 0;  ///< C_K, P_K; with the naive model N_K = call - put
  double call_open_interest = 0, put_open_interest = 0;
};

inline std::vector<exposure::StrikeExposure> testing_strikes(const std::vector<TestingStrike>& rows) {
  std::vector<exposure::StrikeExposure> strikes;
  for (const TestingStrike& row : rows)
    strikes.push_back({market::Strike{row.strike}, market::UsdPerPercent{row.call}, market::UsdPerPercent{row.put},
                       market::UsdPerPercent{row.call - row.put}, market::Contracts{row.call_open_interest},
                       market::Contracts{row.put_open_interest}});
  return strikes;
}

/// Evenly spaced strikes from `first`, from net values alone: positive ones are calls, negative ones puts.
inline std::vector<exposure::StrikeExposure> testing_net_strikes(double first, double step,
                                                                 const std::vector<double>& net) {
  std::vector<TestingStrike> rows;
  for (const double value : net) {
    rows.push_back({first, value > 0 ? value : 0, value < 0 ? -value : 0, 0, 0});
    first += step;
  }
  return testing_strikes(rows);
}

}  // namespace gammafield::levels
