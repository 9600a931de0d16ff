#pragma once

#include <string>

#include "exports/text_table.h"
#include "hedging/monte_carlo.h"
#include "hedging/path.h"

/// What a run came to, for people and programs. docs/hedging.md.
namespace gammafield::laboratory {

/// With dealers beside without them, with intervals and the theory, and a sentence on each figure.
[[nodiscard]] std::string run_text(const hedging::Scenario&, const hedging::Outcome&, const exports::TextStyle&);

/// Schema `gammafield.hedge/1`.
[[nodiscard]] std::string run_json(const hedging::Scenario&, const hedging::Outcome&, int indent);

/// One path, a row a step: `minute,spot_usd,spot_without_dealers_usd,hedging_usd,flow_usd,stressed`, and of each dealer
/// `NAME.options_delta_shares`, `NAME.hedge_shares`, `NAME.trade_shares`, `NAME.cost_usd`.
[[nodiscard]] std::string path_csv(const hedging::Scenario&, const hedging::Path&);

/// The same as columns: an array for each figure, of as many numbers as there are steps and one for the start.
[[nodiscard]] std::string path_json(const hedging::Scenario&, const hedging::Path&, int indent);

/// One path step by step: `10:31  450.12  net delta -1,500: buys 1,500`.
[[nodiscard]] std::string steps_text(const hedging::Scenario&, const hedging::Path&);

}  // namespace gammafield::laboratory
