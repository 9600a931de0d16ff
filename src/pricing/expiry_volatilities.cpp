#include "pricing/expiry_volatilities.h"

#include <algorithm>
#include <cmath>

#include "pricing/implied_vol.h"
#include "pricing/implied_vols.h"
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

/// The question a contract's mid asks; its time value must be above both half a tick and `slack`.
std::optional<VolQuote> quote_of(const VolQuestion& q, const Rung& rung, Right right, bool needs_value_above_spread) {
  const auto row = rung.row(right);
  if (!row || !has_mid(q.quote_flags[*row])) return std::nullopt;
  const market::OptionRow& option = q.chain.rows[*row];
  const double slack = needs_value_above_spread ? half_spread_of(option) : 0;
  return VolQuote{right, mid_of(option) / q.discount, q.forward, rung.strike,
                  std::max(0.5 * q.tick, slack) / q.discount};
}

std::optional<double> vendor(const VolQuestion& q, const Rung& rung, Right right) {
  const auto row = rung.row(right);
  if (!row) return std::nullopt;
  const market::OptionRow& option = q.chain.rows[*row];
  const auto& sigma = q.choice == VolChoice::vendor_as_printed ? option.printed_vol : option.vendor_vol;
  if (!sigma || !(sigma->value() >= vendor_vol_min && sigma->value() <= vendor_vol_max)) return std::nullopt;
  return sigma->value() * std::sqrt(q.years);
}

std::optional<TotalVol> from_vendor(const VolQuestion& q, const Rung& rung) {
  const Right otm = out_of_the_money(rung.strike, q.forward);
  if (const auto v = vendor(q, rung, otm)) return TotalVol{*v, VolSource::vendor};
  if (const auto v = vendor(q, rung, other(otm))) return TotalVol{*v, VolSource::vendor};
  return std::nullopt;
}

/// Which side's mid, and what it must show.
struct Side {
  bool out_of_the_money = true;
  bool needs_value_above_spread = false;
  VolSource source = VolSource::otm_mid;
};
constexpr Side near_side{}, far_side{false, true, VolSource::other_side_mid};

/// A batch of mids; early exercise taken out where the expiry is American.
std::vector<std::optional<double>> volatilities_of(const VolQuestion& q, std::span<const VolQuote> quotes) {
  std::vector<std::optional<double>> european;
  european.reserve(quotes.size());
  for (const auto& answer : implied_total_vols(quotes))
    european.push_back(answer ? std::optional(*answer) : std::nullopt);
  return q.early ? de_americanised(*q.early, quotes, european) : european;
}

/// All gaps of one side in one batch.
void fill_from_side(const VolQuestion& q, RungVols& vols, const Side& side) {
  std::vector<VolQuote> quotes;
  std::vector<std::size_t> asked;
  quotes.reserve(vols.size());
  asked.reserve(vols.size());
  for (std::size_t i = 0; i < vols.size(); ++i) {
    if (vols[i]) continue;
    const Right otm = out_of_the_money(q.rungs[i].strike, q.forward);
    const auto quote = quote_of(q, q.rungs[i], side.out_of_the_money ? otm : other(otm), side.needs_value_above_spread);
    if (!quote) continue;
    quotes.push_back(*quote);
    asked.push_back(i);
  }
  const auto answers = volatilities_of(q, quotes);
  for (std::size_t k = 0; k < asked.size(); ++k)
    if (answers[k]) vols[asked[k]] = TotalVol{*answers[k], side.source};
}

void fill_from_mids(const VolQuestion& q, RungVols& vols) {
  fill_from_side(q, vols, near_side);
  fill_from_side(q, vols, far_side);
}

void fill_from_vendor(const VolQuestion& q, RungVols& vols) {
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (!vols[i]) vols[i] = from_vendor(q, q.rungs[i]);
}

/// From the strikes that have a volatility, if they are enough to be called a smile.
void fill_from_neighbours(const VolQuestion& q, RungVols& vols, std::size_t strikes_min) {
  if (std::ranges::all_of(vols, [](const auto& vol) { return vol.has_value(); })) return;
  SmileLine smile;
  smile.reserve(vols.size());
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (vols[i]) smile.add(q.rungs[i].strike, vols[i]->v);
  if (smile.size() < strikes_min) return;
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (!vols[i]) vols[i] = TotalVol{smile.at(q.rungs[i].strike), VolSource::neighbours};
}

/// A volatility that half the ask of an option without a bid allows at most.
std::optional<double> bound_by_ask(const VolQuestion& q, const Rung& rung) {
  const Right otm = out_of_the_money(rung.strike, q.forward);
  const auto row = rung.row(otm);
  if (!row) return std::nullopt;
  const market::OptionRow& option = q.chain.rows[*row];
  if ((option.bid && option.bid->value() > 0) || !option.ask || !(option.ask->value() > 0)) return std::nullopt;
  const auto v = implied_total_vol(otm, 0.5 * option.ask->value() / q.discount, q.forward, rung.strike);
  return v ? std::optional(*v) : std::nullopt;
}

std::optional<TotalVol> from_smile(const VolQuestion& q, const Rung& rung) {
  if (!q.smile || q.smile->inside < inside_least) return std::nullopt;
  const double v = std::sqrt(q.smile->variance(std::log(rung.strike / q.forward)));
  if (!(v > 0 && std::isfinite(v))) return std::nullopt;
  return TotalVol{std::min(v, bound_by_ask(q, rung).value_or(v)), VolSource::smile};
}

