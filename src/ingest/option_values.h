#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "ingest/chain_builder.h"
#include "ingest/column_counts.h"
#include "ingest/loaded_chain.h"
#include "market/chain.h"

namespace gammafield::ingest {

/// Letters, digits and `.`, `/`, `-`, `_`, at most 32 of them: what a root or an underlying can be.
[[nodiscard]] bool is_symbol(std::string_view);

/// Why a raw row can be no contract; none if it can. See ChainBuilder for the rules.
[[nodiscard]] std::optional<RejectReason> fault_of(const RawOption&);

/// The row with everything but expiry and IV, fillers turned into none:
///   bid and ask both 0: no quote (evening downloads); ask 0 beside a bid: no ask; bid 0 beside an ask: a real "no
///   bid"; last 0: never traded; not a number: none. Crossed quotes stay: pricing flags them.
/// Adds to `impossible` the values that no market can print (negative, or above 1e9), which become none too.
[[nodiscard]] market::OptionRow cleaned_row(const RawOption&, std::size_t& impossible);

/// Turns printed IVs (0: none) into fractions in place, and what means "none" into 0. Kinds of "none":
///   - not above 0.005: below any traded volatility; vendors print 0, 0.001 (Cboe), 1e-5 (Yahoo), 0.1 % (NSE);
///   - above 100 (10,000 %);
///   - 2^-k (1 - 1e-5) + 1e-5: a bisection of [1e-5, 1] that never got past its first steps (Yahoo);
///   - 0.01, 0.02, 0.05 or 0.1 exactly, when at least 20 contracts and more than three times as many as have any other
///     value print it: the floor of the Cboe page before 2023 (0.02 on 2,185 of 20,514 contracts on 2022-02-05).
[[nodiscard]] VolReading read_vols(std::span<double> printed, VolUnit);

/// A page that did not price a contract prints delta 0 or 1 and gamma 0 beside the missing IV: those are none as well.
void drop_unpriced_greeks(market::OptionRow&);

}  // namespace gammafield::ingest
