#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "statistics/bootstrap.h"
#include "statistics/estimate.h"
#include "statistics/panel.h"

/// From what was measured to what may be said of it (docs/methods.md 7.4). Every study ends here, so that each is
/// judged alike.
namespace gammafield::research {

/// A figure that chance alone would leave at zero, by days.
struct MeasuredComparison {
  std::string against;  ///< `random_price`, `walk`, ...
  statistics::Column difference;
  std::optional<std::size_t> days = std::nullopt;  ///< that bear it, where they are fewer than the column's
};

/// One cell of a study: what was looked at, and what it is compared with.
struct MeasuredCell {
  std::vector<std::pair<std::string, std::string>> keys;  ///< `symbol: SPX`, `side: call`, ...
  bool primary = false;                                   ///< named before anything was looked at; one a study
  std::string measure;                                    ///< `hit_rate`, `slope`, ...
  bool is_share = false;                                  ///< of events: its interval is Wilson's
  statistics::Column figure;
  std::vector<std::pair<std::string, double>> counts;  ///< what else was counted: touches, undecided, ...
  std::vector<MeasuredComparison> comparisons;
};

/// What the interval allows one to say.
enum class Verdict : std::uint8_t {
  differs,        ///< more than chance leaves, with every cell that was tried taken into account
  no_difference,  ///< none is seen, and one of the size that matters would have been
  cannot_tell,    ///< neither: too little data
};
[[nodiscard]] std::string_view to_string(Verdict);

struct Comparison {
  std::string against;
  std::optional<statistics::Tested> tested;  ///< none of fewer days than are asked for, nor where one or two of
                                             ///< them make nearly all of it: the interval is no guide
  std::size_t days_with = 0;
  double p_adjusted = 1;              ///< Benjamini-Hochberg, over all but the primary
  std::optional<double> detectable;   ///< the least difference found with a power of 80 %
  std::optional<double> days_needed;  ///< for a difference of the size that matters
  Verdict verdict = Verdict::cannot_tell;
};

struct Cell {
  std::vector<std::pair<std::string, std::string>> keys;
  bool primary = false;
  std::string measure;
  bool is_share = false;
  std::size_t days = 0;
  double weight = 0;                           ///< events, of a share
  std::optional<statistics::Estimate> figure;  ///< none of nothing
  std::vector<std::pair<std::string, double>> counts;
  std::vector<Comparison> comparisons;
};

struct InferenceRule {
  statistics::BootstrapRule bootstrap;
  double matters = 0.10;            ///< the smallest difference of interest, in the measure's unit
  std::size_t fewest_days = 20;     ///< that bear a comparison; with fewer nothing is said
  double size = 0.05;               ///< of the primary comparison, and of p_max
  double false_discoveries = 0.10;  ///< q of Benjamini-Hochberg
};

/// What picking the best of the cells would show by luck alone.
struct Selection {
  std::size_t cells = 0;          ///< shares that were tried
  std::uint64_t events = 0;       ///< the median of theirs
  double rate = 0.5;              ///< each one's true share
  double best_half_the_time = 0;  ///< the best reaches at least this with a probability of a half or more
};

struct Findings {
  std::vector<Cell> cells;
  std::size_t comparisons_tried = 0;
  std::optional<Selection> selection;  ///< none where fewer than two shares were tried
};

/// All comparisons of a study at once: the same resampled days for each, so that several cells of one day stay
/// together.
[[nodiscard]] Findings findings(const std::vector<MeasuredCell>&, const InferenceRule&,
                                const std::function<void(double done)>& progress = {});

}  // namespace gammafield::research
