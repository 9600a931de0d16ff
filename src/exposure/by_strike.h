#pragma once

#include <vector>

#include "exposure/book.h"
#include "exposure/totals.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The bars of the histogram. call, put: gross, never negative. With the naive model net = call - put.
struct StrikeExposure {
  market::Strike strike;
  market::UsdPerPercent call, put;  ///< C_K, P_K
  market::UsdPerPercent net;        ///< N_K, signed by the positioning model
  market::Contracts call_open_interest, put_open_interest;
  [[nodiscard]] market::UsdPerPercent absolute() const {
    return market::UsdPerPercent{call.value() + put.value()};
  }  ///< A_K
  [[nodiscard]] market::Contracts open_interest() const {
    return market::Contracts{call_open_interest.value() + put_open_interest.value()};
  }
};

/// Ascending by strike; every strike that any holding has.
[[nodiscard]] std::vector<StrikeExposure> by_strike(const Book&);

}  // namespace gammafield::exposure
