#pragma once

#include <string>

#include "exports/text_table.h"
#include "hedging/rehedge_table.h"

namespace gammafield::laboratory {

/// Moves and times until a band is left, beside what the text says, and its outside flow.
[[nodiscard]] std::string rehedge_text(const hedging::RehedgeTable&, const hedging::OutsideFlow&,
                                       const exports::TextStyle&);
/// A row a case and band.
[[nodiscard]] std::string rehedge_csv(const hedging::RehedgeTable&);
/// Schema `gammafield.rehedge/1`.
[[nodiscard]] std::string rehedge_json(const hedging::RehedgeTable&, const hedging::OutsideFlow&, int indent);

}  // namespace gammafield::laboratory
