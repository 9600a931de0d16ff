#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "market/chain.h"
#include "market/contract_key.h"
#include "market/units.h"

namespace gammafield::exposure {

/// Who holds which side is inferred, never observed: each rule is one model among several (docs/methods.md 4.1).
enum class PositioningModel : std::uint8_t {
  naive,       ///< dealers long every call, short every put: investors overwrite calls and buy puts
  all_short,   ///< dealers short everything
  all_long,    ///< dealers long everything
  index_gpp,   ///< Garleanu, Pedersen, Poteshman (2009), see `Positioning`
  user,        ///< a file with a fraction for each contract
  flow,        ///< contracts inferred from trades (inventory/)
  open_close,  ///< contracts summed from an exchange's open-close files (inventory/)
};
[[nodiscard]] std::string_view to_string(PositioningModel);
[[nodiscard]] std::optional<PositioningModel> parse_positioning(std::string_view);

/// Dealer's net share of the open interest, -1 (short all) to +1 (long all).
using DealerFraction = base::Strong<struct DealerFractionTag>;

/// A positioning model ready to be asked.
///
/// `index_gpp`: what end users were seen to hold in 1996 to 2001. Index options (volatility indices too, which the
/// study does not cover): end users are net long, of out-of-the-money puts above all, so dealers are short every put
/// struck below spot
/// (-1). Everything else of an index is flat (0): the study finds calls and the other puts near zero or slightly short,
/// and gives no size. Options on stocks and ETFs: end users are net short, so dealers are long both rights (+1).
///
/// The user file is CSV, a line `option,fraction` (OSI symbol, padded or compact; -1 to 1) for one contract or
/// `right,fraction` (`C,0.3`, `put,-0.5`) for every contract of that right not named. `#` starts a comment; a first
/// line that names the columns is skipped. Contracts it covers in neither way are flat (0), and the book counts them.
class Positioning {
 public:
  /// Any model but `user`, `flow` and `open_close`, which need data.
  explicit Positioning(PositioningModel model) : model_(model) {}
  /// `name` is the file's, for the refusal: one line naming the file, the line number, the cell and what is wrong with
  /// it.
  [[nodiscard]] static base::Result<Positioning, base::Refusal> from_csv(std::string_view text, std::string_view name);

  /// Numbers of contracts, + dealer long, for `flow` and `open_close`; their part of a contract's open interest, at
  /// most all of it, is the fraction. Contracts not in the map are flat (0), and the book counts them.
  [[nodiscard]] static Positioning of_holdings(PositioningModel, std::map<market::ContractKey, market::Contracts>);

  [[nodiscard]] PositioningModel model() const { return model_; }
  [[nodiscard]] DealerFraction fraction(const market::Expiry&, const market::OptionRow&, market::Spot) const;
  /// False for the contracts that a user's file, or the data behind `flow` and `open_close`, say nothing about.
  [[nodiscard]] bool covers(const market::Expiry&, const market::OptionRow&) const;

 private:
  friend class PositioningReader;
  [[nodiscard]] std::optional<double> from_data(const market::Expiry&, const market::OptionRow&) const;

  PositioningModel model_;
  std::map<market::ContractKey, double> by_contract_;  ///< fractions of a user's file, contracts of the other two
  std::array<std::optional<double>, 2> by_right_;      ///< call, put
};

}  // namespace gammafield::exposure
