#include "gammafield/alert_catch_up.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/replay.h"

namespace gammafield::app {
namespace {

constexpr store::RecordNumber looked_back = 2;  // records before the last one

using Reports = base::Result<std::vector<engine::Report>, base::Refusal>;

/// The Reports of the day's last records, from one that has its memory on.
Reports last_reports(store::DayReader reader, const std::string& symbol, const ChainContext& context,
                     const store::SharedCalendar& calendar) {
  const auto count = reader.count();
  if (!count) return base::failure(to_refusal(count.error()));
  if (const auto sought = reader.seek(std::max<store::RecordNumber>(1, *count - looked_back)); !sought)
    return base::failure(to_refusal(sought.error()));
  auto recorded = store::recorded([&] { return reader.next(); }, symbol, calendar);
  if (!recorded) return base::failure(to_refusal(recorded.error()));
  auto settings = context.settings;
  settings.session.watch.sampling = recorded->sampling;
  recorded->input.evidence = context.evidence;
  std::vector<engine::Report> reports;
  const auto replayed = engine::replay(std::move(recorded->input), settings,
                                       [&](const engine::ReplayStep& step) { reports.push_back(step.report); });
  if (!replayed) return base::failure(replayed.error());
  return reports;
}

}  // namespace

Outcome catch_up(AlertHost& host, const store::Folder& folder, const ChainContext& context,
                 const store::SharedCalendar& calendar) {
  for (const std::string& symbol : folder.symbols()) {
    const auto known = host.latest(symbol);
    const auto days = folder.days(symbol);
    if (!known || days.empty()) continue;
    auto reader = folder.reader(symbol, days.back());
    if (!reader) return to_refusal(reader.error());
    const auto reports = last_reports(std::move(*reader), symbol, context, calendar);
    if (!reports) return reports.error();
    const auto at = std::ranges::find(*reports, *known, &engine::Report::as_of);
    if (at == reports->end()) continue;
    for (auto next = std::next(at); next != reports->end(); ++next) host.take(*next);
  }
  return std::nullopt;
}

}  // namespace gammafield::app
