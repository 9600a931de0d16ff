#include "exposure/dynamic_expiry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

#include "exposure/gamma_exposure.h"
#include "pricing/smile.h"

namespace gammafield::exposure {
namespace {

using kernels::SmileShape;
using pricing::CubicCurve;
using pricing::RawSvi;

constexpr double narrowest = 1e-8;    // v; pricing clamps gamma at the same width
constexpr double smallest_w = 1e-16;  // of the smile: its square root is divided by

double root_of(double w) { return std::sqrt(std::max(w, smallest_w)); }

void take_shape(DynamicExpiry& out, const RawSvi& svi) { out.svi = {svi.a, svi.b, svi.rho, svi.m, svi.sigma}; }

/// The curve's pieces in powers of the distance from where each starts.
void take_shape(DynamicExpiry& out, CubicCurve curve) {
  out.floor = std::exchange(curve.floor, -std::numeric_limits<double>::infinity());
  const auto& knots = curve.knots;
  for (std::size_t p = 0; p <= knots.size(); ++p) {
    const double start = knots[p == 0 ? 0 : p - 1].k;
    const pricing::VarianceAt at = curve.at_piece(p, start);
    double bend = 0;
    if (p > 0 && p < knots.size()) bend = (knots[p].curvature - at.curvature) / (6 * (knots[p].k - start));
    out.pieces.push_back({start, {at.w, at.slope, 0.5 * at.curvature, bend}});
  }
}

/// A smile that says nothing: volatilities stay.
pricing::Smile still() { return {.curve = CubicCurve{.knots = {{0, 0.01, 0}}}}; }

bool same_entry(const pricing::PricedChain& priced, const Holding& left, const Holding& right) {
  return left.expiry == right.expiry && left.strike == right.strike &&
         priced.options[left.option].sigma == priced.options[right.option].sigma;
}

/// Appends an expiry's holdings, strikes ascending.
class ExpiryBuilder {
 public:
  ExpiryBuilder(const pricing::PricedExpiry& expiry, SmileDynamics dynamics)
      : smile_(dynamics.kind != SmileDynamics::Kind::sticky_strike && expiry.smile ? *expiry.smile : still()),
        forward_(expiry.forward.forward),
        root_years_(std::sqrt(expiry.years)),
        peak_(std::exp(-expiry.rate * expiry.years) * pricing::normal_density(0)) {
    std::visit([this](const auto& curve) { take_shape(out_, curve); }, smile_.curve);
    const pricing::VarianceAt at_money = smile_.at(0);
    if (dynamics.kind == SmileDynamics::Kind::ssr)
      out_.skew = dynamics.ratio * 0.5 * at_money.slope / root_of(at_money.w);
  }

  void start_entry(const Holding& holding, double sigma) {
    const double k = std::log(holding.strike.value() / forward_);
    append(k, std::max(sigma * root_years_, narrowest), root_of(smile_.variance(k)));
    ++out_.count;
  }

  /// Gamma times s^2 is the strike's own second derivative times K^2 (docs/methods.md 8.1).
  void add_shares(const Holding& holding) {
    const market::Spot strike{holding.strike.value()};
    const market::Gamma gamma{peak_ / strike.value()};
    out_.net_peak.back() += gamma_exposure(gamma, holding.dealer_shares, strike).value();
    out_.gross_peak.back() += gamma_exposure(gamma, holding.gross_shares, strike).value();
  }

  [[nodiscard]] DynamicExpiry take() {
    for (std::size_t i = 0; i < kernels::moving_padding; ++i) append(out_.k.back(), 1, 0);
    return std::move(out_);
  }

 private:
  void append(double k, double v, double smile_v) {
    out_.k.push_back(k);
    out_.v.push_back(v);
    out_.smile_v.push_back(smile_v);
    out_.net_peak.push_back(0);
    out_.gross_peak.push_back(0);
  }

  DynamicExpiry out_;
  pricing::Smile smile_;
  double forward_, root_years_;
  double peak_;  ///< D/sqrt(2 pi)
};

}  // namespace

kernels::MovingBumps DynamicExpiry::bumps(GammaMode mode) const {
  return {.count = count,
          .k = k.data(),
          .v = v.data(),
          .smile_v = smile_v.data(),
          .net = net_peak.data(),
          .gross = gross_peak.data(),
          .skew = skew,
          .smile = {svi, pieces.data(), pieces.size(), floor},
          .total = mode == GammaMode::total};
}

std::vector<DynamicExpiry> dynamic_expiries(const Book& book, SmileDynamics dynamics) {
  const pricing::PricedChain& priced = *book.priced;
  std::vector<DynamicExpiry> expiries;
  std::optional<ExpiryBuilder> builder;
  const Holding* last = nullptr;
  for (const Holding& holding : book.holdings) {
    if (!last || last->expiry != holding.expiry) {
      if (builder) expiries.push_back(builder->take());
      builder.emplace(priced.expiries[holding.expiry], dynamics);
    }
    if (!last || !same_entry(priced, *last, holding))
      builder->start_entry(holding, priced.options[holding.option].sigma);
    builder->add_shares(holding);
    last = &holding;
  }
  if (builder) expiries.push_back(builder->take());
  return expiries;
}

}  // namespace gammafield::exposure
