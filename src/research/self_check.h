#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "research/world.h"
#include "statistics/proportion.h"

/// Does the instrument find nothing where there is nothing (docs/methods.md 7.8)?
namespace gammafield::research {

struct SelfCheckRule {
  std::size_t worlds = 500;
  WorldKind kind = WorldKind::walk;
  bool permuted = false;  ///< permuted_walls of each world
  std::size_t days = 60;
  std::optional<SymbolDays> prices = {};  ///< instead of made-up ones (research/real_prices.h); only levels are made up
  std::size_t resamples = 999;
  std::uint64_t seed = 1;
  std::size_t threads = 1;
  std::function<void(std::size_t done, std::size_t of)> progress;  ///< told by one thread at a time
};

/// One test over all worlds.
struct NullTest {
  std::string name;            ///< `hit_rate call net race / random_price`
  std::size_t tested = 0;      ///< worlds that had days enough
  std::size_t rejected = 0;    ///< of these, at 5 %
  statistics::CountBand band;  ///< where 99 % of such counts lie if 5 % is true
  [[nodiscard]] bool in_band() const { return rejected >= band.low && rejected <= band.high; }
};

struct SelfCheck {
  std::vector<NullTest> tests;                   ///< of those that half of the worlds or more could make
  double real = 0, fake = 0, indeterminate = 0;  ///< shares of labels at both walls
};

/// Every kind of study on worlds where no level means anything. The same for any number of threads.
[[nodiscard]] SelfCheck self_check(const SelfCheckRule&);

}  // namespace gammafield::research
