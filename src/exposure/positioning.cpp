#include "exposure/positioning.h"

#include <cassert>
#include <cmath>

#include "market/roots.h"

namespace gammafield::exposure {
namespace {

using enum PositioningModel;
constexpr std::array all_models{naive, all_short, all_long, index_gpp, user};

constexpr double long_all = 1;
constexpr double short_all = -1;
constexpr double flat = 0;

double index_gpp_fraction(const market::Expiry& expiry, const market::OptionRow& row, market::Spot spot) {
  if (market::root_spec(expiry.root).kind == market::UnderlyingKind::stock_or_etf) return long_all;
  const bool out_of_the_money_put = row.right == market::Right::put && row.strike.value() < spot.value();
  return out_of_the_money_put ? short_all : flat;
}

}  // namespace

std::string_view to_string(PositioningModel model) {
  switch (model) {
    case naive: return "naive";
    case all_short: return "all_short";
    case all_long: return "all_long";
    case index_gpp: return "index_gpp";
    case user: return "user";
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
  switch (model_) {
    case naive: return DealerFraction{row.right == market::Right::call ? long_all : short_all};
    case all_short: return DealerFraction{short_all};
    case all_long: return DealerFraction{long_all};
    case index_gpp: return DealerFraction{index_gpp_fraction(expiry, row, spot)};
    case user: return DealerFraction{from_file(expiry, row).value_or(flat)};
  }
  return DealerFraction{flat};
}

bool Positioning::covers(const market::Expiry& expiry, const market::OptionRow& row) const {
  return model_ != user || from_file(expiry, row).has_value();
}

std::optional<double> Positioning::from_file(const market::Expiry& expiry, const market::OptionRow& row) const {
  if (!by_contract_.empty()) {
    const Contract contract{expiry.root, expiry.date, row.right, std::round(row.strike.value() * 1000)};
    if (const auto found = by_contract_.find(contract); found != by_contract_.end()) return found->second;
  }
  return by_right_[static_cast<std::size_t>(row.right)];
}

}  // namespace gammafield::exposure
