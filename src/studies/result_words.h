#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "research/finding.h"
#include "studies/result.h"

/// What a study came to as words, in one place. A share and its differences are told in per cent and in points, any
/// other figure in its measure's own unit; as many decimals as the interval's width deserves. A minus is U+2212.
namespace gammafield::studies {

/// The result as it may be shown: names of baselines and measures are words, and every text has passed through `as`,
/// which makes it harmless where it is going. Estimates and points that are not finite are left out.
[[nodiscard]] StudyResult told(StudyResult, std::string (*as)(std::string_view));

/// Why a cell without a figure has none.
[[nodiscard]] std::string_view no_figure_text(const research::Cell&);
[[nodiscard]] std::string figure_text(const research::Cell&);                           ///< `56 % (37 to 73 %)`
[[nodiscard]] std::string difference_text(const research::Comparison&, bool is_share);  ///< `+5 points (−14 to +24)`
[[nodiscard]] std::string size_text(double difference, bool is_share);                  ///< `10 points`, `0.05`
[[nodiscard]] std::string number_text(double);  ///< three digits: `0.0123`, `410`
[[nodiscard]] std::string count_text(double);   ///< `1234`; not a whole one as a number
[[nodiscard]] std::string p_text(double);       ///< `0.034`, `<0.001`

/// `differs`, `no difference of that size`, `cannot tell (would need about 410 days)`.
[[nodiscard]] std::string verdict_text(const research::Comparison&, const research::InferenceRule&);

/// What else was counted: `touches 40, undecided 3`.
[[nodiscard]] std::string counts_text(const research::Cell&);

/// The values of its keys: `SPX · call · net`; `all` without keys.
[[nodiscard]] std::string cell_name(const research::Cell&);
/// `symbol · side · basis` where all cells have these keys; `cell` otherwise.
[[nodiscard]] std::string keys_text(const research::Findings&);

/// The comparison that was named before anything was looked at: the first of the primary cell.
[[nodiscard]] bool is_primary(const research::Cell&, const research::Comparison&);
[[nodiscard]] std::vector<const research::Cell*> primary_first(const research::Findings&);

/// One sentence about the primary comparison, or why there is none. Of a told result, like all that follow.
[[nodiscard]] std::string answer(const StudyResult&);
/// How many comparisons were tried, and what the best of so many cells shows by luck.
[[nodiscard]] std::string tried_sentence(const StudyResult&);
/// What p, its companions, the intervals and the verdicts are.
[[nodiscard]] std::vector<std::string> reading_notes(const StudyResult&);

/// `no chain` and the days that were left out for it, in the order met.
struct LeftOutFor {
  std::string reason;
  std::vector<std::string> days;  ///< `SPX 2026-08-12`
};
[[nodiscard]] std::vector<LeftOutFor> left_out_by_reason(const StudyResult&);

/// The table of trades: symbol, when entered and left, gross, cost and net in per cent, why entered and why left.
[[nodiscard]] std::vector<std::string> trade_heads();
inline constexpr std::size_t trades_shown = 40;  ///< the JSON has them all
[[nodiscard]] std::vector<std::string> trade_cells(const Trading&);

inline constexpr std::string_view not_advice = "Not advice: what was, in these data, and how sure one can be of it.";

}  // namespace gammafield::studies
