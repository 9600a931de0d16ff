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

base::Result<std::optional<engine::Report>, Refusal> Following::take(
    const std::shared_ptr<const ingest::LoadedChain>& loaded, const feeds::Inputs& inputs) {
  if (follower_.memory() && loaded->chain.as_of <= follower_.memory()->latest.as_of) return std::nullopt;
  auto analysis = follower_.analyse(loaded);
  if (!analysis) return base::failure(std::move(analysis.error()));
  const auto prices = watched_with(analysis->report, inputs);
  engine::Follower further = follower_;
  auto report = further.take(std::move(*analysis), prices);
  if (!report) return base::failure(std::move(report.error()));
  const auto kept =
      recorder_.record({{"live", loaded}, prices, follower_.memory(), *report, follower_.settings(), 1, 1});
  if (!kept) return base::failure(to_refusal(kept.error()));
  follower_ = std::move(further);
  return std::move(*report);
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
