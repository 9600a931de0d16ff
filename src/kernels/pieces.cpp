#include "kernels/pieces.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace gammafield::kernels {

Leftover in_pieces(std::size_t n, std::size_t threads,
                   const std::function<Leftover(std::size_t first, std::size_t end)>& work) {
  if (threads <= 1 || n < shared_from) return work(0, n);
  constexpr std::size_t whole_lines = 8;  // no two threads write to one cache line of an aligned column
  const std::size_t piece = (n / threads / whole_lines + 1) * whole_lines;
  std::vector<Leftover> parts((n + piece - 1) / piece);
  {
    std::vector<std::jthread> others;
    for (std::size_t k = 1; k < parts.size(); ++k)
      others.emplace_back([&, k] { parts[k] = work(k * piece, std::min((k + 1) * piece, n)); });
    parts[0] = work(0, std::min(piece, n));
  }
  for (std::size_t k = 1; k < parts.size(); ++k) parts[0].append(parts[k], k * piece);
  return std::move(parts[0]);
}

}  // namespace gammafield::kernels
