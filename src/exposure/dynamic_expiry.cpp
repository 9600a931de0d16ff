#include "exposure/dynamic_expiry.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

using pricing::CubicCurve;
using pricing::RawSvi;
using pricing::VarianceAt;

constexpr double narrowest = 1e-8;    // v; pricing clamps gamma at the same width
constexpr double least_share = 0.1;   // of a contract's own volatility
constexpr double smallest_w = 1e-16;  // of the smile: its square root is divided by

/// sqrt(w) with its derivatives.
VarianceAt root_of(const VarianceAt& w) {
  const double v = std::sqrt(std::max(w.w, smallest_w)), slope = 0.5 * w.slope / v;
  return {v, slope, (0.5 * w.curvature - slope * slope) / v};
}

/// Writes sqrt(w(k - x)) and its derivatives over k for ascending k.
void roots_at(const RawSvi& svi, std::span<const double> k, double x, MovedVols& out) {
  for (std::size_t i = 0; i < k.size(); ++i) {
    const VarianceAt root = root_of(svi.at(k[i] - x));
    out.v[i] = root.w;
    out.slope[i] = root.slope;
    out.curvature[i] = root.curvature;
  }
}

/// The same; ascending k meets the curve's pieces in order.
void roots_at(const CubicCurve& curve, std::span<const double> k, double x, MovedVols& out) {
  std::size_t piece = 0;
  for (std::size_t i = 0; i < k.size(); ++i) {
    const double place = k[i] - x;
    while (piece < curve.knots.size() && curve.knots[piece].k < place) ++piece;
    const VarianceAt root = root_of(curve.at_piece(piece, place));
    out.v[i] = root.w;
    out.slope[i] = root.slope;
    out.curvature[i] = root.curvature;
  }
}

/// A smile that says nothing: volatilities stay.
pricing::Smile still() { return {.curve = CubicCurve{.knots = {{0, 0.01, 0}}}}; }

bool same_entry(const pricing::PricedChain& priced, const Holding& left, const Holding& right) {
  return left.expiry == right.expiry && left.strike == right.strike &&
         priced.options[left.option].sigma == priced.options[right.option].sigma;
}

DynamicExpiry begin_expiry(const pricing::PricedExpiry& expiry, SmileDynamics dynamics) {
  DynamicExpiry out;
  const bool moves = dynamics.kind != SmileDynamics::Kind::sticky_strike && expiry.smile;
  out.smile = moves ? *expiry.smile : still();
  out.skew = dynamics.kind == SmileDynamics::Kind::ssr ? dynamics.ratio * root_of(out.smile.at(0)).slope : 0;
  return out;
}

void add_entry(DynamicExpiry& out, const pricing::PricedExpiry& expiry, const Holding& holding, double sigma) {
  const double k = std::log(holding.strike.value() / expiry.forward.forward);
  out.k.push_back(k);
  out.v.push_back(std::max(sigma * std::sqrt(expiry.years), narrowest));
  out.smile_v.push_back(root_of(out.smile.at(k)).w);
  out.net_peak.push_back(0);
  out.gross_peak.push_back(0);
}

/// Gamma times s^2 is the strike's own second derivative times K^2 (docs/methods.md 8.1).
void add_shares(DynamicExpiry& out, const pricing::PricedExpiry& expiry, const Holding& holding) {
  const market::Spot strike{holding.strike.value()};
  const market::Gamma gamma{std::exp(-expiry.rate * expiry.years) * pricing::normal_density(0) / strike.value()};
  out.net_peak.back() += gamma_exposure(gamma, holding.dealer_shares, strike).value();
  out.gross_peak.back() += gamma_exposure(gamma, holding.gross_shares, strike).value();
}

}  // namespace

std::vector<DynamicExpiry> dynamic_expiries(const Book& book, SmileDynamics dynamics) {
  const pricing::PricedChain& priced = *book.priced;
  std::vector<DynamicExpiry> expiries;
  const Holding* last = nullptr;
  for (const Holding& holding : book.holdings) {
    const pricing::PricedExpiry& expiry = priced.expiries[holding.expiry];
    if (!last || last->expiry != holding.expiry) expiries.push_back(begin_expiry(expiry, dynamics));
    if (!last || !same_entry(priced, *last, holding))
      add_entry(expiries.back(), expiry, holding, priced.options[holding.option].sigma);
    add_shares(expiries.back(), expiry, holding);
    last = &holding;
  }
  return expiries;
}

void move_vols(const DynamicExpiry& expiry, double x, MovedVols& out) {
  const std::size_t count = expiry.k.size();
  out.v.resize(count);
  out.slope.resize(count);
  out.curvature.resize(count);
  std::visit([&](const auto& curve) { roots_at(curve, expiry.k, x, out); }, expiry.smile.curve);
  for (std::size_t i = 0; i < count; ++i) {
    const double v = expiry.v[i] + (out.v[i] - expiry.smile_v[i]) + expiry.skew * x;
    const bool free = v > least_share * expiry.v[i];
    out.v[i] = free ? v : least_share * expiry.v[i];
    out.slope[i] = free ? expiry.skew - out.slope[i] : 0;
    out.curvature[i] = free ? out.curvature[i] : 0;
  }
}

}  // namespace gammafield::exposure
