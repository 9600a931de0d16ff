#include "exposure/totals.h"

#include "exposure/exposure_sum.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double per_vol_point = one_vol_point;
constexpr double per_day = 1 / days_a_year;

/// The dealer's sum of every greek but gamma, in the units of docs/methods.md section 3.
class GreekSums {
 public:
  explicit GreekSums(market::Spot spot) : spot_(spot.value()) {}

  void add(const pricing::Greeks& greeks, double shares) {
    delta_.add(shares * greeks.delta * spot_);
    vega_.add(shares * greeks.vega * per_vol_point);
    theta_.add(shares * greeks.theta * per_day);
    vanna_.add(shares * greeks.vanna * spot_ * per_vol_point);
    charm_.add(shares * greeks.charm * spot_ * per_day);
    speed_.add(one_percent * in_gex(spot_ * greeks.speed + 2 * greeks.gamma, shares));
    zomma_.add(per_vol_point * in_gex(greeks.zomma, shares));
    colour_.add(per_day * in_gex(greeks.colour, shares));
    volga_.add(shares * greeks.volga * per_vol_point * per_vol_point);
  }

  void write_to(Totals& totals) const {
    totals.net_dex = market::Usd{delta_.value()};
    totals.net_vega = market::UsdPerVolPoint{vega_.value()};
    totals.net_theta = market::UsdPerDay{theta_.value()};
    totals.net_vanna = market::UsdPerVolPoint{vanna_.value()};
    totals.net_charm = market::UsdPerDay{charm_.value()};
    totals.net_speed = speed_.value();
    totals.net_zomma = zomma_.value();
    totals.net_colour = colour_.value();
    totals.net_volga = volga_.value();
  }

 private:
  /// A change of gamma as the change of gamma exposure that it is.
  [[nodiscard]] double in_gex(double gamma_change, double shares) const {
    return gamma_exposure(market::Gamma{gamma_change}, market::Shares{shares}, market::Spot{spot_}).value();
  }

  double spot_;
  base::CompensatedSum delta_, vega_, theta_, vanna_, charm_, speed_, zomma_, colour_, volga_;
};

struct GexColumns {
  market::UsdPerPercent call, put, net;
  market::Contracts call_open_interest, put_open_interest;
};

}  // namespace

Totals totals(const Book& book) {
  GreekSums greeks{book.spot()};
  ExposureSum gex;
  base::CompensatedSum gross;  // the terms of net, in its order: with dealers all long the two are one number
  for (const Holding& holding : book.holdings) {
    gross.add(holding.gross_gex.value());
    greeks.add(book.priced->options[holding.option].greeks, holding.dealer_shares.value());
    gex.add(holding);
  }
  GexColumns columns;
  gex.write_to(columns);
  Totals totals;
  totals.net_gex = columns.net;
  totals.call_gex = columns.call;
  totals.put_gex = columns.put;
  totals.gross_gex = market::UsdPerPercent{gross.value()};
  greeks.write_to(totals);
  return totals;
}

}  // namespace gammafield::exposure
