#pragma once

#include <tl/expected.hpp>

namespace gammafield::base {

/// A value, or the reason why there is none. Becomes std::expected when the second compiler has it.
template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto failure(E reason) {
  return tl::unexpected<E>(std::move(reason));
}

}  // namespace gammafield::base
