#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/settings.h"
#include "market/date.h"
#include "research/baseline.h"
#include "research/finding.h"
#include "research/judged.h"
#include "research/sheet.h"
#include "research/study_day.h"
#include "strategies/study.h"

/// A study as its file says it (docs/research.md).
namespace gammafield::studies {

enum class StudyKind : std::uint8_t {
  hit_rate,      ///< research/hit_rate.h
  break_labels,  ///< research/break_labels.h
  pinning,       ///< research/day_figures.h
  volatility,
  last_half_hour,
  strength,
  hysteresis,  ///< research/wall_choice.h
  published,
  inside,    ///< research/inside_walls.h
  next_day,  ///< research/daily_series.h
  strategy,  ///< strategies/study.h
};
[[nodiscard]] std::string_view to_string(StudyKind);
[[nodiscard]] std::optional<StudyKind> study_kind_of(std::string_view);

/// A file of one figure a day, as vendors publish them, and the names of its columns.
struct SeriesSource {
  std::string file, date = "date", price = "price", gex = "gex";
  int known_after_sessions = 0;  ///< of the figure: 0 before the next session
};

/// Where levels and prices come from; names of files are relative to the data folder and may hold * and ?.
struct Sources {
  std::vector<std::string> chains;                         ///< chain files of any feed
  std::string recordings;                                  ///< a folder of `gammafield record`; it brings prices too
  std::vector<std::string> published;                      ///< levels that somebody published
  std::map<std::string, std::vector<std::string>> prices;  ///< by symbol
  std::vector<std::string> trades;                         ///< of options, with the quote at each: inventory/prints.h
  std::string vix, events;                                 ///< of strategies: studies/context.h; empty: none
  std::optional<SeriesSource> series;
};

struct StudyPlan {
  std::string name;  ///< the file's, without its extension
  StudyKind kind = StudyKind::hit_rate;
  std::string title, question;
  std::vector<std::string> symbols;
  std::optional<market::Date> from, to;  ///< sessions; both ends count
  std::vector<levels::Side> sides{levels::Side::call, levels::Side::put};
  std::vector<research::WallBasis> bases{research::WallBasis::net};
  std::vector<research::HitRule> rules{research::HitRule::race};
  std::vector<research::Baseline> baselines;  ///< the first is the primary's
  std::vector<double> thresholds{0, 0.05, 0.10, 0.20};
  research::RaceRule race;
  research::JoinRule join;
  research::BaselineRule baseline;
  research::InferenceRule inference;
  std::vector<std::string> settings;   ///< `KEY=VALUE` of the option registry
  strategies::StrategyStudy strategy;  ///< its basis, draws and seed are those above
  Sources sources;
};

/// Refuses (usage) in one line, with the file and the line, what is no study.
[[nodiscard]] base::Result<StudyPlan, base::Refusal> read_study(std::string_view text, std::string_view name);

/// What was chosen, key by key as the file would have it, defaults too.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> choices_of(const StudyPlan&);

}  // namespace gammafield::studies
