#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <tuple>

#include "ingest/loaded_chain.h"
#include "ingest/price_point.h"

namespace gammafield::ingest {

/// What holds for whatever a reader lets through; aborts where it does not.
inline void check(const LoadedChain& loaded) {
  const auto& chain = loaded.chain;
  const auto demand = [](bool condition) {
    if (!condition) std::abort();
  };
  const auto good = [&](const auto& value, double min) {
    demand(!value || (std::isfinite(value->value()) && value->value() >= min));
  };
  demand(!chain.rows.empty() && !chain.symbol.empty() && chain.session.ok());
  demand(loaded.contracts_read >= chain.rows.size());
  good(chain.spot, 0);
  for (const auto& row : chain.rows) {
    demand(row.expiry < chain.expiries.size() && row.strike.value() > 0 && std::isfinite(row.strike.value()));
    for (const auto& price : {row.bid, row.ask, row.last}) good(price, 0);
    good(row.vendor_vol, 0.005);
    good(row.vendor_gamma, 0);
    good(row.vendor_delta, -1.01);
    good(row.open_interest, 0);
    good(row.volume, 0);
  }
  const auto key = [](const market::OptionRow& row) { return std::tuple(row.expiry, row.strike, row.right); };
  demand(std::ranges::adjacent_find(chain.rows, std::greater_equal{}, key) == chain.rows.end());
  demand(std::ranges::is_sorted(chain.expiries, {}, [](const market::Expiry& expiry) { return expiry.settles_at; }));
  demand(std::ranges::all_of(loaded.rejects, [](const Reject& reject) { return reject.text.size() <= 80; }));
}

inline void check(const PricePoint& told) {
  if (!(told.price.value() > 0) || !std::isfinite(told.price.value())) std::abort();
}

/// With the file's own time, and with one given, as a user would after the refusal.
template <class Read>
void check_reader(const Read& read) {
  for (const bool dated : {false, true}) {
    ReadOptions options;
    if (dated) options.as_of = market::parse_instant("2024-03-12T16:45:00-04:00");
    const auto result = read(options);
    if (!result) {
      if (result.error().message.empty() || result.error().message.find('\n') != std::string::npos) std::abort();
      continue;
    }
    for (const auto& loaded : *result) check(loaded);
  }
}

}  // namespace gammafield::ingest
