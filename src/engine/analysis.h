#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bands/bands.h"
#include "base/refusal.h"
#include "base/result.h"
#include "engine/data_quality.h"
#include "engine/input_times.h"
#include "engine/settings.h"
#include "exposure/book.h"
#include "exposure/dynamic_book.h"
#include "exposure/repriced_book.h"
#include "ingest/loaded_chain.h"
#include "inventory/inference.h"
#include "levels/levels.h"
#include "market/calendar.h"
#include "session/report.h"

namespace gammafield::bands {
class Worlds;
}

namespace gammafield::engine {

/// Flips of the book with some expiries taken away; what remains after they roll off.
struct FlipVariants {
  levels::Level<levels::GammaFlip> ex_next, ex_monthly, zero_dte;
};

/// The primary flip under several smile dynamics: how far it depends on what volatilities do when spot moves.
struct FlipRange {
  levels::Level<levels::GammaFlip> sticky_strike, sticky_moneyness;
  std::optional<levels::Level<levels::GammaFlip>> ssr;  ///< only where it is the chosen one
  struct Ends {
    market::Spot low, high;
  };
  [[nodiscard]] levels::Level<Ends> ends() const;  ///< none where one of them has no flip, with its reason
};

/// What is told about one snapshot: the value that becomes JSON, tables and pictures.
struct Report {
  std::string symbol;
  std::shared_ptr<const market::Calendar> calendar = market::Calendar::of(market::Exchange::us);
  std::optional<market::Multiplier> multiplier = {};  ///< of every contract; none where they differ
  market::Instant as_of;
  market::AsOfSource as_of_source = market::AsOfSource::file;
  market::Date session;
  market::Spot spot;
  market::SpotSource spot_source = market::SpotSource::file;
  std::optional<market::Date> oi_date;
  Settings settings;
  levels::Levels levels;
  FlipVariants flip_variants;
  FlipRange flip_range = {};
  DataQuality quality;
  InputTimes input_times = {};
  std::optional<levels::Level<bands::Bands>> bands = {};  ///< only where asked for: `bands_of`
  std::optional<session::SessionReport> over_time = {};   ///< of `replay`; none of a snapshot by itself
};

/// A Report with the book it was made from, for commands that look deeper.
struct Analysis {
  std::shared_ptr<const pricing::PricedChain> priced;
  exposure::Book book;
  exposure::RepricedBook repriced;
  Report report;
  std::optional<exposure::DynamicBook> dynamic = {};       ///< under the chosen smile dynamics, unless sticky strike
  std::shared_ptr<const ingest::LoadedChain> loaded = {};  ///< what it was made of; none: the book was made by hand
  std::shared_ptr<const bands::Worlds> worlds = {};        ///< behind the report's bands, if it has them

  /// The profile under the chosen smile dynamics, at even steps.
  [[nodiscard]] std::vector<exposure::ProfilePoint> curve(market::Spot lowest, market::Spot highest,
                                                          std::size_t count) const;
};

/// The whole analytic way for one snapshot: a pure function of its arguments.
/// Refuses (no_usable_data) a chain in which nothing can be priced.
[[nodiscard]] base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain>,
                                                            const Settings&);
/// The same with dealer positions inferred from evidence, as of the chain's own moment; without any by the settings.
[[nodiscard]] base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain>,
                                                            const inventory::Evidence&, const Settings&);
/// The same of a copy.
[[nodiscard]] base::Result<Analysis, base::Refusal> analyse(const ingest::LoadedChain&, const Settings&);

/// All draws of the levels under uncertain positioning, with sticky strike whatever the settings' dynamics. `settings`:
/// those of the report, or with other spreads. Not part of every Report: it costs about as much as one.
[[nodiscard]] levels::Level<std::shared_ptr<const bands::Worlds>> worlds_of(const Analysis&,
                                                                            const bands::BandSettings& settings);
/// What they come to.
[[nodiscard]] levels::Level<bands::Bands> bands_of(const Analysis&, const bands::BandSettings& settings);

}  // namespace gammafield::engine
