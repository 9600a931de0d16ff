#pragma once

// GCC would say it by other names; only clang builds so here.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GAMMAFIELD_SANITIZED
#endif
#endif

namespace gammafield::base {

/// Whether this is a build with sanitizers: five to ten times slower, and with an allocator of its own. What a test of
/// a plain build goes through at length it goes through in part there, where faults of memory alone are looked for.
#ifdef GAMMAFIELD_SANITIZED
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace gammafield::base
