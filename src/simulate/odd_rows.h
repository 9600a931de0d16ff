#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "market/calendar.h"
#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// How many rows of each kind a chain of so many rows gets: 1 in 2500, between 1 and 12; vendor_vol_zero twenty times
/// as many if there are such contracts, open_interest_zero five neighbours for each.
[[nodiscard]] std::size_t odd_rows_of_each_kind(std::size_t rows);

/// How many of the rows are added to the regular ones: expired_listed, adjusted_series, duplicate.
[[nodiscard]] std::size_t added_odd_rows(std::size_t rows);

/// Spoils some rows of a regular chain and adds others, as many as if it had `rows` in the end. Each row is spoilt once
/// at most. Requires strikes sorted by (expiry, strike); the order of expiries and strikes afterwards is left to the
/// caller.
void add_odd_rows(SimulatedChain&, std::size_t rows, std::uint64_t seed, const market::Calendar&,
                  const std::string& weekly_root);

}  // namespace gammafield::simulate
