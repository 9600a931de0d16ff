#pragma once

#include <cstddef>
#include <functional>

#include "kernels/leftover.h"

namespace gammafield::kernels {

/// Columns shorter than this are not worth a second thread: half of them takes about 100 us, starting one 20 to 50.
inline constexpr std::size_t shared_from = 50'000;

/// work(first, end) for all of [0, n): at once, or in one piece a thread when `threads` > 1 and n is `shared_from` or
/// more. Elements of a kernel know nothing of each other, so the results are the same to the bit; the leftovers of the
/// pieces, counted from their first element, come back as one list. `work` must not throw.
[[nodiscard]] Leftover in_pieces(std::size_t n, std::size_t threads,
                                 const std::function<Leftover(std::size_t first, std::size_t end)>& work);

}  // namespace gammafield::kernels
