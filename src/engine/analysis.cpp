#include "engine/analysis.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include "bands/worlds.h"
#include "base/side_by_side.h"
#include "engine/at_spot.h"
#include "exposure/profile.h"
#include "levels/dynamic_flip.h"

namespace gammafield::engine {
namespace {

using exposure::DynamicBook;
using exposure::ExpiryFilter;
using exposure::RepricedBook;
using exposure::SmileDynamics;
using FlipLevel = levels::Level<levels::GammaFlip>;

const FlipLevel left_out{base::failure(levels::NoLevel::left_out)};

/// A book re-priced, made by the first part of the analysis that asks: those that need none go on beside it.
class RepricedWhenAsked {
 public:
  explicit RepricedWhenAsked(const exposure::Book& book) : book_(book) {}
  [[nodiscard]] const RepricedBook& operator()() {
    std::call_once(once_, [this] { made_.emplace(book_); });
    return *made_;
  }

 private:
  const exposure::Book& book_;
  std::once_flag once_;
  std::optional<RepricedBook> made_;
};

/// The chain's whole book; `repriced` when that is it already.
RepricedBook book_of_all(const std::shared_ptr<const pricing::PricedChain>& priced, const Settings& settings,
                         const RepricedBook& repriced) {
  const ExpiryFilter all;
  if (settings.expiry_filter.to_string() == all.to_string()) return repriced;
  return RepricedBook{exposure::make_book(priced, settings.positioning, all)};
}

std::optional<DynamicBook> dynamic_book(const exposure::Book& book, const Settings& settings) {
  if (settings.dynamics.kind == SmileDynamics::Kind::sticky_strike) return std::nullopt;
  return DynamicBook{book, settings.dynamics, settings.gamma_mode};
}

FlipLevel sticky_moneyness_flip(const exposure::Book& book, const Settings& settings) {
  const DynamicBook moving{book, {SmileDynamics::Kind::sticky_moneyness, 0}, settings.gamma_mode};
  return levels::dynamic_flips(moving, settings.levels.flip_domain).primary;
}

/// The flips that are not the report's own, which is under the settings' dynamics and not looked for twice.
FlipRange other_flips(const exposure::Book& book, RepricedWhenAsked& repriced, const Settings& settings) {
  using Kind = SmileDynamics::Kind;
  const Kind kind = settings.dynamics.kind;
  FlipRange range;
  if (settings.detail == Detail::levels) {
    range.sticky_strike = range.sticky_moneyness = left_out;
    return range;
  }
  if (kind != Kind::sticky_strike)
    range.sticky_strike = levels::repriced_flips(repriced(), settings.levels.flip_domain).primary;
  if (kind != Kind::sticky_moneyness) range.sticky_moneyness = sticky_moneyness_flip(book, settings);
  return range;
}

void add_own_flip(FlipRange& range, SmileDynamics::Kind kind, const FlipLevel& own) {
  switch (kind) {
    case SmileDynamics::Kind::sticky_strike: range.sticky_strike = own; break;
    case SmileDynamics::Kind::sticky_moneyness: range.sticky_moneyness = own; break;
    case SmileDynamics::Kind::ssr: range.ssr = own; break;
  }
}

FlipVariants flip_variants(const std::shared_ptr<const pricing::PricedChain>& priced, const Settings& settings,
                           const RepricedBook& repriced) {
  if (settings.detail == Detail::levels) return {left_out, left_out, left_out};
  const RepricedBook all = book_of_all(priced, settings, repriced);
  const auto flip_of = [&](ExpiryFilter::Kind kind) {
    if (settings.dynamics.kind != SmileDynamics::Kind::sticky_strike) {
      const auto book = exposure::make_book(priced, settings.positioning, ExpiryFilter{kind});
      return levels::dynamic_flips(*dynamic_book(book, settings), settings.levels.flip_domain).primary;
    }
    const RepricedBook part = all.of_expiries(ExpiryFilter{kind}.keep(*priced));
    return levels::repriced_flips(part, settings.levels.flip_domain).primary;
  };
  return {flip_of(ExpiryFilter::Kind::ex_next), flip_of(ExpiryFilter::Kind::ex_next_monthly),
          flip_of(ExpiryFilter::Kind::zero_dte)};
}

/// What every contract of the chain is of; none where they differ.
std::optional<market::Multiplier> one_multiplier(const market::ChainSnapshot& chain) {
  if (chain.expiries.empty()) return std::nullopt;
  const market::Multiplier first = chain.expiries.front().multiplier;
  const bool one = std::ranges::all_of(chain.expiries, [&](const auto& expiry) { return expiry.multiplier == first; });
  return one ? std::optional{first} : std::nullopt;
}

/// Settings of the stages below, as far as `detail` decides on them.
Settings by_detail(Settings settings) {
  const bool full = settings.detail == Detail::full;
  const bool smiles = full || settings.dynamics.kind != SmileDynamics::Kind::sticky_strike;
  settings.levels.mean_exposure = full;
  settings.pricing.smiles = smiles ? pricing::SmileFits::all : pricing::SmileFits::as_needed;
  return settings;
}

void scale_flows(levels::Levels& levels, double scale) {
  for (auto* wall : {&levels.call_wall, &levels.put_wall}) {
    if (!*wall) continue;
    (*wall)->flow_to_reach = market::Shares{(*wall)->flow_to_reach.value() * scale};
    (*wall)->flow_to_reach_usd = market::Usd{(*wall)->flow_to_reach_usd.value() * scale};
  }
}

DataQuality with_flags(DataQuality quality, const std::vector<market::DataFlag>& more) {
  quality.flags.insert(quality.flags.end(), more.begin(), more.end());
  return quality;
}

/// A report of the same snapshot, of which nothing is computed yet.
Report told_again(const Report& of, const Settings& settings) {
  return {.symbol = of.symbol,
          .calendar = of.calendar,
          .multiplier = of.multiplier,
          .as_of = of.as_of,
          .as_of_source = of.as_of_source,
          .session = of.session,
          .spot = of.spot,
          .spot_source = of.spot_source,
          .oi_date = of.oi_date,
          .settings = settings,
          .levels = {},
          .flip_variants = {},
          .quality = {}};
}

/// All that comes after pricing, into a report that says what it is of.
Analysis of_priced(const std::shared_ptr<const pricing::PricedChain>& priced, Report report,
                   const std::function<DataQuality(const exposure::Book&)>& quality) {
  const Settings& settings = report.settings;
  auto book = exposure::make_book(priced, settings.positioning, settings.expiry_filter);
  RepricedWhenAsked repriced{book};
  auto dynamic = dynamic_book(book, settings);
  const std::function<void()> parts[] = {
      [&] { report.levels = levels::find_levels(book, repriced(), settings.levels, dynamic ? &*dynamic : nullptr); },
      [&] { report.flip_range = other_flips(book, repriced, settings); },
      [&] { report.flip_variants = flip_variants(priced, settings, repriced()); },
      [&] { report.quality = quality(book); }};
  base::side_by_side(std::size(parts), pricing::threads_for(*priced->chain, settings.pricing),
                     [&](std::size_t part) { parts[part](); });
  scale_flows(report.levels, settings.x_scale);
  report.input_times = input_times(*priced->chain, book, report.levels);
  add_own_flip(report.flip_range, settings.dynamics.kind, report.levels.flips.primary);
  RepricedBook whole_book = repriced();
  return {priced, std::move(book), std::move(whole_book), std::move(report), std::move(dynamic)};
}

void add_bands(Analysis& analysis) {
  const auto worlds = worlds_of(analysis, analysis.report.settings.bands);
  if (worlds) analysis.worlds = *worlds;
  analysis.report.bands =
      worlds ? levels::Level<bands::Bands>{analysis.worlds->bands()} : base::failure(worlds.error());
}

}  // namespace

levels::Level<FlipRange::Ends> FlipRange::ends() const {
  std::optional<Ends> found;
  for (const auto* level : {&sticky_strike, &sticky_moneyness, ssr ? &*ssr : nullptr}) {
    if (level == nullptr) continue;
    if (!*level) return base::failure(level->error());
    const market::Spot price = (**level).price;
    found = found ? Ends{std::min(found->low, price), std::max(found->high, price)} : Ends{price, price};
  }
  return *found;
}

std::vector<exposure::ProfilePoint> Analysis::curve(market::Spot lowest, market::Spot highest,
                                                    std::size_t count) const {
  return dynamic ? exposure::curve(*dynamic, lowest, highest, count)
                 : exposure::curve(repriced, lowest, highest, count);
}

base::Result<Analysis, base::Refusal> analyse(const ingest::LoadedChain& loaded, const Settings& settings) {
  return analyse(std::make_shared<const ingest::LoadedChain>(loaded), settings);
}

base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain> loaded,
                                              const Settings& wanted) {
  const Settings settings = by_detail(settings_for(wanted, loaded->chain.symbol));
  const std::shared_ptr<const market::ChainSnapshot> chain{loaded, &loaded->chain};
  auto result = pricing::price_chain(chain, settings.pricing);
  if (!result) return base::failure(std::move(result.error()));
  auto whole = with_tickets(std::move(*result), settings.tickets);
  if (!whole) return base::failure(std::move(whole.error()));
  const auto priced = std::make_shared<const pricing::PricedChain>(std::move(*whole));

  Report report{.symbol = chain->symbol,
                .calendar = chain->calendar,
                .multiplier = one_multiplier(*chain),
                .as_of = chain->as_of,
                .as_of_source = chain->as_of_source,
                .session = chain->session,
                .spot = priced->spot,
                .spot_source = priced->spot_source,
                .oi_date = chain->oi_date,
                .settings = settings,
                .levels = {},
                .flip_variants = {},
                .quality = {}};
  Analysis analysis = of_priced(priced, std::move(report), [&](const exposure::Book& book) {
    return with_flags(data_quality(*loaded, *priced, book), settings.positioning_flags);
  });
  analysis.loaded = std::move(loaded);
  if (settings.bands_in_report) add_bands(analysis);
  return analysis;
}

