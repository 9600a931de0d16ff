#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/implied_vol.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/implied_vol.h"
#include "kernels/pieces.h"
#include "kernels/vector_math-inl.h"

#ifndef GAMMAFIELD_KERNELS_IMPLIED_VOL_ONCE
#define GAMMAFIELD_KERNELS_IMPLIED_VOL_ONCE
namespace gammafield::kernels {

/// The columns as plain pointers: no code of the standard library is compiled for a target.
struct ImpliedVolPointers {
  std::size_t n;
  const double* in[5];
  double* out[1];
};

}  // namespace gammafield::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

namespace {

using ImpliedVolTile = TileColumns<5, 1>;

/// Of a Newton step, relative: below, one Householder step of the third order leaves 1e-13, its fourth power.
constexpr double last_step = 6e-4;
constexpr double steps_max = 10;         // moneyness in standard deviations: above, the seed is not fitted
constexpr double vol_min = 1e-3;         // below, the two tails cancel and scalar code takes a series
constexpr double vol_max = 2.2;          // above, ln(price) says less than the price's complement
constexpr double near_the_money = 1e-3;  // of |F-K|/price: below, the seed's quantile would be 0/0

/// One out-of-the-money price of each option, over sqrt(F K), and the volatility so far; x = |ln(F/K)|. Not a number
/// where there is nothing to solve.
struct Problems {
  TileArray x, price, v, newton;  ///< newton: size of the last Newton step over what is allowed, less one
};

/// Bachelier's volatility is a function of |F-K|/price alone, the moneyness in standard deviations of x; then the
/// at-the-money series makes it lognormal.
HWY_INLINE Vector seed(Vector x, Vector distance_over_price, Vector price) {
  constexpr Doubles d;
  const Vector one = number(1);
  const Vector w = log_short(d, hn::Add(one, hn::Max(distance_over_price, number(near_the_money))));
  const Vector u = hn::Div(w, hn::Add(w, number(8)));
  const Vector p = polynomial(d, coefficients::bachelier_quantile, u);
  const Vector quantile = hn::Mul(w, hn::Sqrt(hn::Div(p, hn::Add(one, w))));
  const Vector normal = hn::Div(hn::Max(x, hn::Mul(number(near_the_money), price)), quantile);
  const Vector z = hn::Mul(normal, normal);
  return hn::MulAdd(hn::Mul(normal, z), polynomial(d, coefficients::lognormal_seed, z), normal);
}

HWY_INLINE void fill_problems(const ImpliedVolTile& t, Problems& p) {
  for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    constexpr Doubles d;
    const Vector F = load(t.in[0] + i), K = load(t.in[1] + i), smallest = load(t.in[4] + i);
    const Vector difference = hn::Sub(F, K);
    const Vector intrinsic = hn::Max(hn::Mul(load(t.in[3] + i), difference), hn::Zero(d));
    const Vector time_value = hn::Sub(load(t.in[2] + i), intrinsic);
    const Vector price = hn::Div(time_value, hn::Sqrt(hn::Mul(F, K)));
    const Lanes sane = hn::And(within(F, 1e-50, 1e50), within(K, 1e-50, 1e50));
    const Lanes enough = hn::And(hn::Ge(time_value, smallest), hn::Ge(price, number(1e-35)));
    const Lanes not_too_much = hn::Le(time_value, hn::Mul(number(0.75), hn::Min(F, K)));
    const Lanes solvable = hn::And(hn::And(sane, enough), not_too_much);
    const Vector x = hn::Abs(log_ratio(d, F, K));
    const Vector v = seed(x, hn::Div(hn::Abs(difference), time_value), price);
    store(x, p.x + i);
    store(price, p.price + i);
    store(hn::IfThenElse(solvable, v, hn::NaN(d)), p.v + i);
  });
}

