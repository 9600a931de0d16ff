#pragma once

#include <cstddef>

namespace gammafield::bench {

/// The least that Boost.Beast can do, to compare with: `GET /` answers 17 bytes, `GET /N` a body of N; a WebSocket is
/// sent `push_bytes` ten times a second, without a look at who reads. Says where it is, and runs until it is ended.
void serve_hello(std::size_t push_bytes);

}  // namespace gammafield::bench
