#pragma once

#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "inventory/inventory.h"

namespace gammafield::inventory {

/// The inventory as text, to be carried on another day: a line `gammafield.inventory,1`, what is known of the whole
/// (`model`, `through`, `days`, `anchored`), then a line a contract
/// `symbol,contracts,variance,volume,open_interest,contracts_at_anchor`. Reads back to the same bits; the same
/// inventory gives the same bytes.
[[nodiscard]] std::string to_text(const Inventory&);

/// Refuses in one line that names the file, the line and what is wrong: another version, a number that is none, a
/// contract twice, a negative variance or volume.
[[nodiscard]] base::Result<Inventory, base::Refusal> inventory_from_text(std::string_view text, std::string_view name);

/// The holdings as the file that `--positioning-file` reads: `option,fraction`, of the contracts that traded and whose
/// open interest is known and above 0.
[[nodiscard]] std::string to_positioning_file(const Inventory&);

}  // namespace gammafield::inventory
