#include "desk/desk.h"

#include <utility>

namespace gammafield::desk {

SharedStanding Desk::publish(std::shared_ptr<const engine::Analysis> analysis, Moment now) {
  const std::string symbol = analysis->report.symbol;
  const auto before = standing(symbol);
  const std::uint64_t sequence = before ? before->sequence() + 1 : 1;
  auto standing = std::make_shared<const Standing>(std::move(analysis), sequence, now);
  const std::lock_guard lock{mutex_};
  standings_[symbol] = standing;
  return standing;
}

void Desk::watch(const engine::Report& report) {
  const std::lock_guard lock{mutex_};
  days_[report.symbol].take(report);
}

void Desk::tell_sources(std::vector<SourceState> sources) {
  const std::lock_guard lock{mutex_};
  sources_ = std::move(sources);
}

SharedStanding Desk::standing(std::string_view symbol) const {
  const std::lock_guard lock{mutex_};
  const auto found = standings_.find(symbol);
  return found == standings_.end() ? nullptr : found->second;
}

std::optional<engine::DaySoFar> Desk::day(std::string_view symbol) const {
  const std::lock_guard lock{mutex_};
  const auto found = days_.find(symbol);
  return found == days_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<SharedStanding> Desk::all() const {
  const std::lock_guard lock{mutex_};
  std::vector<SharedStanding> all;
  for (const auto& [symbol, standing] : standings_) all.push_back(standing);
  return all;
}

std::vector<SourceState> Desk::sources() const {
  const std::lock_guard lock{mutex_};
  return sources_;
}

}  // namespace gammafield::desk
