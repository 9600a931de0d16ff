#pragma once

#include <chrono>

#include "market/date.h"

namespace gammafield::market {

/// When summer time is kept in New York: from `begins` (02:00 EST jumps to 03:00) until `ends` (02:00 EDT falls to
/// 01:00).
struct DaylightSaving {
  Instant begins;
  Instant ends;
};

inline constexpr std::chrono::hours standard_offset{-5};  ///< EST to UTC
inline constexpr std::chrono::hours summer_offset{-4};    ///< EDT to UTC

/// The law as data (Uniform Time Act as amended 1986 and 2005), valid from 1987 until Congress changes it again. A
/// table of our own rather than the host's zone files: those may be missing or damaged, take milliseconds to open, and
/// are written out only to 2037, while LEAPS and rules here reach further.
[[nodiscard]] DaylightSaving daylight_saving(std::chrono::year);

}  // namespace gammafield::market
