#include <algorithm>

#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "engine/report_json.h"
#include "exports/clean_text.h"
#include "exports/numerals.h"
#include "market/spot_source.h"

namespace gammafield::brief {
namespace {

std::string counts_text(const engine::Counts& counts) {
  std::string text;
  for (const auto& [reason, number] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, words(reason));
  return text;
}

/// How long after its session's own end a chain still is the last there is.
std::optional<std::string> age_warning(const engine::Report& report, market::Instant now) {
  const auto& calendar = *report.calendar;
  if (now < report.as_of) return "The data is of a time to come: look at the clock.";
  const auto begun = calendar.session_of(now);
  const auto age = std::chrono::duration_cast<std::chrono::hours>(now - report.as_of).count();
  if (begun > report.session)
    return fmt::format("OLD: the data is of {}, {} hours ago, and the session of {} has begun since.",
                       day(report.session), age, day(begun));
  return std::nullopt;
}

}  // namespace

std::vector<std::string> warnings_of(const engine::Report& report, std::optional<market::Instant> now) {
  std::vector<std::string> warnings;
  if (now) {
    if (auto old = age_warning(report, *now)) warnings.push_back(std::move(*old));
  }
  if (!(report.levels.totals.gross_gex.value() > 0))
    warnings.push_back("No exposure: no priced contract with open interest, and so no level.");
  constexpr double little = 0.9;  // of open interest: levels may stand on what is missing
  if (report.quality.contracts > 0 && report.quality.coverage_oi < little)
    warnings.push_back(fmt::format("Only {} of the open interest could be used.", share(report.quality.coverage_oi)));
  return warnings;
}

Section data_section(const engine::Report& report) {
  const auto& quality = report.quality;
  Section section{.key = "data", .heading = "The data"};
  section.lines.push_back(fmt::format("{} of {} contracts used, {:.1f} % of live open interest.",
                                      exports::grouped_integer(static_cast<double>(quality.used)),
                                      exports::grouped_integer(static_cast<double>(quality.contracts)),
                                      100 * quality.coverage_oi));
  section.lines.push_back(report.oi_date
                              ? fmt::format("Open interest as of the close of {}: what was opened since is not in it.",
                                            day(*report.oi_date))
                              : "Open interest of a moment that the file does not tell.");
  section.lines.push_back(
      fmt::format("Spot {} from {}.", price(report.spot.value()), market::to_string(report.spot_source)));
  section.in_short = section.lines;
  const auto left_out = counts_text(quality.rejected), unpriced = counts_text(quality.unpriced);
  if (!left_out.empty()) section.lines.push_back("Rejected: " + left_out + ".");
  if (!unpriced.empty()) section.lines.push_back("Not priced: " + unpriced + ".");
  for (const auto& flag : quality.flags) section.items.push_back(flag.code + ": " + flag.detail);
  return section;
}

std::string convention_of(const engine::Report& report) {
  const auto model = report.settings.positioning.model();
  const bool naive = model == exposure::PositioningModel::naive;
  return fmt::format(
      "Convention: positioning {}{}; who holds which side is inferred, not observed. Positive: hedging trades "
      "against moves; negative: with them. Preset {}. Context, not a signal and not advice. Gammafield {}.",
      to_string(model), naive ? " (dealers long calls, short puts)" : "",
      report.settings.preset.empty() ? "none" : report.settings.preset, engine::version());
}

Brief cleaned(Brief brief) {
  const auto all = [](std::vector<std::string>& texts) {
    for (auto& text : texts) text = exports::clean(text);
  };
  brief.title = exports::clean(brief.title);
  brief.when = exports::clean(brief.when);
  brief.convention = exports::clean(brief.convention);
  all(brief.warnings);
  for (Section& section : brief.sections) {
    all(section.lines);
    all(section.items);
    all(section.in_short);
    if (!section.table) continue;
    for (auto& row : section.table->rows) {
      for (Cell& cell : row) cell.text = exports::clean(cell.text);
    }
  }
  return brief;
}

}  // namespace gammafield::brief
