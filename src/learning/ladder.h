#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learning/auc.h"
#include "learning/calibration.h"
#include "learning/day_auc.h"
#include "statistics/bootstrap.h"

/// A ladder of models, each richer than the one below, judged by forecasts they made out of sample. A richer one is
/// taken only if it beats the reference: here the model that knows nothing but the walk.
namespace gammafield::learning {

struct Rung {
  std::string name;
  std::vector<double> forecasts;  ///< in [0, 1], one a case
};

struct LadderCases {
  std::vector<std::uint32_t> days;  ///< of each case, 0 the first, each next day one more
  std::vector<std::uint8_t> outcomes;
  std::vector<Rung> rungs;
  std::size_t reference = 0;  ///< the rung to be beaten
};

struct LadderRule {
  statistics::BootstrapRule bootstrap;
  std::size_t bins = 10;  ///< of the calibration
  std::size_t days_min = 20;
  std::size_t each_outcome_min = 10;
  double worthwhile = 0.01;  ///< improvement of the mean log loss, in nats, that would be worth a richer model
};

struct RungJudged {
  std::string name;
  std::optional<Auc> auc;
  std::optional<statistics::Estimate> auc_by_days;
  double brier = 0, log_loss = 0;
  BrierParts brier_parts;
  std::vector<ReliabilityBin> reliability;  ///< bins of equal count
  double calibration_error = 0;
  std::optional<Recalibration> recalibration;
};

/// The leakage test, of a ladder whose models were trained and judged on outcomes drawn by lot (the tool's --shuffle):
/// nothing could be learned, so the area must be .50. Whether its interval by days leaves that out, as it does by
/// chance as often as the confidence lacks to 1: then some forecast saw what it was judged by. Shuffling outcomes after
/// the training would find nothing out: within a day, a good score keeps an area above .50, for the days with high
/// scores are those with more that happened; across days, any score has .50.
[[nodiscard]] bool leaks(const RungJudged& of_outcomes_drawn_by_lot);

enum class Verdict : std::uint8_t {
  accepted,     ///< beats the reference out of sample
  not_better,   ///< does not, and if it is better at all, then by less than is worthwhile
  cannot_tell,  ///< too few cases
};
[[nodiscard]] std::string_view to_string(Verdict);  ///< "accepted", "not better", "cannot tell"

struct AgainstReference {
  std::string name;
  std::optional<AucDifference> auc;                 ///< rung less reference
  std::optional<statistics::Estimate> auc_by_days;  ///< the same, by days
  std::optional<statistics::Tested> log_loss;       ///< reference less rung, by days: above 0, the rung is better
  Verdict verdict = Verdict::cannot_tell;
  /// Where it cannot be told: the days that find a worthwhile improvement of the log loss, at 80 % power. None where
  /// nothing varies, and where there are as many days already: then it is the areas, or the rarer outcome, that fall
  /// short.
  std::optional<double> days_needed;
};

struct Ladder {
  std::size_t cases = 0, happened = 0, days = 0;  ///< days with a case
  std::vector<RungJudged> rungs;
  std::vector<AgainstReference> against;  ///< of every other rung, in their order
};

/// Accepted: at least days_min days and each_outcome_min cases of either outcome; the interval of the improvement of
/// the log loss lies above 0, by days; and so do both intervals of the difference of the areas, DeLong's and by days.
/// All of them, because the log loss alone can be won by mending the reference's calibration, the area alone by an
/// order of forecasts that mean nothing, and DeLong's takes the cases of a day for independent.
/// Not better: as many days and cases, and the interval of the improvement ends below what is worthwhile. What is
/// neither cannot be told. Requires a forecast of each rung for each case, at least one case, reference < rungs.
[[nodiscard]] Ladder judge(const LadderCases&, const LadderRule&);

}  // namespace gammafield::learning
