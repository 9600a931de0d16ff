#pragma once

#include <cmath>
#include <cstdlib>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// What must hold of anything a reader gives back, however mad the bytes. Aborts when it does not.
inline void require(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void require_finite(const std::optional<T>& value) {
  require(!value || std::isfinite(value->value()));
}

inline void require_sound(const LoadResult& result) {
  if (!result) {
    require(!result.error().message.empty() && result.error().message.find('\n') == std::string::npos);
    return;
  }
  require(!result->empty());
  for (const auto& [chain, rejects, contracts_read] : *result) {
    require(!chain.rows.empty() && !chain.expiries.empty() && !chain.symbol.empty());
    require(contracts_read >= chain.rows.size());
    require_finite(chain.spot);
    for (const auto& row : chain.rows) {
      require(row.expiry < chain.expiries.size() && std::isfinite(row.strike.value()) && row.strike.value() > 0);
      require_finite(row.bid);
      require_finite(row.ask);
      require_finite(row.last);
      require_finite(row.vendor_vol);
      require_finite(row.vendor_gamma);
      require_finite(row.vendor_delta);
      require_finite(row.open_interest);
    }
  }
}

}  // namespace gammafield::ingest
