#include "pricing/strike_ladder.h"

#include <algorithm>
#include <tuple>

namespace gammafield::pricing {
namespace {

/// Row numbers by expiry, then strike; the chain's order otherwise.
std::vector<std::uint32_t> rows_by_strike(const market::ChainSnapshot& chain) {
  std::vector<std::uint32_t> rows(chain.rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const auto &x = chain.rows[a], &y = chain.rows[b];
    return std::tuple(x.expiry, x.strike.value(), a) < std::tuple(y.expiry, y.strike.value(), b);
  };
  if (!std::ranges::is_sorted(rows, before)) std::ranges::sort(rows, before);
  return rows;
}

}  // namespace

StrikeLadder::StrikeLadder(const market::ChainSnapshot& chain) {
  rungs_.reserve(chain.rows.size());
  begin_.reserve(chain.expiries.size() + 1);
  for (std::uint32_t row : rows_by_strike(chain)) {
    const market::OptionRow& option = chain.rows[row];
    while (begin_.size() <= option.expiry) begin_.push_back(rungs_.size());
    const bool is_call = option.right == market::Right::call;
    const auto taken = [&](const Rung& rung) { return is_call ? rung.call.has_value() : rung.put.has_value(); };
    const bool first_of_expiry = rungs_.size() == begin_.back();
    if (first_of_expiry || rungs_.back().strike != option.strike.value() || taken(rungs_.back()))
      rungs_.push_back({.strike = option.strike.value(), .call = {}, .put = {}});
    (is_call ? rungs_.back().call : rungs_.back().put) = row;
  }
  while (begin_.size() <= chain.expiries.size()) begin_.push_back(rungs_.size());
}

}  // namespace gammafield::pricing
