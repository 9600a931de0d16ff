#include "live/following.h"

#include <utility>

namespace gammafield::live {

using base::Refusal;

base::Result<Following, Refusal> Following::start(const std::string& symbol, const store::Folder& folder,
                                                  const Assumptions& by, std::function<market::Instant()> now) {
  auto memory = store::memory_after(folder, symbol, by.settings, by.evidence, by.calendar);
  if (!memory) return base::failure(std::move(memory.error()));
  return Following{store::Recorder{folder, std::move(now)},
                   engine::Follower{settings_for(by.settings, symbol), by.evidence, std::move(*memory)}};
}

std::vector<session::PriceSample> Following::watched_with(const engine::Report& report,
                                                          const feeds::Inputs& inputs) const {
  std::vector<session::PriceSample> prices;
  if (const auto& memory = follower_.memory()) {
    for (const feeds::NewPrice& each : inputs.prices_between(memory->watched_until, report.as_of))
      prices.push_back({each.at, each.price});
  } else if (const auto last = inputs.last_price(report.as_of);
             last && report.calendar->session_of(last->at) == report.calendar->session_of(report.as_of)) {
    prices.push_back({last->at, last->price});
  }
  if (prices.empty()) prices.push_back({report.as_of, report.spot});
  return prices;
}

base::Result<std::shared_ptr<const engine::Analysis>, Refusal> Following::take(
    const std::shared_ptr<const ingest::LoadedChain>& loaded, const feeds::Inputs& inputs) {
  if (follower_.memory() && loaded->chain.as_of <= follower_.memory()->latest.as_of) return nullptr;
  auto analysis = follower_.analyse(loaded);
  if (!analysis) return base::failure(std::move(analysis.error()));
  const auto prices = watched_with(analysis->report, inputs);
  engine::Follower further = follower_;
  auto taken = further.take(std::move(*analysis), prices);
  if (!taken) return base::failure(std::move(taken.error()));
  const auto kept =
      recorder_.record({{"live", loaded}, prices, follower_.memory(), taken->report, follower_.settings(), 1, 1});
  if (!kept) return base::failure(to_refusal(kept.error()));
  follower_ = std::move(further);
  latest_ = std::make_shared<const engine::Analysis>(std::move(*taken));
  since_.reset();
  return latest_;
}

std::optional<Moved> Following::at_prices(std::span<const feeds::NewPrice> prices) {
  std::vector<session::PriceSample> later;
  for (const feeds::NewPrice& each : prices)
    if (latest_ && each.at > latest_->report.as_of) later.push_back({each.at, each.price});
  if (later.empty()) return std::nullopt;
  if (!since_) since_.emplace(Since{engine::SpotTicks{latest_}, {*follower_.memory(), *latest_->report.over_time}});
  Moved moved{latest_, since_->ticks.at(later.back().price, later.back().at)};
  moved.report.over_time =
      since_->between.take(later, moved.report.levels, moved.report.settings.levels, *moved.report.calendar);
  return moved;
}

std::optional<Refusal> Following::close() {
  const auto closed = recorder_.close();
  return closed ? std::nullopt : std::optional{to_refusal(closed.error())};
}

std::optional<Refusal> Following::close_when_over() {
  const auto closed = recorder_.close_when_over();
  return closed ? std::nullopt : std::optional{to_refusal(closed.error())};
}

}  // namespace gammafield::live
