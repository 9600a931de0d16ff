#include "strategies/iv_percentile.h"

#include <algorithm>

namespace gammafield::strategies {

std::optional<double> iv_percentile(std::span<const research::StudyDay> days, std::size_t day) {
  const auto& today = days[day].sheet.session_move;
  if (day < sessions_of_a_year || !today) return std::nullopt;
  const auto year = days.subspan(day - sessions_of_a_year, sessions_of_a_year);
  if (!std::ranges::all_of(year, [](const auto& each) { return each.sheet.session_move.has_value(); }))
    return std::nullopt;
  const auto lower = std::ranges::count_if(year, [&](const auto& each) { return *each.sheet.session_move < *today; });
  return 100 * static_cast<double>(lower) / static_cast<double>(sessions_of_a_year);
}

}  // namespace gammafield::strategies