base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain> loaded,
                                              const inventory::Evidence& evidence, const Settings& wanted) {
  if (evidence.empty()) return analyse(std::move(loaded), wanted);
  Settings settings = settings_for(wanted, loaded->chain.symbol);
  const auto inferred = inventory::infer(evidence, loaded->chain, settings.inference);
  if (!inferred) return base::failure(inferred.error());
  settings.positioning = inventory::positioning_of(inferred->inventory);
  settings.positioning_flags = inventory::flags_of(*inferred);
  return analyse(std::move(loaded), settings);
}

SpotTicks::SpotTicks(std::shared_ptr<const Analysis> snapshot)
    : snapshot_(std::move(snapshot)),
      exposure_(snapshot_->book),
      levels_(snapshot_->book, snapshot_->repriced, snapshot_->report.settings.levels,
              snapshot_->dynamic ? &*snapshot_->dynamic : nullptr, snapshot_->report.levels),
      times_(*snapshot_->priced->chain, snapshot_->book) {}

Report SpotTicks::at(market::Spot spot, market::Instant at) {
  const Report& of = snapshot_->report;
  const exposure::ExposureThere there = exposure_.at(spot);
  Report report = told_again(of, of.settings);
  report.as_of = at;
  report.spot = spot;
  report.levels = levels_.at(exposure_, there);
  scale_flows(report.levels, of.settings.x_scale);
  report.flip_variants = of.flip_variants;
  report.flip_range = of.flip_range;
  add_own_flip(report.flip_range, of.settings.dynamics.kind, report.levels.flips.primary);
  report.quality = of.quality;
  report.bands = of.bands;
  if (snapshot_->worlds) report.bands = snapshot_->worlds->at(spot, there.strikes, there.gross_gex);
  report.input_times = times_.of(there.gross_gex, report.levels, at);
  return report;
}

