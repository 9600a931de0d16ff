#include "engine/data_quality.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::engine {
namespace {

void count(Counts& counts, std::string_view name, std::size_t times = 1) {
  if (times > 0) counts[std::string{name}] += times;
}

/// Contracts by each quality flag that is set on them.
Counts quote_flag_counts(const pricing::PricedChain& priced) {
  std::array<std::size_t, pricing::quote_flag_count> set{};
  for (const auto flags : priced.quote_flags)
    for (std::size_t bit = 0; bit < set.size(); ++bit) set[bit] += flags >> bit & 1;
  Counts counts;
  for (std::size_t bit = 0; bit < set.size(); ++bit)
    count(counts, to_string(static_cast<pricing::QuoteFlag>(1u << bit)), set[bit]);
  return counts;
}

Counts vol_source_counts(const pricing::PricedChain& priced) {
  std::array<std::size_t, pricing::vol_source_count> used{};
  for (const auto& option : priced.options) ++used[static_cast<std::size_t>(option.source)];
  Counts counts;
  for (std::size_t i = 0; i < used.size(); ++i) count(counts, to_string(static_cast<pricing::VolSource>(i)), used[i]);
  return counts;
}

Counts forward_source_counts(const pricing::PricedChain& priced) {
  Counts counts;
  for (const auto& expiry : priced.expiries) {
    if (expiry.years > 0) count(counts, to_string(expiry.forward.source));
  }
  return counts;
}

SmileQuality smile_quality(const pricing::PricedChain& priced) {
  SmileQuality quality;
  double inside = 0, squares = 0;
  for (const auto& expiry : priced.expiries) {
    if (!(expiry.years > 0) || !expiry.smile) continue;
    const pricing::Smile& smile = *expiry.smile;
    count(quality.kinds, to_string(smile.kind));
    if (smile.kind == pricing::SmileKind::line) continue;
    const auto quotes = static_cast<double>(smile.quotes);
    const double points = 100 * smile.rmse / std::sqrt(expiry.years);
    ++quality.fitted;
    quality.quotes += smile.quotes;
    inside += smile.inside * quotes;
    squares += points * points * quotes;
    quality.mostly_inside += smile.inside >= pricing::inside_wanted;
    quality.butterfly_free += smile.butterfly_free;
    quality.calendar_free += smile.calendar_free;
    quality.arbitrage_free += smile.arbitrage_free();
  }
  if (quality.quotes == 0) return quality;
  quality.inside = inside / static_cast<double>(quality.quotes);
  quality.rmse_vol_points = std::sqrt(squares / static_cast<double>(quality.quotes));
  return quality;
}

Counts exercise_counts(const pricing::PricedChain& priced) {
  std::size_t american = 0, exercised = 0;
  for (const auto& option : priced.options) {
    american += priced.expiries[option.expiry].american ? 1 : 0;
    exercised += option.exercised ? 1 : 0;
  }
  Counts counts;
  count(counts, "american", american);
  count(counts, "european", priced.options.size() - american);
  count(counts, "exercised", exercised);
  return counts;
}

/// Settled contracts no longer hold open interest to be covered.
double coverage(const pricing::PricedChain& priced, const exposure::Book& book) {
  double live = 0, used = 0;
  for (const auto& row : priced.chain->rows) {
    if (priced.expiries[row.expiry].years > 0) live += row.open_interest.value_or(market::Contracts{}).value();
  }
  for (const auto& holding : book.holdings) used += holding.open_interest.value();
  return live > 0 ? used / live : 0;
}

std::optional<double> vendor_gamma_difference(const exposure::Book& book) {
  double ours = 0, apart = 0;
  for (const auto& holding : book.holdings) {
    const auto vendor = book.priced->chain->rows[holding.row].vendor_gamma;
    if (!vendor) continue;
    const double gamma = book.priced->options[holding.option].greeks.gamma;
    ours += gamma * holding.open_interest.value();
    apart += std::abs(vendor->value() - gamma) * holding.open_interest.value();
  }
  return ours > 0 ? std::optional{apart / ours} : std::nullopt;
}

/// What the book left out or took as nothing.
void add_book_flags(std::vector<market::DataFlag>& flags, const exposure::Book& book) {
  if (book.implausible > 0) {
    flags.push_back({"implausible_open_interest",
                     fmt::format("{} contracts left out: their open interest is more than {:.0e} shares, or no number",
                                 book.implausible, exposure::largest_holding.value())});
  }
  if (book.flat_by_omission > 0) {
    flags.push_back(
        {"positioning_incomplete",
         fmt::format(
             "{} contracts are not in the positioning file, or never traded: the dealer is taken to hold none of them",
             book.flat_by_omission)});
  }
}

}  // namespace

DataQuality data_quality(const ingest::LoadedChain& loaded, const pricing::PricedChain& priced,
                         const exposure::Book& book) {
  DataQuality quality;
  quality.contracts = loaded.contracts_read;
  quality.used = book.holdings.size();
  quality.coverage_oi = coverage(priced, book);
  for (const auto& reject : loaded.rejects) count(quality.rejected, to_string(reject.reason));
  for (const auto& unpriced : priced.unpriced) count(quality.unpriced, to_string(unpriced.reason));
  quality.vol_sources = vol_source_counts(priced);
  quality.smile = smile_quality(priced);
  quality.quote_flags = quote_flag_counts(priced);
  quality.forward_sources = forward_source_counts(priced);
  quality.exercise = exercise_counts(priced);
  quality.flags = priced.chain->flags;
  quality.flags.insert(quality.flags.end(), priced.flags.begin(), priced.flags.end());
  add_book_flags(quality.flags, book);
  quality.vendor_gamma_difference = vendor_gamma_difference(book);
  return quality;
}

}  // namespace gammafield::engine
