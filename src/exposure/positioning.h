#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "market/chain.h"
#include "market/units.h"

namespace gammafield::exposure {

/// Who holds which side is inferred, never observed: each rule is one model among several (docs/methods.md 4.1).
enum class PositioningModel : std::uint8_t {
  naive,      ///< dealers long every call, short every put: investors overwrite calls and buy puts
  all_short,  ///< dealers short everything
  all_long,   ///< dealers long everything
  index_gpp,  ///< Garleanu, Pedersen, Poteshman (2009), see `Positioning`
  user,       ///< a file with a fraction for each contract
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
  /// Any model but `user`, which needs a file.
  explicit Positioning(PositioningModel model) : model_(model) {}
  /// `name` is the file's, for the refusal: one line naming the file, the line number, the cell and what is wrong with
  /// it.
  [[nodiscard]] static base::Result<Positioning, base::Refusal> from_csv(std::string_view text, std::string_view name);

  [[nodiscard]] PositioningModel model() const { return model_; }
  [[nodiscard]] DealerFraction fraction(const market::Expiry&, const market::OptionRow&, market::Spot) const;
  /// False for the contracts a user file does not cover.
  [[nodiscard]] bool covers(const market::Expiry&, const market::OptionRow&) const;

 private:
  friend class PositioningReader;
  struct Contract {
    std::string root;
    std::chrono::sys_days expiry;  ///< as listed
    market::Right right = market::Right::call;
    double thousandths = 0;  ///< of a dollar of strike, as the symbol counts them
    auto operator<=>(const Contract&) const = default;
  };
  [[nodiscard]] std::optional<double> from_file(const market::Expiry&, const market::OptionRow&) const;

  PositioningModel model_;
  std::map<Contract, double> by_contract_;
  std::array<std::optional<double>, 2> by_right_;  ///< call, put
};

}  // namespace gammafield::exposure
