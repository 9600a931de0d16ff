#include <algorithm>
#include <cmath>
#include <span>
#include <thread>

#include <fmt/format.h>

#include "base/side_by_side.h"
#include "market/roots.h"
#include "pricing/american_chain.h"
#include "pricing/american_volatilities.h"
#include "pricing/chain_flags.h"
#include "pricing/chain_forwards.h"
#include "pricing/expiry_volatilities.h"
#include "pricing/greeks_of_options.h"
#include "pricing/parity_spot.h"
#include "pricing/priced_chain.h"
#include "pricing/quote_quality.h"
#include "pricing/strike_ladder.h"
#include "pricing/time_left.h"
#include "pricing/vendor_forward.h"

namespace gammafield::pricing {
namespace {

using market::ChainSnapshot;
using market::Right;

/// What the stages share while a chain is priced.
struct Work {
  const ChainSnapshot& chain;
  const PricingSettings& settings;
  StrikeLadder ladder;
  double tick = 0.05;
  std::vector<TimeLeft> times;  ///< on the chosen clock
  std::vector<TimeLeft>
      wall;  ///< what interest and the vendor's volatilities run on: ACT/365 beside the business clock
  std::vector<QuoteFlags> quote_flags;
  std::vector<ForwardFit> forwards;
  std::vector<StrikeVol> vols;  ///< one a rung of the ladder
  std::size_t threads = 1;
};

/// What is done for each row by itself, in pieces large enough to be worth a thread's while.
template <class DoRow>
void for_rows(const Work& work, const DoRow& row) {
  constexpr std::size_t rows_at_once = 2048;
  const std::size_t n = work.chain.rows.size();
  base::side_by_side((n + rows_at_once - 1) / rows_at_once, work.threads, [&](std::size_t piece) {
    const std::size_t end = std::min(n, (piece + 1) * rows_at_once);
    for (std::size_t i = piece * rows_at_once; i < end; ++i) row(i);
  });
}

Work begin_work(const ChainSnapshot& chain, const PricingSettings& settings, const market::BusinessTime* clock) {
  Work work{chain, settings, StrikeLadder(chain), quote_tick(chain), {}, {}, {}, {}, {}};
  work.threads = threads_for(chain, settings);
  const Clock wall = clock != nullptr ? Clock::act365_minutes : settings.clock;
  for (const market::Expiry& expiry : chain.expiries) {
    work.wall.push_back(time_left(expiry, chain.as_of, wall));
    work.times.push_back(clock != nullptr ? time_left(expiry, chain.as_of, *clock) : work.wall.back());
  }
  work.quote_flags.resize(chain.rows.size());
  for_rows(work, [&](std::size_t i) {
    const market::OptionRow& row = chain.rows[i];
    work.quote_flags[i] = chain.trades_for_quotes ? flags_of_trade(row) : flags_of_row(row, work.tick);
  });
  base::side_by_side(work.ladder.expiries(), work.threads,
                     [&](std::size_t e) { flag_arbitrage(chain, work.ladder.of(e), work.quote_flags); });
  return work;
}

std::vector<ForwardFit> forwards_at(const Work& work, double spot, ForwardChoice choice) {
  return chain_forwards({work.chain, work.ladder, work.quote_flags, work.wall, work.tick, spot, choice,
                         work.settings.exercise, work.threads});
}

std::optional<double> spot_of_file(const ChainSnapshot& chain) {
  if (!chain.spot || !std::isfinite(chain.spot->value()) || chain.spot->value() <= 0) return std::nullopt;
  return chain.spot->value();
}

/// Where quotes do not tell, the vendor's own deltas and volatilities may.
std::optional<base::Refusal> settle_spot_from_vendor(const Work& work, PricedChain& out) {
  const auto implied = spot_from_vendor_deltas(work.chain, work.ladder, work.wall);
  if (!implied) {
    return base::Refusal{base::RefusalKind::no_usable_data,
                         "the chain has no spot, and neither five quoted pairs of calls and puts nor the vendor's "
                         "deltas imply it; give it with --spot"};
  }
  out.spot = market::Spot{*implied};
  out.spot_source = market::SpotSource::vendor_deltas;
  out.flags.push_back(spot_from_vendor_deltas_flag(*implied));
  return std::nullopt;
}

/// Sets spot, its source and the flags about it. The error is for the user.
std::optional<base::Refusal> settle_spot(const Work& work, PricedChain& out) {
  if (const auto spot = spot_of_file(work.chain)) {
    out.spot = market::Spot{*spot};
    out.spot_source = work.chain.spot_source;
    return std::nullopt;
  }
  const auto crude = crude_spot(work.chain, work.ladder, work.quote_flags, work.wall);
  std::optional<ParitySpot> implied;
  if (crude) implied = parity_spot(forwards_at(work, *crude, ForwardChoice::parity), work.wall);
  if (!implied) return settle_spot_from_vendor(work, out);
  out.spot = market::Spot{implied->spot};
  out.spot_source = market::SpotSource::parity;
  out.flags.push_back(spot_from_parity_flag(*implied));
  return std::nullopt;
}

void flag_bounds(Work& work) {
  for_rows(work, [&](std::size_t i) {
    const market::OptionRow& row = work.chain.rows[i];
    if (work.times[row.expiry].years <= 0 || !has_mid(work.quote_flags[i])) return;
    const ForwardFit& forward = work.forwards[row.expiry];
    work.quote_flags[i] |= flags_of_bounds(row, forward.forward, forward.discount);
  });
}

PricedExpiry priced_expiry(const TimeLeft& time, const ForwardFit& forward, double spot) {
  PricedExpiry out{.years = time.years, .expiring = time.expiring, .dividends = {}, .exercise = {}, .forward = forward};
  if (time.years <= 0) return out;
  out.rate = -std::log(forward.discount) / time.years;
  out.carry = out.rate - std::log(forward.forward / spot) / time.years;
  return out;
}

/// By finite differences or by the shared boundaries.
AmericanSolver american_solver(const PricedExpiry& expiry, double spot) {
  if (expiry.by_lattice) {
    return [terms = lattice_expiry(expiry, spot)](auto contracts, auto prices) {
      return terms.implied_vols(contracts, prices);
    };
  }
  return [american = *expiry.exercise](auto contracts, auto prices) mutable {
    return american.implied_vols(contracts, prices);
  };
}

std::optional<EarlyExercise> early_exercise(const PricedExpiry& expiry, double spot) {
  if (!expiry.american) return std::nullopt;
  return EarlyExercise{spot, expiry.years, expiry.forward.discount, american_solver(expiry, spot)};
}

VolQuestion question_of(const Work& work, std::size_t e, const PricedExpiry& expiry, double spot) {
  VolQuestion question{
      work.chain,         work.ladder.of(e), work.quote_flags,  expiry.forward.forward, expiry.forward.discount,
      work.wall[e].years, work.tick,         work.settings.vol, work.settings.vol_side};
  question.early = early_exercise(expiry, spot);
  return question;
}

/// The vendor's volatilities need no quotes to be smooth, and each contract's own are not one smile.
bool fits_smiles(const PricingSettings& settings) {
  return settings.vol_side == VolSide::out_of_the_money &&
         (settings.vol == VolChoice::solve || settings.vol == VolChoice::surface);
}

/// A live expiry's question and what its mids say.
struct Asked {
  std::size_t expiry = 0;
  VolQuestion question;
  RungVols mids;
};

std::vector<Asked> ask_mids(const Work& work, const PricedChain& out) {
  std::vector<Asked> asked;
  for (std::size_t e = 0; e < out.expiries.size(); ++e) {
    if (out.expiries[e].years <= 0) continue;
    asked.push_back({e, question_of(work, e, out.expiries[e], out.spot.value()), {}});
  }
  if (fits_smiles(work.settings))
    base::side_by_side(asked.size(), work.threads,
                       [&](std::size_t i) { asked[i].mids = volatilities_of_mids(asked[i].question); });
  return asked;
}

/// Up to the last expiry with a strike whose quotes say nothing: a smile depends on those before it alone.
std::span<const Asked> in_need_of_smiles(std::span<const Asked> asked, const PricingSettings& settings) {
  if (settings.smiles == SmileFits::all || settings.vol == VolChoice::surface) return asked;
  const auto has_gap = [](const Asked& live) {
    return std::ranges::any_of(live.mids, [](const auto& vol) { return !vol.has_value(); });
  };
  const auto last = std::ranges::find_if(asked.rbegin(), asked.rend(), has_gap);
  return asked.first(static_cast<std::size_t>(asked.rend() - last));
}

void add_smiles(const Work& work, std::span<const Asked> live_expiries, PricedChain& out) {
  if (!fits_smiles(work.settings)) return;
  const auto asked = in_need_of_smiles(live_expiries, work.settings);
  std::vector<SmileQuotes> quotes(out.expiries.size());
  base::side_by_side(asked.size(), work.threads, [&](std::size_t i) {
    const Asked& live = asked[i];
    quotes[live.expiry] = {out.expiries[live.expiry].years, smile_quotes(live.question, live.mids)};
  });
  const bool rising = market::root_spec(work.chain.symbol, work.chain.calendar->exchange()).kind !=
                      market::UnderlyingKind::volatility_index;  // else many underlyings
  auto smiles = fit_smiles(quotes, rising, work.threads);
  for (std::size_t e = 0; e < smiles.size(); ++e) out.expiries[e].smile = std::move(smiles[e]);
}

void add_volatilities(Work& work, Asked& live, PricedExpiry& expiry) {
  VolQuestion& question = live.question;
  question.smile = expiry.smile;
  const auto vols = expiry_volatilities(question, live.mids);
  std::ranges::copy(vols, work.vols.begin() + static_cast<std::ptrdiff_t>(work.ladder.first(live.expiry)));
  const double forward = expiry.forward.forward;
  expiry.atm_vol = volatility_at_forward(question.rungs, vols, forward).value_or(0) / std::sqrt(expiry.years);
  if (!expiry.smile) expiry.smile = line_through(question.rungs, vols, forward);
}

void add_exercise(const Work& work, std::size_t e, double spot, PricedExpiry& expiry) {
  const market::Expiry& terms = work.chain.expiries[e];
  expiry.american = expiry.years > 0 && is_american(terms, work.settings.exercise);
  if (!expiry.american) return;
  expiry.dividends = dividends_within(work.settings.dividends, work.chain.as_of, terms, expiry.years);
  expiry.by_lattice = needs_lattice(expiry, work.settings.american_engine);
  if (!expiry.by_lattice)
    expiry.exercise = std::make_shared<const AmericanExpiry>(spot, expiry.years, expiry.rate, expiry.carry);
}

void add_expiries(Work& work, PricedChain& out) {
  work.vols.resize(work.ladder.size());
  for (std::size_t e = 0; e < work.times.size(); ++e) {
    out.expiries.push_back(priced_expiry(work.times[e], work.forwards[e], out.spot.value()));
    add_exercise(work, e, out.spot.value(), out.expiries.back());
  }
  auto asked = ask_mids(work, out);
  add_smiles(work, asked, out);
  base::side_by_side(asked.size(), work.threads,
                     [&](std::size_t i) { add_volatilities(work, asked[i], out.expiries[asked[i].expiry]); });
}

/// Volatilities in the order of the chain's rows.
std::vector<std::optional<TotalVol>> vols_by_row(const Work& work) {
  std::vector<std::optional<TotalVol>> vols(work.chain.rows.size());
  for (std::size_t e = 0; e < work.ladder.expiries(); ++e) {
    const auto rungs = work.ladder.of(e);
    for (std::size_t i = 0; i < rungs.size(); ++i) {
      const StrikeVol& vol = work.vols[work.ladder.first(e) + i];
      if (rungs[i].call) vols[*rungs[i].call] = vol.call;
      if (rungs[i].put) vols[*rungs[i].put] = vol.put;
    }
  }
  return vols;
}

/// Every contract with a volatility, its greeks still to be filled in; counts them by expiry.
void add_options(const Work& work, PricedChain& out) {
  const auto vols = vols_by_row(work);
  out.options.reserve(vols.size());
  for (std::uint32_t i = 0; i < vols.size(); ++i) {
    const std::uint32_t e = work.chain.rows[i].expiry;
    PricedExpiry& expiry = out.expiries[e];
    if (!vols[i]) {
      out.unpriced.push_back({i, expiry.years > 0 ? UnpricedReason::no_volatility : UnpricedReason::expired});
      continue;
    }
    const double sigma = vols[i]->v / std::sqrt(expiry.years);
    out.options.push_back({.row = i, .expiry = e, .sigma = sigma, .source = vols[i]->source, .greeks = {}});
    ++expiry.priced;
  }
}

base::Refusal nothing_priced(const PricedChain& out) {
  const auto is_live = [](const PricedExpiry& expiry) { return expiry.years > 0; };
  const bool all_settled = !out.expiries.empty() && std::ranges::none_of(out.expiries, is_live);
  return {base::RefusalKind::no_usable_data,
          all_settled ? "every expiry of the chain has settled by its date and time; give another time with --as-of"
                      : "no contract of the chain has a usable quote or a vendor volatility to be priced with"};
}

}  // namespace

/// Sharing a stage out costs some 10 us, and there are a dozen; a chain of 20,000 contracts takes a hundred times that.
std::size_t threads_for(const ChainSnapshot& chain, const PricingSettings& settings) {
  constexpr std::size_t many_contracts = 20'000;
  if (settings.threads > 0) return settings.threads;
  if (chain.rows.size() <= many_contracts) return 1;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 2);
}

std::string_view to_string(UnpricedReason reason) {
  switch (reason) {
    case UnpricedReason::expired: return "expired";
    case UnpricedReason::no_volatility: return "no_volatility";
  }
  return "no_volatility";
}

base::Result<PricedChain, base::Refusal> price_chain(std::shared_ptr<const ChainSnapshot> chain,
                                                     const PricingSettings& settings) {
  PricedChain out;
  out.chain = chain;
  out.settings = settings;
  if (settings.clock == Clock::business_variance) {
    out.business_time = std::make_shared<const market::BusinessTime>(business_time_of(*chain, settings));
  }
  Work work = begin_work(*chain, settings, out.business_time.get());
  if (auto refusal = settle_spot(work, out)) return base::failure(std::move(*refusal));
  work.forwards = forwards_at(work, out.spot.value(), settings.forward);
  flag_bounds(work);
  add_expiries(work, out);
  add_options(work, out);
  fill_greeks(out, work.threads);
  if (out.options.empty()) return base::failure(nothing_priced(out));
  flag_chain(out, work.wall, work.forwards);
  out.quote_flags = std::move(work.quote_flags);
  return out;
}

}  // namespace gammafield::pricing