Analysis analysis_behind(const Analysis& snapshot, Report moved) {
  auto book = exposure::moved(snapshot.book, moved.spot);
  auto priced = book.priced;
  return {std::move(priced), std::move(book), snapshot.repriced, std::move(moved), snapshot.dynamic, snapshot.loaded};
}

Analysis of_expiries(const Analysis& snapshot, const ExpiryFilter& filter) {
  const Report& of = snapshot.report;
  Settings settings = of.settings;
  settings.expiry_filter = filter;
  auto analysis =
      of_priced(snapshot.priced, told_again(of, settings), [&](const exposure::Book&) { return of.quality; });
  analysis.loaded = snapshot.loaded;
  return analysis;
}

levels::Level<std::shared_ptr<const bands::Worlds>> worlds_of(const Analysis& analysis,
                                                              const bands::BandSettings& settings) {
  const Settings& chosen = analysis.report.settings;
  std::vector<bands::WeightedModel> models;
  for (const auto& [model, weight] : chosen.band_models)
    models.push_back({model ? exposure::Positioning{*model} : chosen.positioning, weight});
  return bands::Worlds::of(analysis.book, models, settings, chosen.levels);
}

levels::Level<bands::Bands> bands_of(const Analysis& analysis, const bands::BandSettings& settings) {
  const auto worlds = worlds_of(analysis, settings);
  if (!worlds) return base::failure(worlds.error());
  return (*worlds)->bands();
}

}  // namespace gammafield::engine
