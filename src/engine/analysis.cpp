#include "engine/analysis.h"

#include <utility>

namespace gammafield::engine {
namespace {

using exposure::ExpiryFilter;

levels::Level<levels::GammaFlip> flip_with(const std::shared_ptr<const pricing::PricedChain>& priced,
                                           const Settings& settings, ExpiryFilter::Kind kind) {
  const auto book = exposure::make_book(priced, settings.positioning, ExpiryFilter{kind});
  return levels::repriced_flips(exposure::RepricedBook{book}, settings.levels.flip_domain).primary;
}

FlipVariants flip_variants(const std::shared_ptr<const pricing::PricedChain>& priced, const Settings& settings) {
  return {flip_with(priced, settings, ExpiryFilter::Kind::ex_next),
          flip_with(priced, settings, ExpiryFilter::Kind::ex_next_monthly),
          flip_with(priced, settings, ExpiryFilter::Kind::zero_dte)};
}

}  // namespace

base::Result<Analysis, base::Refusal> analyse(const ingest::LoadedChain& loaded, const Settings& settings,
                                              const market::Calendar& calendar) {
  auto chain = std::make_shared<const market::ChainSnapshot>(loaded.chain);
  auto result = pricing::price_chain(chain, settings.pricing);
  if (!result) return base::failure(std::move(result.error()));
  const auto priced = std::make_shared<const pricing::PricedChain>(std::move(*result));

  auto book = exposure::make_book(priced, settings.positioning, settings.expiry_filter);
  const exposure::RepricedBook repriced{book};
  Report report{.symbol = chain->symbol,
                .as_of = chain->as_of,
                .as_of_source = chain->as_of_source,
                .session = chain->session,
                .spot = priced->spot,
                .spot_source = priced->spot_source,
                .oi_date = chain->oi_date,
                .settings = settings,
                .levels = levels::find_levels(book, repriced, settings.levels, calendar),
                .flip_variants = flip_variants(priced, settings),
                .quality = data_quality(loaded, *priced, book)};
  return Analysis{priced, std::move(book), repriced, std::move(report)};
}

}  // namespace gammafield::engine
