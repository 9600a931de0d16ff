#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

/// Vector kernels over plain columns of doubles: the hot loops of the floors above. Each is compiled once for every
/// instruction set of `Target`, and the processor's best is chosen at run time. An element's result never depends on
/// its place in the column or on the column's length. Knows no finance but formulas; bare doubles are allowed.
namespace gammafield::kernels {

/// The instruction sets kernels are compiled for, best first. baseline: what every processor of this architecture has,
/// without fused multiply-add.
enum class Target : std::uint8_t { avx512, avx2, baseline };
[[nodiscard]] std::string_view to_string(Target);

/// Those this processor can run; never empty, `baseline` is last.
[[nodiscard]] std::vector<Target> supported_targets();

/// While it lives every kernel of the process runs on this target. For tests and benchmarks only: not for use while
/// other threads run kernels, and not nested. Requires a supported target.
class ForcedTarget {
 public:
  explicit ForcedTarget(Target);
  ~ForcedTarget();
  ForcedTarget(const ForcedTarget&) = delete;
  ForcedTarget& operator=(const ForcedTarget&) = delete;
};

/// The target that a kernel called now would run on.
[[nodiscard]] Target chosen_target();

}  // namespace gammafield::kernels
