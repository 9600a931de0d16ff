#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bands/bands.h"
#include "base/refusal.h"
#include "base/result.h"
#include "engine/otc.h"
#include "engine/ticket.h"
#include "exposure/expiry_filter.h"
#include "exposure/gamma_exposure.h"
#include "exposure/positioning.h"
#include "exposure/smile_dynamics.h"
#include "inventory/inference.h"
#include "levels/levels.h"
#include "pricing/priced_chain.h"
#include "session/memory.h"

namespace gammafield::engine {

/// How much is told. `levels`: net GEX and the levels of this snapshot, without what compares them with other dynamics
/// or other expiries, for whole markets. What both tell is the same.
enum class Detail : std::uint8_t { full, levels };

/// A model that draws of the bands may follow, and its weight among them. No model: the settings' own positioning.
struct BandModel {
  std::optional<exposure::PositioningModel> model;
  double weight = 1;
};

/// A value of an option for one underlying only.
struct SymbolOption {
  std::string symbol, key, value;
};

/// Every assumption of an analysis. The defaults are those of docs/methods.md appendix B.
struct Settings {
  pricing::PricingSettings pricing;
  exposure::Positioning positioning{exposure::PositioningModel::naive};
  std::vector<market::DataFlag> positioning_flags = {};  ///< what the user should know of inferred positions
  inventory::InferenceSettings inference = {};
  double x_scale = 1;  ///< of hedging-flow numbers alone, above 0 (docs/methods.md 4.5)
  OtcScenario otc = {};
  std::vector<Ticket> tickets = {};  ///< unlisted positions that count in the book
  exposure::ExpiryFilter expiry_filter;
  levels::LevelSettings levels;
  bands::BandSettings bands;
  bool bands_in_report = false;
  std::vector<BandModel> band_models{{}};  ///< never empty
  exposure::SmileDynamics dynamics = {};   ///< of volatilities when spot moves
  exposure::GammaMode gamma_mode = exposure::GammaMode::bs;
  exposure::ExposureUnit unit =
      exposure::ExposureUnit::usd_per_1pct;  ///< of printed tables; the Report is always usd_per_1pct
  Detail detail = Detail::full;
  session::SessionSettings session = {};  ///< of `replay`
  std::vector<SymbolOption> by_symbol;    ///< each known and valid; they win over the option's own value
  std::string preset;                     ///< empty: none
};

/// One key of the option registry: the only place it is named. `--set`, `--help` and the docs are made from the table.
struct Option {
  std::string_view key;
  std::string_view values;  ///< the first is the default
  std::string_view help;
  std::function<bool(Settings&, std::string_view)> set;  ///< false: not one of the values
  std::function<std::string(const Settings&)> get;
};
[[nodiscard]] std::span<const Option> option_registry();

/// A named bundle of options that follows somebody's published convention.
struct Preset {
  std::string_view name;
  std::string_view help;
  std::span<const std::pair<std::string_view, std::string_view>> options;
};
[[nodiscard]] std::span<const Preset> presets();

/// `key=value`, as given to `--set`, or `SPX:key=value` for one underlying. What is set later wins; set for all, it
/// replaces what was set for one. The refusal (usage) names the allowed values.
[[nodiscard]] std::optional<base::Refusal> apply_option(Settings&, std::string_view assignment);
/// What differs from the defaults, as assignments that make these settings of them.
[[nodiscard]] std::vector<std::string> assignments_of(const Settings&);
/// The settings as they are for one underlying; none of them is by symbol any more.
[[nodiscard]] Settings settings_for(const Settings&, std::string_view symbol);
[[nodiscard]] std::optional<base::Refusal> apply_preset(Settings&, std::string_view name);

}  // namespace gammafield::engine
