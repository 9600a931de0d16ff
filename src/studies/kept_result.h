#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "statistics/estimate.h"

/// A result that a run has left as JSON, as far as others than its page tell of it.
namespace gammafield::studies {

/// The comparison of a cell that was named first.
struct KeptComparison {
  std::string against;                             ///< in words: `random prices as far away`
  std::optional<statistics::Estimate> difference;  ///< none of too few days
  std::string verdict, verdict_text;               ///< `cannot_tell`, `cannot tell (would need about 230 days)`
};

struct KeptCell {
  std::vector<std::pair<std::string, std::string>> keys;
  std::string measure;
  bool primary = false;
  std::size_t days = 0;
  std::optional<double> events;                ///< of a share
  std::optional<statistics::Estimate> figure;  ///< none of nothing, and then why
  std::string figure_reason;
  std::optional<KeptComparison> first;  ///< none of a cell that was compared with nothing
};

struct KeptResult {
  std::string name, kind, title, question;
  std::string answer, tried_text;
  std::size_t comparisons_tried = 0;
  std::vector<KeptCell> cells;
  std::vector<std::pair<std::string, std::string>> choices;  ///< by the key in the study's file
  std::vector<std::string> data;                             ///< names of what was read
};

/// Of a file of schema `gammafield.study/1`. Refuses (input_rejected) in one line what is none, and one with a part
/// missing.
[[nodiscard]] base::Result<KeptResult, base::Refusal> read_kept_result(std::string_view json, std::string_view name);

/// The primary cell; null where none is.
[[nodiscard]] const KeptCell* primary_of(const KeptResult&);

/// The value of a cell's key; empty where it has none of that name.
[[nodiscard]] std::string_view key_of(const KeptCell&, std::string_view key);

}  // namespace gammafield::studies
