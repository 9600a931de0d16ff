#pragma once

#include <optional>
#include <vector>

#include "store/bytes.h"

/// A column of a chain, packed as what changed since the column before it.
namespace gammafield::store {

using Column = std::vector<std::optional<double>>;

/// Values that are decimals of at most nine places, as vendors print them, become whole numbers less those of `before`;
/// anything else its bits combined with those of `before`. Bytes of one place value stand together, ready for a
/// compressor. Every bit comes back, of zeros with a sign too. `before` is empty or of the same length.
void put_column(ByteWriter&, const Column& now, const Column& before);

/// What put_column wrote, given the same `before`; the reader is not ok where that cannot be.
[[nodiscard]] Column get_column(ByteReader&, std::size_t length, const Column& before);

}  // namespace gammafield::store
