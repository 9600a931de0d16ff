#include "pricing/greeks_of_options.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/side_by_side.h"
#include "kernels/greeks.h"
#include "pricing/american_chain.h"

namespace gammafield::pricing {
namespace {

constexpr std::size_t at_a_time = 256;  // options whose columns stay in the first cache

struct Columns {
  using Column = std::array<double, at_a_time>;
  Column K, T, sigma, r, q, sign;
  Column price, delta, gamma, vega, theta, vanna, charm, speed, zomma, colour, volga;

  void read(std::span<const BlackScholesInput> options) {
    for (std::size_t i = 0; i < options.size(); ++i) {
      const BlackScholesInput& in = options[i];
      K[i] = in.K, T[i] = in.T, sigma[i] = in.sigma, r[i] = in.r, q[i] = in.q;
      sign[i] = in.right == market::Right::call ? 1 : -1;
    }
  }

  [[nodiscard]] kernels::Leftover compute(double S, std::size_t n) {
    const auto in = [n](const Column& column) { return std::span(column).first(n); };
    const auto out = [n](Column& column) { return std::span(column).first(n); };
    return kernels::greeks({S, in(K), in(T), in(sigma), in(r), in(q), in(sign)},
                           {out(price), out(delta), out(gamma), out(vega), out(theta), out(vanna), out(charm),
                            out(speed), out(zomma), out(colour), out(volga)});
  }

  [[nodiscard]] Greeks greeks(std::size_t i) const {
    return {price[i], delta[i], gamma[i], vega[i],   theta[i], vanna[i],
            charm[i], speed[i], zomma[i], colour[i], volga[i]};
  }
};

BlackScholesInput input_of(const PricedChain& chain, const PricedOption& option) {
  const market::OptionRow& row = chain.chain->rows[option.row];
  const PricedExpiry& expiry = chain.expiries[option.expiry];
  return {.right = row.right,
          .S = chain.spot.value(),
          .K = row.strike.value(),
          .T = expiry.years,
          .r = expiry.rate,
          .q = expiry.carry,
          .sigma = option.sigma};
}

}  // namespace

void fill_greeks(std::span<const BlackScholesInput> options, std::span<Greeks> greeks) {
  assert(options.size() == greeks.size());
  Columns columns;
  for (std::size_t first = 0; first < options.size(); first += at_a_time) {
    const auto here = options.subspan(first, std::min(at_a_time, options.size() - first));
    columns.read(here);
    const auto leftover = columns.compute(here.front().S, here.size());
    for (std::size_t i = 0; i < here.size(); ++i) greeks[first + i] = columns.greeks(i);
    for (std::uint32_t i : leftover.elements()) greeks[first + i] = black_scholes_greeks(here[i]);
  }
}

void fill_greeks(PricedChain& out, std::size_t threads) {
  base::side_by_side((out.options.size() + at_a_time - 1) / at_a_time, threads, [&](std::size_t piece) {
    std::array<BlackScholesInput, at_a_time> inputs;
    std::array<Greeks, at_a_time> greeks;
    const std::size_t first = piece * at_a_time;
    const auto here = std::span(out.options).subspan(first, std::min(at_a_time, out.options.size() - first));
    std::ranges::transform(here, inputs.begin(), [&](const PricedOption& option) { return input_of(out, option); });
    fill_greeks(std::span(inputs).first(here.size()), std::span(greeks).first(here.size()));
    for (std::size_t i = 0; i < here.size(); ++i) here[i].greeks = greeks[i];
  });
  add_early_exercise(out, threads);
}

}  // namespace gammafield::pricing
