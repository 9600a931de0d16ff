#pragma once

namespace gammafield::base {

/// Whether this is a build with sanitizers: slower, and with an allocator of its own. GCC would say it by other names;
/// only clang builds so here.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace gammafield::base
