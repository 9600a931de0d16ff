#include "exposure/totals.h"

#include "exposure/exposure_sum.h"
#include "exposure/gamma_exposure.h"
#include "exposure/greek_terms.h"

namespace gammafield::exposure {
namespace {

constexpr double per_vol_point = one_vol_point;
constexpr double per_day = 1 / days_a_year;

class GreekSums {
 public:
  void add(const Totals& terms) {
    delta_.add(terms.net_dex.value());
    vega_.add(terms.net_vega.value());
    theta_.add(terms.net_theta.value());
    vanna_.add(terms.net_vanna.value());
    charm_.add(terms.net_charm.value());
    speed_.add(terms.net_speed);
    zomma_.add(terms.net_zomma);
    colour_.add(terms.net_colour);
    volga_.add(terms.net_volga);
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
  base::CompensatedSum delta_, vega_, theta_, vanna_, charm_, speed_, zomma_, colour_, volga_;
};

struct GexColumns {
  market::UsdPerPercent call, put, net;
  market::Contracts call_open_interest, put_open_interest;
};

}  // namespace

Totals greek_terms(const pricing::Greeks& greeks, market::Shares of, market::Spot spot) {
  const double shares = of.value(), S = spot.value();
  // a change of gamma as the change of gamma exposure that it is
  const auto in_gex = [&](double gamma_change) {
    return gamma_exposure(market::Gamma{gamma_change}, of, spot).value();
  };
  Totals terms;
  terms.net_dex = market::Usd{shares * greeks.delta * S};
  terms.net_vega = market::UsdPerVolPoint{shares * greeks.vega * per_vol_point};
  terms.net_theta = market::UsdPerDay{shares * greeks.theta * per_day};
  terms.net_vanna = market::UsdPerVolPoint{shares * greeks.vanna * S * per_vol_point};
  terms.net_charm = market::UsdPerDay{shares * greeks.charm * S * per_day};
  terms.net_speed = one_percent * in_gex(S * greeks.speed + 2 * greeks.gamma);
  terms.net_zomma = per_vol_point * in_gex(greeks.zomma);
  terms.net_colour = per_day * in_gex(greeks.colour);
  terms.net_volga = shares * greeks.volga * per_vol_point * per_vol_point;
  return terms;
}

Totals totals(const Book& book) {
  GreekSums greeks;
  ExposureSum gex;
  base::CompensatedSum gross;  // the terms of net, in its order: with dealers all long the two are one number
  for (const Holding& holding : book.holdings) {
    gross.add(holding.gross_gex.value());
    greeks.add(greek_terms(book.priced->options[holding.option].greeks, holding.dealer_shares, book.spot()));
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
