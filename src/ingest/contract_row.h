#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/chain_builder.h"
#include "ingest/columns.h"

namespace gammafield::ingest {

/// Why a row is no contract, and the cell that says so.
struct RowFault {
  RejectReason reason = RejectReason::missing_field;
  std::optional<Meaning> cell;
  std::string text;
};

/// One side of a row as a contract. `root` holds what RawOption::root shows, because symbols are read into it.
struct RowContract {
  std::string root;                      ///< empty when the row has no root, or only the underlying's name
  RawOption option;                      ///< root not set
  bool percent_sign = false;             ///< the IV was printed with one
  bool saturday = false;                 ///< the expiry cell or the symbol names one
  bool expiry_from_days = false;         ///< the snapshot's date and days to expiry were all there was
  std::optional<market::Date> dated_by;  ///< expiry less days_to_expiry, where the row has both
};

/// Reads rows of cells as contracts; remembers nothing but the last expiry it read, for speed.
/// An option symbol, or a coin option's name, is the truth where there is one; strike, right and expiry columns that
/// contradict it make the row a fault. A symbol that is no OSI symbol is passed over when the columns say everything.
class ContractRows {
 public:
  void set_exchange(market::Exchange exchange) { exchange_ = exchange; }  ///< what a root may look like; US until told

  /// `today` is the snapshot's date where it is known, for tables that give days to expiry alone.
  [[nodiscard]] base::Result<RowContract, RowFault> read(const RowCells&, Side, std::optional<market::Date> today);

 private:
  [[nodiscard]] std::optional<market::Date> expiry_date(std::string_view cell);

  market::Exchange exchange_ = market::Exchange::us;
  std::string expiry_text_;
  std::optional<market::Date> expiry_;
};

/// The underlying's name in capitals without vendors' marks: `_SPX`, `^SPX`, `$SPX`, `I:SPX`; empty for anything that
/// is no symbol there. US symbols have six characters at most, others are words: `MIDCPNIFTY`, `BAJAJ-AUTO`,
/// `SOL_USDC`.
[[nodiscard]] std::string symbol_of(std::string_view, market::Exchange = market::Exchange::us);

/// Whether the text has the shape of an OSI symbol.
[[nodiscard]] bool looks_like_osi(std::string_view);
/// The same, or a coin option's name.
[[nodiscard]] bool is_contract_name(std::string_view);

}  // namespace gammafield::ingest
