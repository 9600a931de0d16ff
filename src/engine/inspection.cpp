#include "engine/inspection.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace gammafield::engine {
namespace {

constexpr double near_the_money = 0.03;     // of the forward: where gamma, and so the exposure, is
constexpr double flip_tolerance = 0.002;    // of the flip
constexpr double net_tolerance = 0.01;      // of gross
constexpr double telling_gap_points = 0.5;  // vol points: above the rounding and the spread of a liquid quote
constexpr std::size_t most_gaps = 5;

SourceResult result_of(const Report& report) {
  const auto& found = report.levels;
  SourceResult result{
      .net = found.totals.net_gex, .gross = found.totals.gross_gex, .call_wall = {}, .put_wall = {}, .flip = {}};
  if (found.call_wall) result.call_wall = found.call_wall->at.strike;
  if (found.put_wall) result.put_wall = found.put_wall->at.strike;
  if (found.flip) result.flip = found.flip->price;
  return result;
}

bool disagree(const SourceResult& a, const SourceResult& b) {
  if (a.call_wall != b.call_wall || a.put_wall != b.put_wall || a.flip.has_value() != b.flip.has_value()) return true;
  if (a.flip && std::abs(a.flip->value() / b.flip->value() - 1) > flip_tolerance) return true;
  return std::abs(a.net.value() - b.net.value()) > net_tolerance * std::max(a.gross.value(), b.gross.value());
}

double median(std::vector<double> numbers) {
  if (numbers.empty()) return 0;
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::ranges::nth_element(numbers, middle);
  return *middle;
}

/// The two vendor volatilities and the solved one of a strike.
struct StrikeVols {
  std::optional<double> call, put, solved;
};

using VolsByStrike = std::map<double, StrikeVols>;

std::vector<VolsByStrike> vols_near_the_money(const pricing::PricedChain& priced) {
  std::vector<VolsByStrike> vols(priced.expiries.size());
  for (const auto& option : priced.options) {
    const auto& row = priced.chain->rows[option.row];
    const double forward = priced.expiries[option.expiry].forward.forward;
    if (std::abs(row.strike.value() / forward - 1) > near_the_money) continue;
    auto& at = vols[option.expiry][row.strike.value()];
    if (row.vendor_vol) (row.right == market::Right::call ? at.call : at.put) = row.vendor_vol->value();
    if (option.source == pricing::VolSource::otm_mid) at.solved = option.sigma;
  }
  return vols;
}

VendorGap gap_of(std::uint32_t expiry, double forward, const VolsByStrike& strikes) {
  std::vector<double> sides, sources;
  for (const auto& [strike, vols] : strikes) {
    if (vols.call && vols.put) sides.push_back(100 * (*vols.call - *vols.put));
    const auto& vendor = strike < forward ? vols.put : vols.call;
    if (vendor && vols.solved) sources.push_back(100 * (*vendor - *vols.solved));
  }
  return {.expiry = expiry,
          .call_minus_put_points = median(sides),
          .vendor_minus_solved_points = median(sources),
          .strikes = sides.size(),
          .gross_share = 0};
}

std::vector<double> gross_by_expiry(const exposure::Book& book) {
  std::vector<double> gross(book.priced->expiries.size());
  for (const auto& holding : book.holdings) gross[holding.expiry] += holding.gross_gex.value();
  return gross;
}

std::vector<VendorGap> vendor_gaps(const Analysis& solved) {
  const auto& priced = *solved.priced;
  const auto vols = vols_near_the_money(priced);
  const auto gross = gross_by_expiry(solved.book);
  const double total = solved.report.levels.totals.gross_gex.value();
  std::vector<VendorGap> gaps;
  for (std::uint32_t expiry = 0; expiry < vols.size(); ++expiry) {
    auto gap = gap_of(expiry, priced.expiries[expiry].forward.forward, vols[expiry]);
    gap.gross_share = total > 0 ? gross[expiry] / total : 0;
    if (gap.strikes > 0) gaps.push_back(gap);
  }
  std::ranges::sort(gaps, [](const VendorGap& a, const VendorGap& b) {
    return a.gross_share == b.gross_share ? a.expiry < b.expiry : a.gross_share > b.gross_share;
  });
  if (gaps.size() > most_gaps) gaps.resize(most_gaps);
  return gaps;
}

std::string expiry_name(const market::Expiry& expiry) {
  return fmt::format("{} {}", expiry.root, market::to_string(expiry.date));
}

/// A vendor that prices off another forward than the quotes shows it as a call and a put volatility that differ at one
/// strike.
void add_forward_reason(std::vector<std::string>& reasons, const Analysis& solved, const VendorGap& gap) {
  if (std::abs(gap.call_minus_put_points) < telling_gap_points) return;
  const auto& chain = *solved.priced->chain;
  reasons.push_back(
      fmt::format("{}: the vendor's call and put volatilities at one strike differ by {:+.1f} points, although parity "
                  "allows one only: it "
                  "priced off another forward than the quotes (parity {:.2f}, spot {:.2f})",
                  expiry_name(chain.expiries[gap.expiry]), gap.call_minus_put_points,
                  solved.priced->expiries[gap.expiry].forward.forward, solved.report.spot.value()));
}

void add_level_reason(std::vector<std::string>& reasons, const Analysis& solved, const VendorGap& gap) {
  if (std::abs(gap.vendor_minus_solved_points) < telling_gap_points) return;
  reasons.push_back(
      fmt::format("{}: the vendor's out-of-the-money volatilities are {:+.1f} points from those of the quotes: they "
                  "are of another time, or on another clock",
                  expiry_name(solved.priced->chain->expiries[gap.expiry]), gap.vendor_minus_solved_points));
}

bool has_american(const pricing::PricedChain& priced) {
  return std::ranges::any_of(priced.chain->expiries,
                             [](const auto& expiry) { return expiry.exercise == market::Exercise::american; });
}

std::vector<std::string> reasons_for(const Analysis& solved, const std::vector<VendorGap>& gaps) {
  std::vector<std::string> reasons;
  for (const auto& gap : gaps) {
    add_forward_reason(reasons, solved, gap);
    add_level_reason(reasons, solved, gap);
  }
  if (has_american(*solved.priced)) {
    const bool with_exercise = std::ranges::any_of(solved.priced->expiries, &pricing::PricedExpiry::american);
    reasons.emplace_back(
        with_exercise
            ? "these contracts are American and are priced so; the vendor's own method and dividends are not known"
            : "these contracts are American and are priced as European, as exercise=european asks; in the money "
              "the two differ");
  }
  if (reasons.empty()) reasons.emplace_back("the small differences near the money add up; no single expiry stands out");
  return reasons;
}

/// The chain by a volatility source: the analysis at hand when it was made by that one.
base::Result<Analysis, base::Refusal> by_source(const std::shared_ptr<const ingest::LoadedChain>& loaded,
                                                const Analysis& at_hand, pricing::VolChoice source) {
  if (at_hand.report.settings.pricing.vol == source) return at_hand;
  Settings settings = at_hand.report.settings;
  settings.pricing.vol = source;
  return analyse(loaded, settings);
}

/// The volatility and gamma of each chain row; 0 for what is not priced.
struct RowGreeks {
  double sigma = 0, gamma = 0;
  bool exercised = false;
};
std::vector<RowGreeks> greeks_by_row(const pricing::PricedChain& priced) {
  std::vector<RowGreeks> rows(priced.chain->rows.size());
  for (const auto& option : priced.options) rows[option.row] = {option.sigma, option.greeks.gamma, option.exercised};
  return rows;
}

ExerciseGap exercise_gap(const Analysis& american, const Analysis& european) {
  ExerciseGap gap{.american = result_of(american.report), .european = result_of(european.report)};
  const auto with = greeks_by_row(*american.priced), without = greeks_by_row(*european.priced);
  double vols = 0, weights = 0, differences = 0, gross = 0;
  for (std::size_t i = 0; i < with.size(); ++i) {
    const auto& row = american.priced->chain->rows[i];
    if (!american.priced->expiries[row.expiry].american || with[i].sigma == 0 || without[i].sigma == 0) continue;
    ++gap.contracts;
    gap.exercised += with[i].exercised;
    const double open_interest = row.open_interest ? row.open_interest->value() : 0;
    vols += open_interest * std::abs(with[i].sigma - without[i].sigma);
    weights += open_interest;
    differences += open_interest * std::abs(with[i].gamma - without[i].gamma);
    gross += open_interest * without[i].gamma;
  }
  if (weights > 0) gap.vol_points = 100 * vols / weights;
  if (gross > 0) gap.gamma_share = differences / gross;
  return gap;
}

/// The chain with early exercise and without; the one that is not at hand is computed.
base::Result<std::optional<ExerciseGap>, base::Refusal> compare_exercise(
    const std::shared_ptr<const ingest::LoadedChain>& loaded, const Analysis& at_hand) {
  if (!has_american(*at_hand.priced)) return std::optional<ExerciseGap>{};
  const bool european = at_hand.report.settings.pricing.exercise == pricing::ExerciseModel::european;
  Settings settings = at_hand.report.settings;
  settings.pricing.exercise = european ? pricing::ExerciseModel::by_contract : pricing::ExerciseModel::european;
  const auto other = analyse(loaded, settings);
  if (!other) return base::failure(other.error());
  return std::optional{european ? exercise_gap(*other, at_hand) : exercise_gap(at_hand, *other)};
}

}  // namespace

base::Result<Inspection, base::Refusal> inspect(std::shared_ptr<const ingest::LoadedChain> loaded,
                                                const Analysis& analysis) {
  const auto solved = by_source(loaded, analysis, pricing::VolChoice::solve);
  if (!solved) return base::failure(solved.error());
  Inspection seen{.solved = result_of(solved->report), .vendor = {}, .gaps = {}, .reasons = {}, .exercise = {}};
  auto exercise = compare_exercise(loaded, *solved);
  if (!exercise) return base::failure(std::move(exercise.error()));
  seen.exercise = *exercise;
  seen.has_vendor = std::ranges::any_of(loaded->chain.rows, [](const auto& row) { return row.vendor_vol.has_value(); });
  if (!seen.has_vendor) return seen;
  const auto vendor = by_source(loaded, analysis, pricing::VolChoice::vendor);
  if (!vendor) return base::failure(vendor.error());
  seen.vendor = result_of(vendor->report);
  seen.sources_disagree = disagree(seen.solved, seen.vendor);
  seen.gaps = vendor_gaps(*solved);
  if (seen.sources_disagree) seen.reasons = reasons_for(*solved, seen.gaps);
  return seen;
}

}  // namespace gammafield::engine
