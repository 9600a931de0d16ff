#pragma once

#include <cstdint>

namespace gammafield::market {

/// What an exchange does on a date.
enum class DayKind : std::uint8_t {
  open,    ///< a whole session
  half,    ///< a session that closes early
  closed,  ///< no session: a weekend, a holiday, a special closure
};

}  // namespace gammafield::market
