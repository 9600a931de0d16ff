#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "research/study_day.h"

/// What a wall is compared with: levels that owe nothing to who hedges there (docs/methods.md 7.3).
namespace gammafield::research {

enum class Baseline : std::uint8_t {
  random_price,       ///< B1: prices as far away as the wall, give or take a tenth of the expected move
  rank_2_to_5,        ///< B2: the strikes that come next by the wall's own rule
  prior_session,      ///< B3: high, low and close of the session before
  round_number,       ///< B4: the two nearest multiples of 50 (index) or 5 (fund)
  max_open_interest,  ///< B5: the strike with the most open interest of the side
  expected_move,      ///< B6: one expected move from the first price
  stale_wall,         ///< B7: the wall of a week before
  shuffled_date,      ///< B8: as far away as the walls of other days with a similar expected move
};
inline constexpr std::size_t baseline_count = 8;
[[nodiscard]] std::string_view to_string(Baseline);
[[nodiscard]] std::optional<Baseline> baseline_of(std::string_view);

struct BaselineRule {
  std::size_t draws = 200;  ///< of random_price, a day
  std::uint64_t seed = 1;
};

/// A day among the days of its symbol, and the wall that is studied there.
struct WallOfDay {
  std::span<const StudyDay> days;
  std::size_t day = 0;
  levels::Side side = levels::Side::call;
  WallBasis basis = WallBasis::net;
  double wall = 0;

  [[nodiscard]] const StudyDay& at() const { return days[day]; }
};

/// The prices to be put through the wall's machine: on the wall's side of the first price, none of them the wall's
/// strike itself (random prices may lie anywhere). Empty where the day has none. A function of the arguments alone.
[[nodiscard]] std::vector<double> baseline_levels(Baseline, const WallOfDay&, const BaselineRule&);

/// The key of a random stream of the day's own, so that no day depends on which others are studied.
[[nodiscard]] std::uint64_t key_of_day(const StudyDay&);

/// Expected moves so much alike that a distance may be borrowed from one day for the other: within a quarter.
[[nodiscard]] bool has_similar_move(const StudyDay&, const StudyDay&);

}  // namespace gammafield::research
