#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/refusal.h"
#include "base/result.h"
#include "market/chain.h"
#include "market/units.h"

namespace gammafield::exposure {

/// Who holds which side is inferred, never observed: each rule is one model among several (docs/methods.md 4.1).
enum class PositioningModel : std::uint8_t {
  naive,      ///< dealers long every call, short every put: investors overwrite calls and buy puts
  all_short,  ///< dealers short everything
  all_long,
  index_gpp,  ///< indices: short OTM puts, flat elsewhere but slightly...; stocks: long (see positioning.cpp and docs/methods.md)
  user,       ///< a file with a fraction for each contract
};
[[nodiscard]] std::string_view to_string(PositioningModel);
[[nodiscard]] std::optional<PositioningModel> parse_positioning(std::string_view);

/// Dealer's net share of the open interest, -1 (short all) to +1 (long all).
using DealerFraction = base::Strong<struct DealerFractionTag>;

/// A positioning model ready to be asked. The user file is CSV: `option,fraction` (OSI symbol, -1..1) or
/// `right,fraction` defaults (`C,0.3`); contracts it does not name are flat (0) and counted.
class Positioning {
 public:
  explicit Positioning(PositioningModel model) : model_(model) {}
  [[nodiscard]] static base::Result<Positioning, base::Refusal> from_csv(std::string_view text, std::string_view name);

  [[nodiscard]] PositioningModel model() const { return model_; }
  [[nodiscard]] DealerFraction fraction(const market::Expiry&, const market::OptionRow&, market::Spot) const;

 private:
  PositioningModel model_;
  std::map<std::string, double, std::less<>> by_symbol_;  ///< compact OSI
  std::optional<double> call_default_, put_default_;
};

}  // namespace gammafield::exposure
