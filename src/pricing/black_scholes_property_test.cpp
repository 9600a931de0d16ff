#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <functional>

#include "pricing/black_scholes.h"

/// The identities of docs/methods.md 8.1, on random options.
namespace gammafield::pricing {
namespace {

using market::Right;

double uniform(double low, double high) { return low + (high - low) * (*rc::gen::inRange<int>(0, 1'000'001)) / 1e6; }

/// Within four standard deviations of the money, so that no term is lost in another's last digits.
BlackScholesInput random_option() {
  BlackScholesInput in;
  in.right = *rc::gen::element(Right::call, Right::put);
  in.S = std::exp(uniform(0, 9));
  in.T = std::exp(uniform(-7, 1.2));
  in.sigma = uniform(0.05, 1.5);
  in.r = uniform(-0.01, 0.09);
  in.q = uniform(0, 0.06);
  in.K = in.S * std::exp(uniform(-4, 4) * in.sigma * std::sqrt(in.T));
  return in;
}

BlackScholesInput with_right(BlackScholesInput in, Right right) {
  in.right = right;
  return in;
}

void assert_close(double a, double b, double tolerance) { RC_ASSERT(std::abs(a - b) <= tolerance); }

/// Central difference extrapolated twice (Richardson): error of sixth order in the step.
double derivative(const std::function<double(double)>& f, double x, double step) {
  const auto central = [&](double h) { return (f(x + h) - f(x - h)) / (2 * h); };
  const double a = central(step), b = central(step / 2), c = central(step / 4);
  const double ab = (4 * b - a) / 3, bc = (4 * c - b) / 3;
  return (16 * bc - ab) / 15;
}

RC_GTEST_PROP(BlackScholesIdentity, PutCallParity, ()) {
  const BlackScholesInput in = random_option();
  const Greeks c = black_scholes_greeks(with_right(in, Right::call)),
               p = black_scholes_greeks(with_right(in, Right::put));
  const double carried = in.S * std::exp(-in.q * in.T), discounted = in.K * std::exp(-in.r * in.T);
  assert_close(c.price - p.price, carried - discounted, 1e-13 * (carried + discounted));
  assert_close(c.delta - p.delta, std::exp(-in.q * in.T), 1e-14);
  assert_close(c.theta - p.theta, in.q * carried - in.r * discounted, 1e-12 * (std::abs(c.theta) + carried));
  assert_close(c.charm - p.charm, in.q * std::exp(-in.q * in.T), 1e-13 * (1 + std::abs(c.charm)));
}

RC_GTEST_PROP(BlackScholesIdentity, CallAndPutShareEverythingButDeltaThetaCharm, ()) {
  const BlackScholesInput in = random_option();
  const Greeks c = black_scholes_greeks(with_right(in, Right::call)),
               p = black_scholes_greeks(with_right(in, Right::put));
  RC_ASSERT(c.gamma == p.gamma);
  RC_ASSERT(c.vega == p.vega);
  RC_ASSERT(c.vanna == p.vanna);
  RC_ASSERT(c.speed == p.speed);
  RC_ASSERT(c.zomma == p.zomma);
  RC_ASSERT(c.colour == p.colour);
  RC_ASSERT(c.volga == p.volga);
}

RC_GTEST_PROP(BlackScholesIdentity, GammaFromTheStrikeSide, ()) {
  const BlackScholesInput in = random_option();
  const double v = in.sigma * std::sqrt(in.T);
  const double d2 = (std::log(in.S / in.K) + (in.r - in.q) * in.T) / v - v / 2;
  const double other = in.K * std::exp(-in.r * in.T) * normal_density(d2) / (in.S * in.S * v);
  assert_close(black_scholes_gamma(in), other, 1e-11 * other);
}

RC_GTEST_PROP(BlackScholesIdentity, SolvesThePricingEquation, ()) {
  const BlackScholesInput in = random_option();
  const Greeks g = black_scholes_greeks(in);
  const double convexity = 0.5 * in.sigma * in.sigma * in.S * in.S * g.gamma;
  const double residual = g.theta + convexity + (in.r - in.q) * in.S * g.delta - in.r * g.price;
  assert_close(residual, 0, 1e-12 * (std::abs(g.theta) + convexity + in.S));
}

RC_GTEST_PROP(BlackScholesIdentity, HomogeneousInSpotAndStrike, ()) {
  const BlackScholesInput in = random_option();
  const double scale = uniform(0.01, 50);
  BlackScholesInput scaled = in;
  scaled.S *= scale;
  scaled.K *= scale;
  const Greeks g = black_scholes_greeks(in), s = black_scholes_greeks(scaled);
  assert_close(s.price, scale * g.price, 1e-11 * scale * (g.price + 1e-3 * in.S));
  assert_close(s.gamma, g.gamma / scale, 1e-10 * s.gamma);
}

RC_GTEST_PROP(BlackScholesIdentity, PutCallSymmetry, ()) {
  const BlackScholesInput in = with_right(random_option(), Right::call);
  const BlackScholesInput mirror{Right::put, in.K, in.S, in.T, in.q, in.r, in.sigma};
  const double call = black_scholes_greeks(in).price;
  assert_close(call, black_scholes_greeks(mirror).price, 1e-13 * (in.S + in.K));
}

RC_GTEST_PROP(BlackScholesIdentity, VegaIsGammaTimesVarianceTime, ()) {
  const BlackScholesInput in = random_option();
  const Greeks g = black_scholes_greeks(in);
  assert_close(g.vega, in.sigma * in.T * in.S * in.S * g.gamma, 1e-13 * g.vega);
}

RC_GTEST_PROP(BlackScholesIdentity, GammaIsTheStrikeConvexity, ()) {
  const BlackScholesInput in = random_option();
  const double v = in.sigma * std::sqrt(in.T);
  const auto price_slope = [&](double K) {
    return derivative(
        [&](double k) {
          BlackScholesInput at = in;
          at.K = k;
          return black_scholes_greeks(at).price;
        },
        K, 0.05 * v * K);
  };
  const double convexity = derivative(price_slope, in.K, 0.1 * v * in.K);
  const double from_gamma = in.S * in.S * black_scholes_gamma(in) / (in.K * in.K);
  assert_close(convexity, from_gamma, 2e-5 * (from_gamma + 1e-3 * in.S / (in.K * in.K * v)));
}

TEST(BlackScholesIdentity, GammaIntegratesToTheWholeDelta) {
  for (double q : {0.0, 0.04}) {
    const double K = 100, T = 0.3, sigma = 0.25;
    double integral = 0;  // midpoint rule in ln S
    constexpr int nodes = 4000;
    const double step = 6.0 / nodes;
    for (int i = 0; i < nodes; ++i) {
      const double S = K * std::exp(-3 + step * (i + 0.5));
      integral += black_scholes_gamma({Right::call, S, K, T, 0.03, q, sigma}) * S * step;
    }
    EXPECT_NEAR(integral, std::exp(-q * T), 1e-12);
  }
}

/// Each greek against the numerical derivative of the one it comes from.
struct Move {
  double (*from)(const Greeks&);
  double (*to)(const Greeks&);
  double BlackScholesInput::* along;
  double sign;  // calendar time runs against T
};

const Move moves[] = {
    {[](const Greeks& g) { return g.price; }, [](const Greeks& g) { return g.delta; }, &BlackScholesInput::S, 1},
    {[](const Greeks& g) { return g.delta; }, [](const Greeks& g) { return g.gamma; }, &BlackScholesInput::S, 1},
    {[](const Greeks& g) { return g.gamma; }, [](const Greeks& g) { return g.speed; }, &BlackScholesInput::S, 1},
    {[](const Greeks& g) { return g.price; }, [](const Greeks& g) { return g.vega; }, &BlackScholesInput::sigma, 1},
    {[](const Greeks& g) { return g.delta; }, [](const Greeks& g) { return g.vanna; }, &BlackScholesInput::sigma, 1},
    {[](const Greeks& g) { return g.gamma; }, [](const Greeks& g) { return g.zomma; }, &BlackScholesInput::sigma, 1},
    {[](const Greeks& g) { return g.vega; }, [](const Greeks& g) { return g.volga; }, &BlackScholesInput::sigma, 1},
    {[](const Greeks& g) { return g.price; }, [](const Greeks& g) { return g.theta; }, &BlackScholesInput::T, -1},
    {[](const Greeks& g) { return g.delta; }, [](const Greeks& g) { return g.charm; }, &BlackScholesInput::T, -1},
    {[](const Greeks& g) { return g.gamma; }, [](const Greeks& g) { return g.colour; }, &BlackScholesInput::T, -1},
};

RC_GTEST_PROP(BlackScholesIdentity, EachGreekIsTheDerivativeItClaims, ()) {
  const BlackScholesInput in = random_option();
  const Greeks g = black_scholes_greeks(in);
  for (const Move& move : moves) {
    const double at = in.*move.along;
    const double step = 0.02 * at * (move.along == &BlackScholesInput::S ? in.sigma * std::sqrt(in.T) : 1);
    const auto from = [&](double x) {
      BlackScholesInput moved = in;
      moved.*move.along = x;
      return move.from(black_scholes_greeks(moved));
    };
    const double numeric = move.sign * derivative(from, at, step);
    const double noise =
        1e-14 * (std::abs(move.from(g)) + 1e-2 * (move.to(g) == g.delta || move.to(g) == g.theta ? in.S : 0)) / step;
    const double scale = std::abs(move.to(g)) + std::abs(move.from(g)) / at;
    assert_close(numeric, move.to(g), 1e-6 * scale + 100 * noise);
  }
}

}  // namespace
}  // namespace gammafield::pricing
