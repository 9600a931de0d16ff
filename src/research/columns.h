#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "market/date.h"
#include "research/baseline.h"
#include "research/finding.h"
#include "statistics/panel.h"

/// Columns of days, filled as studies go through them.
namespace gammafield::research {

[[nodiscard]] statistics::Column empty_column(std::size_t days);
/// Requires the session among them.
[[nodiscard]] std::size_t row_of(std::span<const market::Date> sessions, market::Date session);
void add_to(statistics::Column&, std::size_t row, double sum, double weight);
/// Days on which the column has anything.
[[nodiscard]] std::size_t days_in(const statistics::Column&);
[[nodiscard]] double total(std::span<const double>);

/// Of two shares, each over all days that have it, the first less the second as a figure of N days of one or both:
/// P - Q = sum h / n - sum g / m is the mean of N [(h_d - R n_d) / n - (g_d - R m_d) / m], whatever R is; with R the
/// share of both taken together that is how a day moves the difference where there is none (Taylor linearisation,
/// Woodruff 1971, as a score). A share's own P would leave no spread where nearly all held. Days of both alone would
/// not do: a level farther off is touched where price went on beyond the nearer one. Empty weights where one has no
/// day.
[[nodiscard]] MeasuredComparison shares_compared(std::string against, const statistics::Column& first,
                                                 const statistics::Column& second);

/// The cell's figure against the levels of each baseline, in turn.
void compare_shares(MeasuredCell&, std::span<const Baseline>, std::span<const statistics::Column> of_levels);

/// Each value's rank among all of them, from 0 to 1; equals have the mean of theirs.
[[nodiscard]] std::vector<double> ranks_of(std::span<const double>);

/// One observation of a regression, on its day.
struct Observation {
  std::size_t row = 0;
  double y = 0, x = 0;
  std::vector<double> controls = {};  ///< as many in each
};

/// How x is spread: between two ends, as ranks and yes or no are, or with tails in which single days pull the line.
enum class Spread : std::uint8_t { bounded, tailed };

/// The coefficient of x in the least squares of y on an intercept, x and the controls, as a figure of days: with what
/// the others leave of x and of y, sum(x y) / sum(x x) (Frisch and Waugh 1933). So that it is resampled by days like
/// any other figure. What a day of a tailed x adds to the error is divided by the square root of what its own pull
/// leaves (after MacKinnon and White 1985, HC2): without it slopes of 30 to 60 days of returns reject a true null in 6
/// to 7 of 100 cases at 5 %, with it in 4 to 5; ranks need none, and would be tested too rarely with it. Empty weights
/// where there are fewer observations than coefficients and two, or the others make up x.
[[nodiscard]] statistics::Column coefficient_column(std::span<const Observation>, std::size_t days, Spread);

}  // namespace gammafield::research
