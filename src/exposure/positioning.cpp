#include "exposure/positioning.h"

#include <algorithm>
#include <cassert>

#include "market/roots.h"

namespace gammafield::exposure {
namespace {

using enum PositioningModel;
constexpr std::array all_models{naive, all_short, all_long, index_gpp, user, flow, open_close};

constexpr double long_all = 1;
constexpr double short_all = -1;
constexpr double flat = 0;

double index_gpp_fraction(const market::Expiry& expiry, const market::OptionRow& row, market::Spot spot) {
  if (market::root_spec(expiry.root, expiry.exchange).kind == market::UnderlyingKind::stock_or_etf) return long_all;
  const bool out_of_the_money_put = row.right == market::Right::put && row.strike.value() < spot.value();
  return out_of_the_money_put ? short_all : flat;
}

/// Nobody can hold more than there is.
double share_of(double contracts, const market::OptionRow& row) {
  const double open_interest = row.open_interest.value_or(market::Contracts{}).value();
  return open_interest > 0 ? std::clamp(contracts / open_interest, short_all, long_all) : flat;
}

}  // namespace

std::string_view to_string(PositioningModel model) {
  switch (model) {
    case naive: return "naive";
    case all_short: return "all_short";
    case all_long: return "all_long";
    case index_gpp: return "index_gpp";
    case user: return "user";
    case flow: return "flow";
    case open_close: return "open_close";
  }
  return "";
}

std::optional<PositioningModel> parse_positioning(std::string_view text) {
  for (const PositioningModel model : all_models) {
    if (text == to_string(model)) return model;
  }
  return std::nullopt;
}

DealerFraction Positioning::fraction(const market::Expiry& expiry, const market::OptionRow& row,
                                     market::Spot spot) const {
  if (expiry.unlisted)
    return DealerFraction{*expiry.unlisted == market::UnlistedSide::dealers_long ? long_all : short_all};
  switch (model_) {
    case naive: return DealerFraction{row.right == market::Right::call ? long_all : short_all};
    case all_short: return DealerFraction{short_all};
    case all_long: return DealerFraction{long_all};
    case index_gpp: return DealerFraction{index_gpp_fraction(expiry, row, spot)};
    case user:
    case flow:
    case open_close: return DealerFraction{from_data(expiry, row).value_or(flat)};
  }
  return DealerFraction{flat};
}

bool Positioning::covers(const market::Expiry& expiry, const market::OptionRow& row) const {
  if (expiry.unlisted) return true;
  const bool from_formula = model_ != user && model_ != flow && model_ != open_close;
  return from_formula || from_data(expiry, row).has_value();
}

Positioning Positioning::of_holdings(PositioningModel model, std::map<market::ContractKey, market::Contracts> held) {
  assert(model == flow || model == open_close);
  Positioning positioning{model};
  for (const auto& [contract, contracts] : held) positioning.by_contract_.emplace(contract, contracts.value());
  return positioning;
}

std::optional<double> Positioning::from_data(const market::Expiry& expiry, const market::OptionRow& row) const {
  if (!by_contract_.empty()) {
    const auto found = by_contract_.find(market::key_of(expiry, row));
    if (found != by_contract_.end()) return model_ == user ? found->second : share_of(found->second, row);
  }
  return by_right_[static_cast<std::size_t>(row.right)];
}

}  // namespace gammafield::exposure
