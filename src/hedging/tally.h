#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hedging/estimate.h"
#include "hedging/level_watch.h"
#include "hedging/world.h"

namespace gammafield::hedging {

/// What is kept of many paths: sums, and the fan's spots of the first paths. Two of them merge into one.
struct Tally {
  /// Paths whose spots the fan's quantiles are taken of: enough for its 5 % to be true to a third of a percent.
  static constexpr std::uint64_t fan_paths = 4096;

  struct LevelTally {
    std::array<std::uint64_t, 2> touched = {}, held = {}, broken = {}, beyond = {};  ///< with dealers, without
    Moments touches, races, ends;
  };
  struct DealerTally {
    std::array<Moments, 9> parts;  ///< of Attribution's eight in order, and of (trades, turnover); powers 1 to 4 each
  };
  struct Bin {
    double bought = 0, sold = 0;
    std::uint64_t steps = 0;
  };

  std::uint64_t paths = 0, path_steps = 0, overshoots = 0;
  std::array<std::uint64_t, 2> pinned = {};
  Moments variance, ends, correlation, pins, lows, highs;
  double largest_imbalance = 0;
  std::vector<LevelTally> levels;
  std::vector<DealerTally> dealers;
  std::vector<Bin> bins;
  std::vector<float> fan;  ///< path by path: ln(spot / start) at each of the fan's minutes, with and without by turns

  void merge(Tally&&);
};

/// The steps at whose ends the fan is drawn; at most 66, the last included.
[[nodiscard]] std::vector<std::size_t> fan_steps(std::size_t steps);
/// Where the flow's bins lie, ln from the start.
struct BinRange {
  double low = 0, width = 0;
  static constexpr std::size_t count = 80;
};
[[nodiscard]] BinRange bin_range(const Scenario&);

/// Watches a block of paths and leaves their tally.
class Teller : public Watcher {
 public:
  Teller(const Scenario&, std::uint64_t first, std::size_t paths);
  void stepped(const StepFacts&) override;
  /// To be called once, after the run.
  [[nodiscard]] Tally told(World&);

 private:
  struct Side {
    double square = 0, product = 0, last = 0, lowest = 0, highest = 0, end = 0;
    std::vector<LevelWatch> watches;
    void see(double log_return, double from_start);
  };
  struct PathTally {
    std::array<Side, 2> sides;  ///< with dealers, without
  };
  void tell_path(PathTally&, Tally&) const;
  void tell_levels(const PathTally&, Tally&) const;
  void tell_dealers(World&, std::size_t place, Tally&) const;

  const Scenario& scenario_;
  std::uint64_t first_;
  std::vector<PathTally> paths_;
  std::vector<std::size_t> fan_steps_;
  std::vector<bool> in_fan_;
  BinRange range_;
  Tally tally_;
};

}  // namespace gammafield::hedging
