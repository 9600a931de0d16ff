#include "desk/desk.h"

#include <utility>

namespace gammafield::desk {

SharedStanding Desk::publish(std::shared_ptr<const engine::Analysis> snapshot, Moment now) {
  const std::uint64_t sequence = next_sequence(snapshot->report.symbol);
  keep_prices_after(snapshot->report);
  views_.forget_before(snapshot->report.symbol, snapshot->report.as_of);
  return keep(std::make_shared<const Standing>(std::move(snapshot), sequence, now));
}

SharedStanding Desk::publish(std::shared_ptr<const engine::Analysis> snapshot, engine::Report moved, Moment now) {
  const std::uint64_t sequence = next_sequence(moved.symbol);
  keep_price(moved);
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

/// Those up to the snapshot are recorded with it.
void Desk::keep_prices_after(const engine::Report& snapshot) {
  const std::lock_guard lock{mutex_};
  std::erase_if(newest_[snapshot.symbol], [&](const auto& each) { return each.at <= snapshot.as_of; });
}

void Desk::keep_price(const engine::Report& moved) {
  const std::lock_guard lock{mutex_};
  auto& prices = newest_[moved.symbol];
  if (prices.size() == prices_max) prices.pop_front();
  prices.push_back({moved.as_of, moved.spot});
}

std::vector<session::PriceSample> Desk::newest_prices(std::string_view symbol) const {
  const std::lock_guard lock{mutex_};
  const auto found = newest_.find(symbol);
  if (found == newest_.end()) return {};
  return {found->second.begin(), found->second.end()};
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
