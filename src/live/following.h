#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/at_spot.h"
#include "engine/follower.h"
#include "feeds/inputs.h"
#include "session/between.h"
#include "store/recorder.h"

namespace gammafield::live {

/// By what a live chain is understood.
struct Assumptions {
  engine::Settings settings;
  inventory::Evidence evidence = {};
  store::SharedCalendar calendar = market::Calendar::of(market::Exchange::us);
};

/// How a symbol stands at a price that came after its last snapshot.
struct Moved {
  std::shared_ptr<const engine::Analysis> snapshot;
  engine::Report report;  ///< at the price
};

/// One symbol while its feed is followed. What is not on disk has not happened: the memory goes on with the records, so
/// that a snapshot that could not be kept may be taken again.
class Following {
 public:
  /// After everything that the folder has of the symbol. `now`: the wall's clock. Refuses what store::memory_after
  /// does.
  [[nodiscard]] static base::Result<Following, base::Refusal> start(const std::string& symbol, const store::Folder&,
                                                                    const Assumptions&,
                                                                    std::function<market::Instant()> now);

  /// The analysis, once its Report is on disk; none: the snapshot is not later than the last one. Watched with it, and
  /// kept with it, are the prices told of the time since what was watched before, as a replay watches bars; where there
  /// are none the snapshot's own. A price that comes after a snapshot of a later time is not watched any more. Refuses
  /// (output_failed) what may mend, anything else for good.
  [[nodiscard]] base::Result<std::shared_ptr<const engine::Analysis>, base::Refusal> take(
      const std::shared_ptr<const ingest::LoadedChain>&, const feeds::Inputs&);

  /// How things stand at prices that came after the last snapshot (engine::SpotTicks, session::Between); nothing of it
  /// is kept. None: there is no snapshot of theirs yet, or they are not later.
  [[nodiscard]] std::optional<Moved> at_prices(std::span<const feeds::NewPrice>);

  /// Closes the day, so that its digest is written.
  [[nodiscard]] std::optional<base::Refusal> close();
  /// The same once its session is over; what comes of it later opens it again.
  [[nodiscard]] std::optional<base::Refusal> close_when_over();

 private:
  Following(store::Recorder recorder, engine::Follower follower)
      : recorder_(std::move(recorder)), follower_(std::move(follower)) {}
  [[nodiscard]] std::vector<session::PriceSample> watched_with(const engine::Report&, const feeds::Inputs&) const;

  store::Recorder recorder_;
  engine::Follower follower_;
  std::shared_ptr<const engine::Analysis> latest_;  ///< of the last snapshot taken
  /// Since then.
  struct Since {
    engine::SpotTicks ticks;
    session::Between between;
  };
  std::optional<Since> since_;
};

}  // namespace gammafield::live
