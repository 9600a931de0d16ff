#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/data_quality.h"
#include "engine/settings.h"
#include "exposure/book.h"
#include "exposure/repriced_book.h"
#include "ingest/loaded_chain.h"
#include "levels/levels.h"
#include "market/calendar.h"

namespace gammafield::engine {

/// Flips of the book with some expiries taken away; what remains after they roll off.
struct FlipVariants {
  levels::Level<levels::GammaFlip> ex_next, ex_monthly, zero_dte;
};

/// What is told about one snapshot: the value that becomes JSON, tables and pictures.
struct Report {
  std::string symbol;
  market::Instant as_of;
  market::AsOfSource as_of_source = market::AsOfSource::file;
  market::Date session;
  market::Spot spot;
  market::SpotSource spot_source = market::SpotSource::file;
  std::optional<market::Date> oi_date;
  Settings settings;
  levels::Levels levels;
  FlipVariants flip_variants;
  DataQuality quality;
};

/// A Report with the book it was made from, for commands that look deeper.
struct Analysis {
  std::shared_ptr<const pricing::PricedChain> priced;
  exposure::Book book;
  exposure::RepricedBook repriced;
  Report report;
};

/// The whole analytic way for one snapshot: a pure function of its arguments.
/// Refuses (no_usable_data) a chain in which nothing can be priced.
[[nodiscard]] base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain>, const Settings&,
                                                            const market::Calendar& = market::Calendar::us());
/// The same of a copy.
[[nodiscard]] base::Result<Analysis, base::Refusal> analyse(const ingest::LoadedChain&, const Settings&,
                                                            const market::Calendar& = market::Calendar::us());

}  // namespace gammafield::engine
