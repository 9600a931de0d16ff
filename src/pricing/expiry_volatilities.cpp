#include "pricing/expiry_volatilities.h"

#include <cmath>

#include "pricing/implied_vol.h"
#include "pricing/quote_quality.h"
#include "pricing/smile_line.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr std::size_t smile_strikes_min = 3;
constexpr double vendor_vol_min = 1e-6,
                 vendor_vol_max = 100;  // 10,000 %; what is outside is a filler that no reader knew

Right out_of_the_money(double strike, double forward) { return strike < forward ? Right::put : Right::call; }
Right other(Right right) { return right == Right::call ? Right::put : Right::call; }

/// From the contract's mid; the time value must be above both half a tick and `slack`.
std::optional<double> solved(const VolQuestion& q, const Rung& rung, Right right, bool needs_time_value_above_spread) {
  const auto row = rung.row(right);
  if (!row || !has_mid(q.quote_flags[*row])) return std::nullopt;
  const market::OptionRow& option = q.chain.rows[*row];
  const double slack = needs_time_value_above_spread ? half_spread_of(option) : 0;
  const double smallest = std::max(0.5 * q.tick, slack) / q.discount;
  const auto v = implied_total_vol(right, mid_of(option) / q.discount, q.forward, rung.strike, smallest);
  if (!v) return std::nullopt;
  return *v;
}

std::optional<double> vendor(const VolQuestion& q, const Rung& rung, Right right) {
  const auto row = rung.row(right);
  if (!row) return std::nullopt;
  const market::OptionRow& option = q.chain.rows[*row];
  const auto& sigma = q.choice == VolChoice::vendor_as_printed ? option.printed_vol : option.vendor_vol;
  if (!sigma || !(sigma->value() >= vendor_vol_min && sigma->value() <= vendor_vol_max)) return std::nullopt;
  return sigma->value() * std::sqrt(q.years);
}

std::optional<TotalVol> from_mids(const VolQuestion& q, const Rung& rung) {
  const Right otm = out_of_the_money(rung.strike, q.forward);
  if (const auto v = solved(q, rung, otm, false)) return TotalVol{*v, VolSource::otm_mid};
  if (const auto v = solved(q, rung, other(otm), true)) return TotalVol{*v, VolSource::other_side_mid};
  return std::nullopt;
}

std::optional<TotalVol> from_vendor(const VolQuestion& q, const Rung& rung) {
  const Right otm = out_of_the_money(rung.strike, q.forward);
  if (const auto v = vendor(q, rung, otm)) return TotalVol{*v, VolSource::vendor};
  if (const auto v = vendor(q, rung, other(otm))) return TotalVol{*v, VolSource::vendor};
  return std::nullopt;
}

using StrikeVols = std::vector<std::optional<TotalVol>>;

template <class Source>
void fill_gaps(const VolQuestion& q, StrikeVols& vols, Source source) {
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (!vols[i]) vols[i] = source(q, q.rungs[i]);
}

/// From the strikes that have a volatility, if they are enough to be called a smile.
void fill_from_neighbours(const VolQuestion& q, StrikeVols& vols, std::size_t strikes_min) {
  SmileLine smile;
  smile.reserve(vols.size());
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (vols[i]) smile.add(q.rungs[i].strike, vols[i]->v);
  if (smile.size() < strikes_min || smile.size() == vols.size()) return;
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (!vols[i]) vols[i] = TotalVol{smile.at(q.rungs[i].strike), VolSource::neighbours};
}

StrikeVols one_a_strike(const VolQuestion& q) {
  StrikeVols vols(q.rungs.size());
  const bool solve = q.choice == VolChoice::solve;
  fill_gaps(q, vols, solve ? from_mids : from_vendor);
  fill_from_neighbours(q, vols, smile_strikes_min);
  fill_gaps(q, vols, solve ? from_vendor : from_mids);
  fill_from_neighbours(q, vols, 1);
  return vols;
}

std::optional<TotalVol> own_vol(const VolQuestion& q, const Rung& rung, Right right) {
  if (q.choice != VolChoice::solve) {
    const auto v = vendor(q, rung, right);
    return v ? std::optional(TotalVol{*v, VolSource::vendor}) : std::nullopt;
  }
  const auto v = solved(q, rung, right, false);
  const bool is_otm = right == out_of_the_money(rung.strike, q.forward);
  return v ? std::optional(TotalVol{*v, is_otm ? VolSource::otm_mid : VolSource::other_side_mid}) : std::nullopt;
}

}  // namespace

std::string_view to_string(VolSource source) {
  switch (source) {
    case VolSource::otm_mid: return "otm_mid";
    case VolSource::other_side_mid: return "other_side_mid";
    case VolSource::neighbours: return "neighbours";
    case VolSource::vendor: return "vendor";
  }
  return "vendor";
}

std::vector<StrikeVol> expiry_volatilities(const VolQuestion& q) {
  std::vector<StrikeVol> vols;
  vols.reserve(q.rungs.size());
  if (q.side == VolSide::own) {
    for (const Rung& rung : q.rungs) vols.push_back({own_vol(q, rung, Right::call), own_vol(q, rung, Right::put)});
    return vols;
  }
  for (const auto& vol : one_a_strike(q)) vols.push_back({vol, vol});
  return vols;
}

std::optional<double> volatility_at_forward(std::span<const Rung> rungs, std::span<const StrikeVol> vols,
                                            double forward) {
  SmileLine smile;
  smile.reserve(rungs.size());
  for (std::size_t i = 0; i < rungs.size(); ++i)
    if (const auto& vol = vols[i].of(out_of_the_money(rungs[i].strike, forward))) smile.add(rungs[i].strike, vol->v);
  if (smile.size() == 0) return std::nullopt;
  return smile.at(forward);
}

}  // namespace gammafield::pricing
