#pragma once

#include <chrono>

namespace gammafield::feeds {

/// The wall's clock, UTC, to the millisecond. Nothing in this folder reads it by itself: it is passed in, so that a
/// test can let a week pass.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace gammafield::feeds