/// One step of the third order on the logarithm of the price
///   ln b = -(h^2 + t^2)/2 + ln(1/2 [E(h - t) - E(h + t)]),  h = x/v, t = v/2, E the scaled tail,
/// as normalised_black.h of pricing has it. nu is Newton's step; the rest of Householder's is written in nu times the
/// derivatives' ratios, which saves divisions.
HWY_INLINE void householder_step(Problems& p, std::size_t i) {
  constexpr Doubles d;
  constexpr double slope_scale = 0.79788456080286535588;  // sqrt(2/pi)
  const Vector v = load(p.v + i), inverse_v = hn::Div(number(1), v), one = number(1);
  const Vector h = hn::Mul(load(p.x + i), inverse_v), t = hn::Mul(v, number(0.5));
  const auto near = near_tail_quotient(d, hn::Sub(h, t)), far = near_tail_quotient(d, hn::Add(h, t));
  const Vector bracket = hn::NegMulAdd(far.numerator, near.denominator, hn::Mul(near.numerator, far.denominator));
  const Vector denominator = hn::Mul(near.denominator, far.denominator);
  const Vector hh = hn::Mul(h, h), tt = hn::Mul(t, t);
  const Vector log_bracket = log_ratio(d, bracket, hn::Mul(hn::Add(denominator, denominator), load(p.price + i)));
  const Vector error = hn::NegMulAdd(number(0.5), hn::Add(hh, tt), log_bracket);
  const Vector nu = hn::Neg(hn::Div(hn::Mul(error, bracket), hn::Mul(denominator, number(slope_scale))));

  const Vector second = hn::Mul(hn::Sub(hh, tt), inverse_v), h_over_v = hn::Mul(h, inverse_v);
  const Vector third = hn::NegMulAdd(hn::Mul(number(3), h_over_v), h_over_v, hn::MulSub(second, second, number(0.25)));
  const Vector nu_second = hn::Mul(nu, second), first_order = hn::Add(nu_second, error);
  const Vector mixed = hn::Mul(error, hn::MulAdd(number(3), nu_second, hn::Add(error, error)));
  const Vector second_order = hn::MulAdd(hn::Mul(nu, nu), third, mixed);
  const Vector top = hn::MulAdd(number(0.5), first_order, one);
  const Vector bottom = hn::MulAdd(number(1.0 / 6), second_order, hn::Add(one, first_order));
  store(hn::MulAdd(nu, hn::Div(top, bottom), v), p.v + i);
  store(hn::NegMulAdd(number(last_step), v, hn::Abs(nu)), p.newton + i);
}

/// True where the last step was small enough, at a volatility in range.
HWY_INLINE Lanes is_solved(const Problems& p, std::size_t i) {
  const Vector v = load(p.v + i);
  const Lanes in_reach = hn::Le(load(p.x + i), hn::Mul(v, number(steps_max)));
  return hn::And(hn::And(within(v, vol_min, vol_max), in_reach), hn::Le(load(p.newton + i), number(0)));
}

/// A second step where the first was large; the others keep what they have, whoever their neighbours are.
HWY_INLINE Lanes again(Problems& p, std::size_t i, Lanes solved) {
  const Vector v = load(p.v + i), newton = load(p.newton + i);
  householder_step(p, i);
  store(hn::IfThenElse(solved, v, load(p.v + i)), p.v + i);
  store(hn::IfThenElse(solved, newton, load(p.newton + i)), p.newton + i);
  return is_solved(p, i);
}

}  // namespace

void implied_vols(const ImpliedVolPointers& pointers, Leftover& leftover) {
  for_tiles(pointers.n, pointers.in, pointers.out, [&](const ImpliedVolTile& t) HWY_ATTR {
    constexpr Doubles d;
    Problems p;
    fill_problems(t, p);
    for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA { householder_step(p, i); });
    for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
      Lanes solved = is_solved(p, i);
      const Vector v = load(p.v + i);
      const Lanes unsolved = hn::And(hn::Not(solved), hn::Eq(v, v));
      if (HWY_UNLIKELY(!hn::AllFalse(d, unsolved))) solved = again(p, i, solved);
      leave(solved, t.first + i, pointers.n, leftover);
      store(load(p.v + i), t.out[0] + i);
    });
  });
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cassert>

namespace gammafield::kernels {
namespace {

HWY_EXPORT(implied_vols);

ImpliedVolPointers pointers(const ImpliedVolInputs& in, std::span<double> v, std::size_t first, std::size_t end) {
  return {end - first,
          {in.F.data() + first, in.K.data() + first, in.price.data() + first, in.sign.data() + first,
           in.smallest_time_value.data() + first},
          {v.data() + first}};
}

}  // namespace

Leftover implied_total_vols(const ImpliedVolInputs& in, std::span<double> v, std::size_t threads) {
  const std::size_t n = v.size();
  assert(in.F.size() == n && in.K.size() == n && in.price.size() == n);
  assert(in.sign.size() == n && in.smallest_time_value.size() == n);
  return in_pieces(n, threads, [&](std::size_t first, std::size_t end) {
    Leftover leftover;
    HWY_DYNAMIC_DISPATCH(implied_vols)(pointers(in, v, first, end), leftover);
    return leftover;
  });
}

}  // namespace gammafield::kernels
#endif
