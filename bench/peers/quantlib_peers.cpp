#include <cmath>
#include <limits>

#include <ql/exercise.hpp>
#include <ql/math/solvers1d/brent.hpp>
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/pricingengines/vanilla/qdfpamericanengine.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include "peers.h"

namespace gammafield::bench::quantlib {
namespace {

using namespace QuantLib;  // NOLINT: a program of its own in all but name

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Option::Type right_of(double sign) { return sign > 0 ? Option::Call : Option::Put; }

/// One spot, one volatility quote, an engine on them.
class AmericanMarket {
 public:
  AmericanMarket(Scheme scheme, double S, double r, double q) {
    const DayCounter days = Actual365Fixed();
    const Handle<YieldTermStructure> rate{ext::make_shared<FlatForward>(today_, r, days)};
    const Handle<YieldTermStructure> yield{ext::make_shared<FlatForward>(today_, q, days)};
    const Handle<BlackVolTermStructure> vol{
        ext::make_shared<BlackConstantVol>(today_, NullCalendar(), Handle<Quote>{sigma_}, days)};
    const auto process =
        ext::make_shared<BlackScholesMertonProcess>(Handle<Quote>{ext::make_shared<SimpleQuote>(S)}, yield, rate, vol);
    engine_ = ext::make_shared<QdFpAmericanEngine>(
        process, scheme == Scheme::fast ? QdFpAmericanEngine::fastScheme() : QdFpAmericanEngine::highPrecisionScheme());
  }

  double price(const American& option, double sigma) {
    sigma_->setValue(sigma);
    VanillaOption contract{ext::make_shared<PlainVanillaPayoff>(right_of(option.sign), option.K),
                           ext::make_shared<AmericanExercise>(today_, today_ + option.days)};
    contract.setPricingEngine(engine_);
    return contract.NPV();
  }

 private:
  Date today_ = [] {
    const Date date{15, June, 2026};
    Settings::instance().evaluationDate() = date;
    return date;
  }();
  ext::shared_ptr<SimpleQuote> sigma_ = ext::make_shared<SimpleQuote>(0.2);
  ext::shared_ptr<PricingEngine> engine_;
};

}  // namespace

void greeks(const Options& in, const SevenGreeks& out) {
  for (std::size_t i = 0; i < in.count; ++i) {
    const double forward = in.S * std::exp((in.r[i] - in.q[i]) * in.T[i]);
    const BlackCalculator black(Option::Call, in.K[i], forward, in.sigma[i] * std::sqrt(in.T[i]),
                                std::exp(-in.r[i] * in.T[i]));
    out.price[i] = black.value();
    out.delta[i] = black.delta(in.S);
    out.gamma[i] = black.gamma(in.S);
    out.vega[i] = black.vega(in.T[i]);
    out.theta[i] = black.theta(in.S, in.T[i]);
  }
}

void implied_vol(std::size_t count, const double* F, const double* K, const double* price, const double* sign,
                 double accuracy, double* out) {
  for (std::size_t i = 0; i < count; ++i) {
    try {
      out[i] = blackFormulaImpliedStdDevLiRS(right_of(sign[i]), K[i], F[i], price[i], 1.0, 0.0, Null<Real>(), 1.0,
                                             accuracy, 200);
    } catch (const std::exception&) {
      out[i] = not_a_number;
    }
  }
}

void american_price(Scheme scheme, double S, double r, double q, std::size_t count, const American* options,
                    double* out) {
  AmericanMarket market{scheme, S, r, q};
  for (std::size_t i = 0; i < count; ++i) out[i] = market.price(options[i], options[i].sigma);
}

void american_vol(double S, double r, double q, std::size_t count, const American* options, const double* price,
                  double* out) {
  AmericanMarket market{Scheme::fast, S, r, q};
  for (std::size_t i = 0; i < count; ++i) {
    try {
      Brent brent;
      brent.setMaxEvaluations(100);
      out[i] =
          brent.solve([&](double sigma) { return market.price(options[i], sigma) - price[i]; }, 1e-6, 0.25, 0.01, 3.0);
    } catch (const std::exception&) {
      out[i] = not_a_number;
    }
  }
}

}  // namespace gammafield::bench::quantlib
