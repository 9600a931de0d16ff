#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/replay.h"
#include "store/folder.h"

/// From the engine to the folder and back.
namespace gammafield::store {

/// Keeps one symbol's steps, each in the file of its session.
class Recorder {
 public:
  /// `now`: the wall's clock.
  Recorder(Folder folder, std::function<market::Instant()> now) : folder_(std::move(folder)), now_(std::move(now)) {}

  /// On disk when it returns true; false: that session's file is as far already, nothing was done.
  [[nodiscard]] Stored<bool> record(const engine::ReplayStep&);
  /// Closes the day, so that its digest is written.
  [[nodiscard]] Stored<void> close();
  /// The same once its session is over (session_end.h) and nothing has come of it for a while; true: now. A later
  /// record opens it again.
  [[nodiscard]] Stored<bool> close_when_over();

 private:
  [[nodiscard]] Stored<void> turn_to(const market::ChainSnapshot&);

  Folder folder_;
  std::function<market::Instant()> now_;
  std::optional<DayWriter> day_;
  market::Date session_;
  market::Instant settled_at_, recorded_at_;  ///< of the day that is open
};

/// Which recorded sessions; both ends count.
struct Sessions {
  std::optional<market::Date> first, last;
};
/// Those of them that are asked for.
[[nodiscard]] std::vector<market::Date> chosen(const std::vector<market::Date>&, const Sessions&);

/// Days that a user changed (`--calendar`) are not recorded: they are laid over the chain's own calendar again.
using SharedCalendar = std::shared_ptr<const market::Calendar>;

/// Recorded sessions as a replay wants them: snapshots with the prices that were watched with them, from the memory
/// before them.
struct Recorded {
  engine::ReplayInput input;
  std::chrono::seconds sampling{60};  ///< `state.sampling` as it was in force
};
/// The records one after the other; none at the end.
using NextRecord = std::function<Stored<std::optional<Record>>()>;
/// Of records wherever they are kept, the first with the memory before it. Refuses (not_there) where there are none;
/// damage farther on ends the source with its refusal.
[[nodiscard]] Stored<Recorded> recorded(NextRecord, std::string symbol,
                                        const SharedCalendar& = market::Calendar::of(market::Exchange::us));
/// Of a folder.
[[nodiscard]] Stored<Recorded> recorded(const Folder&, std::string_view symbol, const Sessions&,
                                        const SharedCalendar& = market::Calendar::of(market::Exchange::us));

/// The session's memory after everything recorded of a symbol; none where there is nothing. Analyses again what came
/// after the last memory kept, with these settings.
[[nodiscard]] base::Result<std::optional<session::Memory>, base::Refusal> memory_after(
    const Folder&, std::string_view symbol, const engine::Settings&, const inventory::Evidence&,
    const SharedCalendar& = market::Calendar::of(market::Exchange::us));

}  // namespace gammafield::store
