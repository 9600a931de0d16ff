#pragma once

#include <string>

#include "engine/analysis.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// The report's bands for people: net GEX and flip with their quantiles, the walls' probabilities, what is solid and
/// what is not, and what the prior takes for granted. A report without bands gives nothing but why.
[[nodiscard]] std::string bands_text(const engine::Report&, const TextStyle&);

/// `symbol,as_of,what,strike,q05,q25,q50,q75,q95,p,expected_rank`: net_gex (p: above zero), gamma_flip (p: none), and
/// each strike that may be a wall.
[[nodiscard]] std::string bands_csv_header();
[[nodiscard]] std::string bands_csv(const engine::Report&);

}  // namespace gammafield::exports
