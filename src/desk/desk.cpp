#include "desk/desk.h"

#include <utility>

namespace gammafield::desk {

SharedStanding Desk::publish(std::shared_ptr<const engine::Analysis> snapshot, Moment now) {
  const std::uint64_t sequence = next_sequence(snapshot->report.symbol);
  return keep(std::make_shared<const Standing>(std::move(snapshot), sequence, now));
}

SharedStanding Desk::publish(std::shared_ptr<const engine::Analysis> snapshot, engine::Report moved, Moment now) {
  const std::uint64_t sequence = next_sequence(moved.symbol);
  return keep(std::make_shared<const Standing>(std::move(snapshot), std::move(moved), sequence, now));
}

std::uint64_t Desk::next_sequence(const std::string& symbol) const {
  const auto before = standing(symbol);
  return before ? before->sequence() + 1 : 1;
}

SharedStanding Desk::keep(SharedStanding standing) {
  const std::lock_guard lock{mutex_};
  standings_[standing->report().symbol] = standing;
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
