#include "exposure/exercise_rows.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/exercise_group.h"
#include "pricing/american_chain.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {
namespace {

using market::Right;

using Range = pricing::AmericanExpiry::Range;

constexpr std::size_t usual_side = 32;  // options

/// The American holdings of one expiry and time left, by right and range of volatilities.
struct Waiting {
  std::shared_ptr<pricing::AmericanExpiry> american;
  std::map<Range, std::vector<ExerciseGroup::Option>> sides;

  void add(const Holding& holding, double sigma) {
    const auto range = american->range_of(holding.right, sigma);
    if (!range) return;
    auto& side = sides[*range];
    if (side.empty()) side.reserve(usual_side);
    side.push_back({holding.strike.value(), sigma, holding.dealer_shares.value(), holding.gross_shares.value()});
  }
};

}  // namespace

ExerciseRows::ExerciseRows(const Book& book, std::span<const OptionState> states) {
  std::map<std::pair<std::uint32_t, double>, Waiting> expiries;
  for (std::size_t i = 0; i < book.holdings.size(); ++i) {
    const Holding& holding = book.holdings[i];
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    const double years = states.empty() ? expiry.years : states[i].years.value();
    const double sigma = states.empty() ? book.priced->options[holding.option].sigma : states[i].sigma.value();
    if (!expiry.american || !(years > 0)) continue;
    Waiting& waiting = expiries[{holding.expiry, years}];
    if (waiting.american == nullptr)
      waiting.american =
          std::make_shared<pricing::AmericanExpiry>(pricing::american_expiry(expiry, book.spot().value(), years));
    waiting.add(holding, sigma);
  }
  for (auto& [key, waiting] : expiries)
    for (auto& [range, options] : waiting.sides)
      groups_.push_back(std::make_shared<const ExerciseGroup>(key.first, waiting.american, range, std::move(options)));
}

ExerciseRows ExerciseRows::of_expiries(const std::vector<bool>& keep) const {
  ExerciseRows out;
  for (const auto& group : groups_)
    if (keep[group->expiry()]) out.groups_.push_back(group);
  return out;
}

void ExerciseRows::add_to(std::size_t places, const double* x, const kernels::GatedBumpSums& to) const {
  if (places == 0) return;
  for (const auto& group : groups_) group->add_to(places, x, to);
}

void ExerciseRows::add_tabulated(std::span<const double> ascending, const kernels::TabulatedSums& to) const {
  if (ascending.empty() || empty()) return;
  const kernels::AscendingPlaces places{ascending.size(), ascending.data()};
  for (const auto& group : groups_) group->add_tabulated(places, to);
}

std::vector<ExerciseJump> ExerciseRows::jumps(double low, double high) const {
  std::vector<ExerciseJump> found;
  for (const auto& group : groups_) group->add_jumps(low, high, found);
  std::ranges::sort(found, {}, &ExerciseJump::place);
  return found;
}

double ExerciseRows::delta_shares(double x) const {
  base::CompensatedSum sum;
  for (const auto& group : groups_) sum.add(group->delta_shares(x));
  return sum.value();
}

std::vector<double> gammas_of(const Book& book, std::span<const OptionState> states) {
  std::vector<double> gammas(states.size());
  std::map<std::pair<std::uint32_t, double>,
           std::pair<std::vector<std::size_t>, std::vector<pricing::AmericanContract>>>
      groups;
  const double S = book.spot().value();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const Holding& holding = book.holdings[i];
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    const double years = states[i].years.value(), sigma = states[i].sigma.value();
    if (!(years > 0)) continue;
    gammas[i] = pricing::black_scholes_gamma(
        {holding.right, S, holding.strike.value(), years, expiry.rate, expiry.carry, sigma});
    if (!expiry.american) continue;
    auto& [members, contracts] = groups[{holding.expiry, years}];
    members.push_back(i);
    contracts.push_back({holding.right, holding.strike.value(), sigma});
  }
  for (const auto& [key, group] : groups) {
    const pricing::PricedExpiry& expiry = book.priced->expiries[key.first];
    pricing::AmericanExpiry american = pricing::american_expiry(expiry, S, key.second);
    const auto early = american.premiums(group.second);
    for (std::size_t k = 0; k < early.size(); ++k) {
      double& gamma = gammas[group.first[k]];
      gamma = early[k].exercised ? 0 : gamma + early[k].greeks.gamma;
    }
  }
  return gammas;
}

}  // namespace gammafield::exposure
