#include "engine/follower.h"

#include <utility>

namespace gammafield::engine {

Follower::Follower(Settings settings, inventory::Evidence evidence, std::optional<session::Memory> memory)
    : settings_(std::move(settings)),
      evidence_(std::make_shared<const inventory::Evidence>(std::move(evidence))),
      memory_(std::move(memory)) {}

base::Result<Analysis, base::Refusal> Follower::analyse(std::shared_ptr<const ingest::LoadedChain> loaded) const {
  Settings settings = settings_;
  std::erase_if(settings.tickets, [&](const Ticket& ticket) { return has_settled(ticket, loaded->chain); });
  return engine::analyse(std::move(loaded), *evidence_, settings);
}

base::Result<Analysis, base::Refusal> Follower::take(Analysis analysis, std::span<const session::PriceSample> prices) {
  Report& report = analysis.report;
  auto next = session::advance(
      memory_, {analysis.book, analysis.repriced, report.levels, settings_.levels, report.quality.flags}, prices,
      settings_.session);
  if (!next) return base::failure(std::move(next.error()));
  memory_ = std::move(next->memory);
  report.over_time = std::move(next->report);
  return analysis;
}

}  // namespace gammafield::engine
