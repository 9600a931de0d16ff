#pragma once

#include <cstdint>
#include <string_view>

namespace gammafield::inventory {

/// What a print's trade condition leaves of it.
enum class Condition : std::uint8_t {
  ordinary,    ///< an electronic execution against the quote: its side can be read from the price
  undirected,  ///< it took place, but its price says nothing about who wanted it: auction, cross, floor, spread leg,
               ///< late
  cancelled,   ///< it never counted: a later print, not in this file, took it back
  takes_back,  ///< no print: a report that an earlier one never counted
  unknown,     ///< a code this table does not have: taken as undirected, and counted
};

/// The condition of a cell. It may hold OPRA's letter (`I`, `a`; capitals matter), its name (`AUTO`, `SLAN`), the
/// numbers of Polygon (209, 227 ...) or of Nanex, which Cboe DataShop and ThetaData use (18, 125 ...), or several of
/// these, of which the gravest counts. An empty cell is an ordinary print.
[[nodiscard]] Condition condition_of(std::string_view cell);

}  // namespace gammafield::inventory
