#include "pricing/american_chain.h"

#include <vector>

#include "base/side_by_side.h"

namespace gammafield::pricing {
namespace {

void add(Greeks& to, const Greeks& more) {
  to.price += more.price;
  to.delta += more.delta;
  to.gamma += more.gamma;
  to.vega += more.vega;
  to.theta += more.theta;
  to.vanna += more.vanna;
  to.charm += more.charm;
  to.speed += more.speed;
  to.zomma += more.zomma;
  to.colour += more.colour;
  to.volga += more.volga;
}

/// The options of one expiry and what tells them apart.
struct Group {
  std::vector<std::size_t> options;
  std::vector<AmericanContract> contracts;
};

std::vector<Group> by_expiry(const PricedChain& priced) {
  std::vector<Group> groups(priced.expiries.size());
  std::vector<std::size_t> sizes(groups.size());
  for (const PricedOption& option : priced.options) sizes[option.expiry] += priced.expiries[option.expiry].american;
  for (std::size_t e = 0; e < groups.size(); ++e) {
    groups[e].options.reserve(sizes[e]);
    groups[e].contracts.reserve(sizes[e]);
  }
  for (std::size_t i = 0; i < priced.options.size(); ++i) {
    const PricedOption& option = priced.options[i];
    if (!priced.expiries[option.expiry].american) continue;
    const market::OptionRow& row = priced.chain->rows[option.row];
    groups[option.expiry].options.push_back(i);
    groups[option.expiry].contracts.push_back({row.right, row.strike.value(), option.sigma});
  }
  return groups;
}

void price_by_lattice(PricedChain& priced, const PricedExpiry& expiry, const Group& group) {
  std::vector<Greeks> european;
  for (const std::size_t i : group.options) european.push_back(priced.options[i].greeks);
  const auto now = lattice_expiry(expiry, priced.spot.value()).greeks(group.contracts, european);
  for (std::size_t k = 0; k < group.options.size(); ++k) {
    PricedOption& option = priced.options[group.options[k]];
    option.exercised = now[k].exercised;
    option.greeks = now[k].greeks;
  }
}

void price_by_boundaries(PricedChain& priced, const PricedExpiry& expiry, const Group& group) {
  AmericanExpiry american = american_expiry(expiry, priced.spot.value(), expiry.years);
  const auto premiums = american.premiums(group.contracts);
  for (std::size_t k = 0; k < premiums.size(); ++k) {
    PricedOption& option = priced.options[group.options[k]];
    option.exercised = premiums[k].exercised;
    if (option.exercised)
      option.greeks = premiums[k].greeks;
    else
      add(option.greeks, premiums[k].greeks);
  }
}

}  // namespace

std::string_view to_string(ExerciseModel model) {
  switch (model) {
    case ExerciseModel::by_contract: return "auto";
    case ExerciseModel::european: return "european";
    case ExerciseModel::american: return "american";
  }
  return "auto";
}

std::string_view to_string(AmericanEngine engine) { return engine == AmericanEngine::fd ? "fd" : "alo"; }

bool is_american(const market::Expiry& expiry, ExerciseModel model) {
  if (model == ExerciseModel::by_contract) return expiry.exercise == market::Exercise::american;
  return model == ExerciseModel::american;
}

bool needs_lattice(const PricedExpiry& expiry, AmericanEngine engine) {
  const bool put_between = expiry.carry < expiry.rate && expiry.rate < 0;
  const bool call_between = expiry.rate < expiry.carry && expiry.carry < 0;
  return engine == AmericanEngine::fd || !expiry.dividends.empty() || put_between || call_between;
}

LatticeExpiry lattice_expiry(const PricedExpiry& expiry, double spot) {
  return {spot, expiry.years, expiry.forward.forward, expiry.forward.discount, expiry.dividends};
}

AmericanExpiry american_expiry(const PricedExpiry& expiry, double spot, double years) {
  const auto& solved = expiry.exercise;
  if (!solved || solved->T() != years || solved->r() != expiry.rate || solved->q() != expiry.carry)
    return {spot, years, expiry.rate, expiry.carry};
  AmericanExpiry american = *solved;
  american.move_spot(spot);
  return american;
}

void add_early_exercise(PricedChain& priced, std::size_t threads) {
  const auto groups = by_expiry(priced);
  base::side_by_side(groups.size(), threads, [&](std::size_t e) {
    if (groups[e].options.empty()) return;
    const PricedExpiry& expiry = priced.expiries[e];
    if (expiry.by_lattice)
      price_by_lattice(priced, expiry, groups[e]);
    else
      price_by_boundaries(priced, expiry, groups[e]);
  });
}

}  // namespace gammafield::pricing
