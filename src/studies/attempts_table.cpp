#include "studies/attempts_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "exports/text_table.h"
#include "studies/option_trades.h"

namespace gammafield::studies {
namespace {

using research::LandmarkRow;

std::string header_of(const LandmarkRow& row) {
  std::string header = "session,attempt,landmark,y,walk";
  for (const auto& feature : row.features) header += fmt::format(",{}", feature.name);
  return header + ",outcome_minutes_beyond,outcome_furthest_beyond\n";
}

void add_record(std::string& csv, const LandmarkRow& row) {
  auto attempt = exports::csv_record({row.attempt});  // its symbol comes from outside
  attempt.pop_back();
  csv += fmt::format("{},{},{},{},{}", market::to_string(row.session), attempt, row.landmark.count(),
                     row.outcome->beyond ? 1 : 0, row.walk);
  for (const auto& feature : row.features) csv += feature.value ? fmt::format(",{}", *feature.value) : ",";
  csv += fmt::format(",{},{}\n", row.outcome->minutes_beyond, row.outcome->furthest_beyond);
}

}  // namespace

base::Result<std::vector<LandmarkRow>, base::Refusal> attempts_of(const StudyPlan& plan, const GatherOptions& options) {
  if (plan.kind == StudyKind::next_day)
    return base::failure(base::Refusal{
        base::RefusalKind::usage, fmt::format("{}: a study of a daily series has no attempts at walls", plan.name)});
  auto gathered = gather(plan, options);
  if (!gathered) return base::failure(gathered.error());
  if (auto added = add_option_trades(plan, options, gathered->days); !added) return base::failure(added.error());
  return research::landmark_rows(gathered->days, {.sides = plan.sides, .bases = plan.bases}, *options.calendar);
}

std::optional<std::string> attempts_csv(std::span<const LandmarkRow> rows) {
  std::string csv;
  for (const auto& row : rows) {
    if (!row.outcome) continue;
    if (csv.empty()) csv = header_of(row);
    add_record(csv, row);
  }
  return csv.empty() ? std::nullopt : std::optional(std::move(csv));
}

}  // namespace gammafield::studies
