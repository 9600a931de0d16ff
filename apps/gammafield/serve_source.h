#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "desk/playing.h"
#include "gammafield/live_feeds.h"
#include "gammafield/simulate_parts.h"
#include "store/folder.h"

namespace gammafield::app {

/// What a server is fed by. Feeds read the others: they go first.
struct Source {
  /// Recorded days before the played one; no later day of that folder is told.
  struct Past {
    std::string path;
    store::Folder folder;  ///< at that path
    market::Date before;
  };
  std::optional<Past> past = {};
  std::optional<market::Date> played_session = {};
  std::unique_ptr<desk::Playing> playing = {};  ///< none: what comes is live
  std::vector<std::unique_ptr<simulate::SimulatedSession>> made_up = {};
  std::vector<simulate::SessionScenario> scenarios = {};  ///< of what is made up
  Feeds feeds = {};
};

/// `simulate` and `recorded:PATH`: a day by a clock of its own.
[[nodiscard]] bool is_played(std::string_view feed);

/// A made-up day of each symbol asked for, else of SPX, its chains and, between them, its price; or a recorded one, of
/// each symbol asked for or of all there are. Begins now. Requires is_played. Refuses (usage) a day or symbols that are
/// not there.
[[nodiscard]] base::Result<Source, base::Refusal> played_source(const LiveOptions&, const SessionOptions&, double speed,
                                                                desk::Moment now);

/// The folder with those days in front. Of each symbol the last of them that can be read is what the played day goes on
/// from: later ones are left out, with a line each.
[[nodiscard]] store::Folder with_past(const store::Folder&, const Source::Past&,
                                      const std::function<void(const std::string&)>& notice);

}  // namespace gammafield::app