void fill_from_smile(const VolQuestion& q, RungVols& vols) {
  for (std::size_t i = 0; i < vols.size(); ++i)
    if (!vols[i]) vols[i] = from_smile(q, q.rungs[i]);
}

bool from_quotes_first(VolChoice choice) { return choice == VolChoice::solve || choice == VolChoice::surface; }

RungVols one_a_strike(const VolQuestion& q, const RungVols& mids) {
  const bool solve = from_quotes_first(q.choice);
  RungVols vols(q.rungs.size());
  if (q.choice == VolChoice::surface) fill_from_smile(q, vols);
  if (solve) {
    for (std::size_t i = 0; i < vols.size(); ++i)
      if (!vols[i]) vols[i] = mids[i];
    fill_from_smile(q, vols);
  } else {
    fill_from_vendor(q, vols);
  }
  fill_from_neighbours(q, vols, smile_strikes_min);
  solve ? fill_from_vendor(q, vols) : fill_from_mids(q, vols);
  fill_from_neighbours(q, vols, 1);
  return vols;
}

/// Each contract's own mid, all in one batch.
std::vector<StrikeVol> own_mids(const VolQuestion& q) {
  std::vector<StrikeVol> vols(q.rungs.size());
  std::vector<VolQuote> quotes;
  std::vector<std::optional<TotalVol>*> asked;
  std::vector<VolSource> sources;
  for (std::size_t i = 0; i < vols.size(); ++i)
    for (Right right : {Right::call, Right::put}) {
      const auto quote = quote_of(q, q.rungs[i], right, false);
      if (!quote) continue;
      const bool is_otm = right == out_of_the_money(q.rungs[i].strike, q.forward);
      quotes.push_back(*quote);
      asked.push_back(right == Right::call ? &vols[i].call : &vols[i].put);
      sources.push_back(is_otm ? VolSource::otm_mid : VolSource::other_side_mid);
    }
  const auto answers = volatilities_of(q, quotes);
  for (std::size_t k = 0; k < asked.size(); ++k)
    if (answers[k]) *asked[k] = TotalVol{*answers[k], sources[k]};
  return vols;
}

std::optional<TotalVol> own_vendor(const VolQuestion& q, const Rung& rung, Right right) {
  const auto v = vendor(q, rung, right);
  return v ? std::optional(TotalVol{*v, VolSource::vendor}) : std::nullopt;
}

}  // namespace

std::string_view to_string(VolSource source) {
  switch (source) {
    case VolSource::otm_mid: return "otm_mid";
    case VolSource::other_side_mid: return "other_side_mid";
    case VolSource::smile: return "smile";
    case VolSource::neighbours: return "neighbours";
    case VolSource::vendor: return "vendor";
  }
  return "vendor";
}

RungVols volatilities_of_mids(const VolQuestion& q) {
  RungVols vols(q.rungs.size());
  fill_from_mids(q, vols);
  return vols;
}

std::vector<SmileQuote> smile_quotes(const VolQuestion& q, const RungVols& mids) {
  std::vector<SmileQuote> quotes;
  for (std::size_t i = 0; i < mids.size(); ++i) {
    if (!mids[i] || mids[i]->source != VolSource::otm_mid) continue;
    const Rung& rung = q.rungs[i];
    const auto& option = q.chain.rows[*rung.row(out_of_the_money(rung.strike, q.forward))];
    const double half_spread = std::max(half_spread_of(option), 0.5 * q.tick) / q.discount;
    const double k = std::log(rung.strike / q.forward), w = mids[i]->v * mids[i]->v;
    if (!quotes.empty() && !(k > quotes.back().k)) continue;  // a contract listed twice
    const double scaled = half_spread / std::sqrt(q.forward * rung.strike);
    if (std::isfinite(k) && w > 0 && std::isfinite(w) && scaled > 0) quotes.push_back(smile_quote(k, w, scaled));
  }
  return quotes;
}

std::vector<StrikeVol> expiry_volatilities(const VolQuestion& q, const RungVols& mids) {
  std::vector<StrikeVol> vols;
  vols.reserve(q.rungs.size());
  if (q.side == VolSide::own) {
    if (from_quotes_first(q.choice)) return own_mids(q);
    for (const Rung& rung : q.rungs)
      vols.push_back({own_vendor(q, rung, Right::call), own_vendor(q, rung, Right::put)});
    return vols;
  }
  for (const auto& vol : one_a_strike(q, mids)) vols.push_back({vol, vol});
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

std::optional<Smile> line_through(std::span<const Rung> rungs, std::span<const StrikeVol> vols, double forward) {
  std::vector<double> k, w;
  k.reserve(rungs.size());
  w.reserve(rungs.size());
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    const auto& vol = vols[i].of(out_of_the_money(rungs[i].strike, forward));
    const double place = std::log(rungs[i].strike / forward);
    if (!vol || (!k.empty() && !(place > k.back()))) continue;
    k.push_back(place);
    w.push_back(vol->v * vol->v);
  }
  if (k.empty()) return std::nullopt;
  Smile smile{.curve = broken_line(k, w), .kind = SmileKind::line};
  smile.k_low = k.front();
  smile.k_high = k.back();
  return smile;
}

}  // namespace gammafield::pricing
