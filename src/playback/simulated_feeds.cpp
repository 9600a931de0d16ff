#include "playback/simulated_feeds.h"

#include <algorithm>
#include <memory>

#include "ingest/read_chain.h"
#include "simulate/vendor_files.h"

namespace gammafield::playback {

using feeds::Answer;
using std::chrono::floor;
using std::chrono::minutes;

base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal> chain_of(
    const simulate::SimulatedSession& session, market::Instant at) {
  ingest::ReadOptions options;
  if (at.time_since_epoch() % std::chrono::minutes{1} != std::chrono::seconds{0})
    options.as_of = at;  // the file says minutes
  auto read = ingest::read_chain(simulate::to_quotedata(session.chain_at(at)), options, "simulate");
  if (!read) return base::failure(std::move(read.error()));
  return std::make_shared<const ingest::LoadedChain>(std::move(read->front()));
}

Answer SimulatedChains::ask(feeds::Moment now) {
  const auto& times = session_.times();
  const auto after = std::ranges::upper_bound(times, played_(now));
  if (after == times.begin() || *std::prev(after) == last_) return feeds::Unchanged{};
  const market::Instant at = *std::prev(after);
  auto chain = chain_of(session_, at);
  if (!chain) return feeds::Trouble{feeds::TroubleKind::unreadable, chain.error().message};
  last_ = at;
  return feeds::NewChain{std::move(*chain)};
}

Answer SimulatedPrices::ask(feeds::Moment now) {
  const market::Instant at = std::min(played_(now), session_.times().back());
  if (at <= last_) return feeds::Unchanged{};
  feeds::NewPrices told;
  // walls are watched by the minute: none is left out, however fast the day is played and whatever it skips
  const auto since = last_ == market::Instant{} ? at : last_;
  for (market::Instant minute = floor<minutes>(since) + minutes{1}; minute < at; minute += minutes{1})
    told.prices.push_back({symbol_, session_.spot_at(minute), minute});
  told.prices.push_back({symbol_, session_.spot_at(at), at});
  last_ = at;
  return told;
}

}  // namespace gammafield::playback
