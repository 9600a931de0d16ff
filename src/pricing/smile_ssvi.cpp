#include "pricing/smile_ssvi.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pricing/simplex_search.h"

namespace gammafield::pricing {
namespace {

constexpr std::size_t quotes_a_slice = 16;
constexpr double residual_max = 10;  // tolerances
constexpr int steps = 120;
constexpr double precision = 1e-5;
constexpr double rho_max = 0.999;
constexpr double eta_scale = 2;  // eta (1 + |rho|) is at most this
constexpr double gamma_max = 0.5;

double between_zero_and_one(double x) { return 1 / (1 + std::exp(-x)); }

/// Every place in three dimensions is a surface in the domain.
Ssvi surface_at(const std::array<double, 3>& at) {
  const double rho = rho_max * std::tanh(at[0]);
  return {rho, eta_scale / (1 + std::abs(rho)) * between_zero_and_one(at[1]), gamma_max * between_zero_and_one(at[2])};
}

double misses(const Ssvi& surface, std::span<const SsviSlice> slices) {
  double sum = 0;
  for (const SsviSlice& slice : slices) {
    const RawSvi curve = surface.slice(slice.theta);
    const std::size_t count = std::min(quotes_a_slice, slice.quotes.size());
    for (std::size_t i = 0; i < count; ++i) {
      const SmileQuote& quote = slice.quotes[count < 2 ? 0 : i * (slice.quotes.size() - 1) / (count - 1)];
      const double miss = std::min(std::abs(curve.variance(quote.k) - quote.w) / quote.tolerance, residual_max);
      sum += miss * miss;
    }
  }
  return sum;
}

}  // namespace

double Ssvi::phi(double theta) const { return eta * std::pow(theta, -gamma) * std::pow(1 + theta, gamma - 1); }

RawSvi Ssvi::slice(double theta) const {
  const double bend = phi(theta), rest = 1 - rho * rho;
  return {0.5 * theta * rest, 0.5 * theta * bend, rho, -rho / bend, std::sqrt(rest) / bend};
}

bool Ssvi::in_domain() const {
  return std::abs(rho) < 1 && eta > 0 && eta * (1 + std::abs(rho)) <= eta_scale * (1 + 1e-12) && gamma > 0 &&
         gamma <= gamma_max;
}

bool Ssvi::is_butterfly_free(double theta) const {
  const double bend = phi(theta), skew = 1 + std::abs(rho);
  return theta * bend * skew < 4 && theta * bend * bend * skew <= 4;
}

bool Ssvi::is_calendar_free(double theta) const {
  // d ln(theta phi)/d ln theta = 1 - gamma + (gamma - 1) theta/(1 + theta)
  const double rise = phi(theta) * (1 - gamma) / (1 + theta);
  return rise >= 0 && rise * rho * rho <= phi(theta) * (1 + std::sqrt(1 - rho * rho));
}

std::optional<double> theta_of(std::span<const SmileQuote> quotes) {
  const auto right = std::ranges::lower_bound(quotes, 0.0, {}, &SmileQuote::k);
  if (right == quotes.end() || (right == quotes.begin() && right->k > 0)) return std::nullopt;
  if (right->k == 0) return right->w;
  const SmileQuote& left = *(right - 1);
  return std::lerp(left.w, right->w, -left.k / (right->k - left.k));
}

std::optional<Ssvi> fit_ssvi(std::span<const SsviSlice> slices) {
  if (std::ranges::all_of(slices, [](const SsviSlice& slice) { return slice.quotes.empty(); })) return std::nullopt;
  const auto height = [&](const std::array<double, 3>& at) { return misses(surface_at(at), slices); };
  const Ssvi found = surface_at(lowest_vertex<3>(height, {-0.7, 0, 1}, {0.3, 0.7, 0.7}, steps, precision).at);
  return found.in_domain() ? std::optional{found} : std::nullopt;
}

}  // namespace gammafield::pricing
