#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/settings.h"
#include "hedging/scenario.h"
#include "ingest/loaded_chain.h"
#include "simulate/chain.h"

/// A scenario as written down, before the chains it names are read. docs/hedging.md, "The scenario file".
namespace gammafield::laboratory {

/// Holdings of a chain as a dealer's book: the dealers' side by the settings' positioning model.
struct ChainBook {
  std::string file;  ///< as written; empty: made up
  std::optional<simulate::ChainScenario> made_up = {};
  ingest::ReadOptions read = {};
  engine::Settings settings = {};
  bool levels = true;  ///< its walls and its flip are watched
};

/// One desk that hedges what settles in the session at hand every so many minutes, and the rest in the session's last
/// minutes, as Adams, Fontaine and Ornthanalai (2025) found.
struct ByTenor {
  hedging::policy::EveryMinutes near;
  hedging::policy::LastMinutes far;
};

/// When a dealer trades; `by_tenor`, where it is there, in place of the policy.
struct PolicyChoice {
  hedging::Policy policy = hedging::policy::Continuous{};
  std::optional<ByTenor> by_tenor = {};
};

struct DealerPlan {
  hedging::Dealer dealer;  ///< its policy is that of `choice`
  PolicyChoice choice;
  std::optional<ChainBook> chain = {};  ///< comes to the positions that are written down
  bool mirrored = false;
};

struct LevelPlan {
  hedging::Level level;
  bool side_known = false;  ///< else it is approached from spot
};

/// What was left open is none, and then follows from the chain.
struct ScenarioPlan {
  hedging::Scenario scenario;  ///< without dealers and levels
  std::optional<market::Spot> spot;
  std::optional<hedging::Minutes> starts, minutes;
  std::vector<DealerPlan> dealers;
  std::vector<LevelPlan> levels;
};

}  // namespace gammafield::laboratory
