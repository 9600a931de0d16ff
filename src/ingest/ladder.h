#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "market/date.h"
#include "market/units.h"

namespace gammafield::ingest {

/// Remembers how far up the strikes of each expiry go, in the order of the file, to notice a table that ends too early.
class LadderWatch {
 public:
  void saw(std::string_view root, market::Date expiry, market::Strike);

  /// Why the last expiry looks cut; none when nothing speaks for it, or the file is not in the order of its expiries.
  /// Signs: its strikes end below spot, or below 0.9 of the median of the other expiries' highest strikes (complete
  /// Cboe files of 2022 to 2025: 0.94 at the least).
  [[nodiscard]] std::optional<std::string> sign_of_cut(std::optional<market::Spot>) const;

 private:
  struct Ladder {
    std::string root;
    market::Date expiry;
    double top = 0;
  };
  [[nodiscard]] std::optional<double> median_of_others(const Ladder& last) const;

  std::vector<Ladder> ladders_;
  std::size_t last_ = 0;
};

}  // namespace gammafield::ingest
