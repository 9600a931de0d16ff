#pragma once

#include <string>
#include <vector>

#include "inventory/inventory.h"

namespace gammafield::inventory {

struct NamedText {
  std::string name;  ///< of the file, for messages
  std::string text;
};

/// What positions are inferred from: trades or open-close files, one kind of the two, and what is carried from before.
struct Evidence {
  std::vector<NamedText> trades, open_close;
  std::optional<Inventory> before;
  [[nodiscard]] bool empty() const { return trades.empty() && open_close.empty() && !before; }
};

struct InferenceSettings {
  double accuracy = usual_accuracy.value();          ///< of a print's side; above 1/2, at most 1
  double dealer_share = usual_dealer_share.value();  ///< of customers' trades; 0 to 1; open-close files need none
};

/// The positions at a chain's moment, and what went into them.
struct Inferred {
  Inventory inventory;
  PrintTally tally;                   ///< of trades
  std::size_t rows = 0;               ///< of open-close files
  std::size_t later = 0;              ///< prints and rows after the chain's moment: left out
  std::size_t already = 0;            ///< of days that the inventory from before holds: left out
  std::size_t other_underlyings = 0;  ///< of roots that the chain does not list: left out
  std::size_t unlisted = 0;           ///< contracts traded that the chain does not list
  std::vector<std::string> rejected;  ///< a sentence for each file with rows that could not be used
  bool day_unfinished = false;        ///< the last day counted still traded at the chain's moment
};

/// Counts what was known at the chain's moment and nothing later: trades up to its time, open-close days that had
/// closed by then. Days up to the open interest's date come before it (inventory.h `anchored`), the others after. Where
/// the chain does not date its open interest it is of the day before.
///
/// Refuses both kinds at once, a kind other than the inventory's from before, an inventory of a day that has not closed
/// at the chain's moment, and unreadable files.
[[nodiscard]] base::Result<Inferred, base::Refusal> infer(const Evidence&, const market::ChainSnapshot&,
                                                          const InferenceSettings&);

/// What the user should know of it, with stable codes (docs/report.md).
[[nodiscard]] std::vector<market::DataFlag> flags_of(const Inferred&);

}  // namespace gammafield::inventory
