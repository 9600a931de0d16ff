#pragma once

#include <cstdint>

namespace gammafield::market {

enum class Right : std::uint8_t { call, put };
enum class Settlement : std::uint8_t { am, pm };  ///< opening print, or the close
enum class Exercise : std::uint8_t { european, american };

[[nodiscard]] constexpr char letter(Right right) { return right == Right::call ? 'C' : 'P'; }

}  // namespace gammafield::market
