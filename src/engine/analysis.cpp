#include "engine/analysis.h"

#include <utility>

namespace gammafield::engine {
namespace {

using exposure::ExpiryFilter;
using exposure::RepricedBook;

/// The chain's whole book; `repriced` when that is it already.
RepricedBook book_of_all(const std::shared_ptr<const pricing::PricedChain>& priced, const Settings& settings,
                         const RepricedBook& repriced) {
  const ExpiryFilter all;
  if (settings.expiry_filter.to_string() == all.to_string()) return repriced;
  return RepricedBook{exposure::make_book(priced, settings.positioning, all)};
}

FlipVariants flip_variants(const std::shared_ptr<const pricing::PricedChain>& priced, const Settings& settings,
                           const RepricedBook& repriced) {
  const RepricedBook all = book_of_all(priced, settings, repriced);
  const auto flip_of = [&](ExpiryFilter::Kind kind) {
    const RepricedBook part = all.of_expiries(ExpiryFilter{kind}.keep(*priced));
    return levels::repriced_flips(part, settings.levels.flip_domain).primary;
  };
  return {flip_of(ExpiryFilter::Kind::ex_next), flip_of(ExpiryFilter::Kind::ex_next_monthly),
          flip_of(ExpiryFilter::Kind::zero_dte)};
}

}  // namespace

base::Result<Analysis, base::Refusal> analyse(const ingest::LoadedChain& loaded, const Settings& settings,
                                              const market::Calendar& calendar) {
  return analyse(std::make_shared<const ingest::LoadedChain>(loaded), settings, calendar);
}

base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain> loaded,
                                              const Settings& settings, const market::Calendar& calendar) {
  const std::shared_ptr<const market::ChainSnapshot> chain{loaded, &loaded->chain};
  auto result = pricing::price_chain(chain, settings.pricing);
  if (!result) return base::failure(std::move(result.error()));
  const auto priced = std::make_shared<const pricing::PricedChain>(std::move(*result));

  auto book = exposure::make_book(priced, settings.positioning, settings.expiry_filter);
  const RepricedBook repriced{book};
  Report report{.symbol = chain->symbol,
                .as_of = chain->as_of,
                .as_of_source = chain->as_of_source,
                .session = chain->session,
                .spot = priced->spot,
                .spot_source = priced->spot_source,
                .oi_date = chain->oi_date,
                .settings = settings,
                .levels = levels::find_levels(book, repriced, settings.levels, calendar),
                .flip_variants = flip_variants(priced, settings, repriced),
                .quality = data_quality(*loaded, *priced, book)};
  return Analysis{priced, std::move(book), repriced, std::move(report)};
}

}  // namespace gammafield::engine
