#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/greeks.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/greeks.h"
#include "kernels/pieces.h"
#include "kernels/vector_math-inl.h"

#ifndef GAMMAFIELD_KERNELS_GREEKS_ONCE
#define GAMMAFIELD_KERNELS_GREEKS_ONCE
namespace gammafield::kernels {

/// Order of the outputs: as in GreekColumns.
enum GreekField : std::size_t { price, delta, gamma, vega, theta, vanna, charm, speed, zomma, colour, volga, fields };

/// The columns as plain pointers, null where not wanted: no code of the standard library is compiled for a target.
struct GreekPointers {
  double S;
  std::size_t n;
  const double* in[6];
  double* out[fields];
};

}  // namespace gammafield::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

namespace {

/// True where the inputs are in the range of greeks.h; comparisons are false for NaN.
HWY_INLINE Lanes in_range(Vector K, Vector T, Vector v, Vector rT, Vector qT) {
  const Lanes powers = hn::Le(hn::Add(hn::Abs(rT), hn::Abs(qT)), number(100));
  return hn::And(hn::And(within(K, 1e-50, 1e50), within(T, 1e-12, 1e6)), hn::And(within(v, 1e-5, 50), powers));
}

constexpr double inverse_sqrt_2pi = 0.39894228040143267794, half_sqrt_2pi = 1.2533141373155002512;

/// Columns of a tile by name.
struct OptionTile {
  const double *K, *T, *sigma, *r, *q, *sign;
};
template <std::size_t outputs>
HWY_INLINE OptionTile options_of(const TileColumns<6, outputs>& tile_columns) {
  const auto& in = tile_columns.in;
  return {in[0], in[1], in[2], in[3], in[4], in[5]};
}

/// What the greeks share: v = sigma sqrt T; exponents and then exponentials of -qT, -rT and -d1^2/2.
struct Scratch {
  TileArray inverse_v, root_T, d1, d2, tail1, tail2;
  TileArray carry, discount, density;
};

struct Moneyness {
  Vector root_T, v, inverse_v, h, minus_rT, minus_qT;  ///< d1 = h + v/2, d2 = h - v/2
};
HWY_INLINE Moneyness moneyness(Vector S, const OptionTile& o, std::size_t i) {
  const Vector T = load(o.T + i), r = load(o.r + i), q = load(o.q + i), K = load(o.K + i);
  Moneyness m;
  m.root_T = hn::Sqrt(T);
  m.v = hn::Mul(load(o.sigma + i), m.root_T);
  const Vector minus_T = hn::Neg(T);
  m.minus_rT = hn::Mul(r, minus_T);
  m.minus_qT = hn::Mul(q, minus_T);
  m.inverse_v = hn::Div(number(1), m.v);
  m.h = hn::Mul(hn::MulAdd(hn::Sub(r, q), T, log_ratio(Doubles(), S, K)), m.inverse_v);
  return m;
}

struct Spot {
  Vector S, inverse_S;
};

/// e^{-qT} n(d1) / (S v) alone: one exponential.
HWY_INLINE void gamma_tile(const Spot& spot, const OptionTile& o, const TileColumns<6, 1>& t, std::size_t end,
                           Leftover& leftover) {
  TileArray power, factor;
  for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const Moneyness m = moneyness(spot.S, o, i);
    const Vector d1 = hn::MulAdd(m.v, number(0.5), m.h);
    leave(in_range(load(o.K + i), load(o.T + i), m.v, m.minus_rT, m.minus_qT), t.first + i, end, leftover);
    store(hn::NegMulAdd(hn::Mul(number(0.5), d1), d1, m.minus_qT), power + i);
    store(hn::Mul(hn::Mul(m.inverse_v, number(inverse_sqrt_2pi)), spot.inverse_S), factor + i);
  });
  for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    store(hn::Mul(exp(Doubles(), load(power + i)), load(factor + i)), t.out[0] + i);
  });
}

HWY_INLINE void fill_exponents(const Spot& spot, const OptionTile& o, std::size_t count, std::size_t first,
                               std::size_t end, Scratch& s, Leftover& leftover) {
  for_each_vector(count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const Moneyness m = moneyness(spot.S, o, i);
    leave(in_range(load(o.K + i), load(o.T + i), m.v, m.minus_rT, m.minus_qT), first + i, end, leftover);
    const Vector d1 = hn::MulAdd(m.v, number(0.5), m.h);
    store(m.inverse_v, s.inverse_v + i);
    store(m.root_T, s.root_T + i);
    store(d1, s.d1 + i);
    store(hn::NegMulAdd(m.v, number(0.5), m.h), s.d2 + i);
    store(m.minus_qT, s.carry + i);
    store(m.minus_rT, s.discount + i);
    store(hn::Mul(hn::Mul(number(-0.5), d1), d1), s.density + i);
  });
}

/// e^x in place. A chain's columns hold runs of one expiry: a vector equal to the one before it takes its result.
HWY_INLINE void take_exponentials_of_runs(std::size_t count, double* column) {
  constexpr Doubles d;
  Vector before = hn::NaN(d), result = before;
  for_each_vector(count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector power = load(column + i);
    if (!hn::AllTrue(d, hn::Eq(power, before))) {
      before = power;
      result = exp_within(d, power);
    }
    store(result, column + i);
  });
}

HWY_INLINE void take_exponentials(std::size_t count, Scratch& s) {
  take_exponentials_of_runs(count, s.carry);
  take_exponentials_of_runs(count, s.discount);
  for_each_vector(count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    store(exp_nonpositive(Doubles(), load(s.density + i)), s.density + i);  // times sqrt(2 pi)
  });
}

/// N(-|d1|)/n(d1) and N(-|d2|)/n(d2) with one division.
HWY_INLINE void fill_tails(std::size_t count, Scratch& s) {
  for_each_vector(count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    constexpr Doubles d;
    const auto one = scaled_tail_quotient(d, hn::Abs(load(s.d1 + i)));
    const auto two = scaled_tail_quotient(d, hn::Abs(load(s.d2 + i)));
    const Vector scale = hn::Div(number(half_sqrt_2pi), hn::Mul(one.denominator, two.denominator));
    store(hn::Mul(hn::Mul(one.numerator, two.denominator), scale), s.tail1 + i);
    store(hn::Mul(hn::Mul(two.numerator, one.denominator), scale), s.tail2 + i);
  });
}

/// One vector of everything before the last step.
struct GreekTerms {
  Vector sigma, T, r, q, sign, inverse_v, root_T, d1, d2, weight, Sw, inverse_2T, drift;
};
HWY_INLINE GreekTerms greek_terms(const Spot& spot, const OptionTile& o, const Scratch& s, std::size_t i) {
  GreekTerms t;
  t.sigma = load(o.sigma + i), t.r = load(o.r + i), t.q = load(o.q + i), t.sign = load(o.sign + i);
  t.inverse_v = load(s.inverse_v + i), t.root_T = load(s.root_T + i);
  t.d1 = load(s.d1 + i), t.d2 = load(s.d2 + i);
  t.weight = hn::Mul(hn::Mul(load(s.carry + i), load(s.density + i)), number(inverse_sqrt_2pi));
  t.Sw = hn::Mul(spot.S, t.weight);
  const Vector inverse_root_T = hn::Mul(t.sigma, t.inverse_v);
  t.inverse_2T = hn::Mul(number(0.5), hn::Mul(inverse_root_T, inverse_root_T));
  t.drift = hn::NegMulAdd(hn::Mul(t.d2, hn::Sub(t.d1, t.d2)), t.inverse_2T, hn::Sub(t.r, t.q));
  return t;
}

HWY_INLINE void first_greeks(const Spot& spot, const Scratch& s, const OptionTile& o, const GreekTerms& t,
                             std::size_t i, Vector* out) {
  constexpr Doubles d;
  const Vector zero = hn::Zero(d);
  const Vector Sq = hn::Mul(spot.S, load(s.carry + i)), Kr = hn::Mul(load(o.K + i), load(s.discount + i));
  // S e^{-qT} N(-|d1|) and K e^{-rT} N(-|d2|) have the same density before them
  const Vector tail1 = hn::Mul(t.Sw, load(s.tail1 + i)), tail2 = hn::Mul(t.Sw, load(s.tail2 + i));
  const Lanes far1 = hn::Lt(hn::Mul(t.sign, t.d1), zero), far2 = hn::Lt(hn::Mul(t.sign, t.d2), zero);
  const Vector SN = hn::Mul(t.sign, hn::IfThenElse(far1, tail1, hn::Sub(Sq, tail1)));
  const Vector KN = hn::Mul(t.sign, hn::IfThenElse(far2, tail2, hn::Sub(Kr, tail2)));

  // out of the money a difference of tails, where nothing cancels but what must
  out[price] = hn::Max(hn::Sub(SN, KN), zero);
  out[delta] = hn::Mul(SN, spot.inverse_S);
  const Vector weight_over_v = hn::Mul(t.weight, t.inverse_v);
  out[gamma] = hn::Mul(weight_over_v, spot.inverse_S);
  out[vega] = hn::Mul(t.Sw, t.root_T);
  const Vector decay = hn::Mul(hn::Mul(out[vega], t.sigma), t.inverse_2T);
  out[theta] = hn::MulSub(t.q, SN, hn::MulAdd(t.r, KN, decay));
  out[vanna] = hn::NegMulAdd(hn::Mul(weight_over_v, t.d2), t.root_T, zero);
  out[charm] = hn::MulSub(t.q, out[delta], hn::Mul(weight_over_v, t.drift));
}

HWY_INLINE void further_greeks(const Spot& spot, const GreekTerms& t, Vector* out) {
  const Vector one = number(1), inverse_sigma = hn::Mul(t.inverse_v, t.root_T);
  const Vector d1_over_v = hn::Mul(t.d1, t.inverse_v), d1d2 = hn::Mul(t.d1, t.d2);
  out[speed] = hn::Neg(hn::Mul(hn::Mul(out[gamma], spot.inverse_S), hn::Add(d1_over_v, one)));
  out[zomma] = hn::Mul(hn::Mul(out[gamma], hn::Sub(d1d2, one)), inverse_sigma);
  out[colour] = hn::Mul(out[gamma], hn::MulAdd(d1_over_v, t.drift, hn::Add(t.inverse_2T, t.q)));
  out[volga] = hn::Mul(hn::Mul(out[vega], d1d2), inverse_sigma);
}

/// Seven outputs: up to charm; eleven: all.
template <std::size_t outputs>
HWY_INLINE void greek_tile(const Spot& spot, const OptionTile& o, const TileColumns<6, outputs>& t, std::size_t end,
                           Leftover& leftover) {
  Scratch s;
  fill_exponents(spot, o, t.count, t.first, end, s, leftover);
  take_exponentials(t.count, s);
  fill_tails(t.count, s);
  for_each_vector(t.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const GreekTerms terms = greek_terms(spot, o, s, i);
    Vector out[outputs];
    first_greeks(spot, s, o, terms, i, out);
    if constexpr (outputs == fields) further_greeks(spot, terms, out);
    for (std::size_t k = 0; k < outputs; ++k)
      if (t.out[k] != nullptr) store(out[k], t.out[k] + i);
  });
}

template <std::size_t outputs>
HWY_INLINE void greek_columns(const GreekPointers& p, double* const (&columns)[outputs], Leftover& leftover) {
  const Spot spot{number(p.S), number(1 / p.S)};
  for_tiles(p.n, p.in, columns, [&](const TileColumns<6, outputs>& t) GAMMAFIELD_VECTOR_LAMBDA {
    if constexpr (outputs == 1)
      gamma_tile(spot, options_of(t), t, p.n, leftover);
    else
      greek_tile(spot, options_of(t), t, p.n, leftover);
  });
}

}  // namespace

void only_gamma(const GreekPointers& p, Leftover& leftover) { greek_columns<1>(p, {p.out[gamma]}, leftover); }

void up_to_charm(const GreekPointers& p, Leftover& leftover) {
  const auto& o = p.out;
  greek_columns<7>(p, {o[price], o[delta], o[gamma], o[vega], o[theta], o[vanna], o[charm]}, leftover);
}

void all_greeks(const GreekPointers& p, Leftover& leftover) { greek_columns<fields>(p, p.out, leftover); }

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>
#include <cassert>

namespace gammafield::kernels {
namespace {

HWY_EXPORT(only_gamma);
HWY_EXPORT(up_to_charm);
HWY_EXPORT(all_greeks);

GreekPointers pointers(const GreekInputs& in, const GreekColumns& out) {
  return {in.S,
          in.K.size(),
          {in.K.data(), in.T.data(), in.sigma.data(), in.r.data(), in.q.data(), in.sign.data()},
          {out.price.data(), out.delta.data(), out.gamma.data(), out.vega.data(), out.theta.data(), out.vanna.data(),
           out.charm.data(), out.speed.data(), out.zomma.data(), out.colour.data(), out.volga.data()}};
}

GreekPointers piece_of(GreekPointers p, std::size_t first, std::size_t end) {
  p.n = end - first;
  for (const double*& column : p.in) column += first;
  for (double*& column : p.out)
    if (column != nullptr) column += first;
  return p;
}

bool wants(const GreekPointers& p, GreekField first, GreekField end) {
  return std::any_of(p.out + first, p.out + end, [](const double* column) { return column != nullptr; });
}

[[maybe_unused]] bool one_length(const GreekInputs& in) {
  const std::size_t n = in.K.size();
  return in.T.size() == n && in.sigma.size() == n && in.r.size() == n && in.q.size() == n && in.sign.size() == n;
}

Leftover compute(const GreekPointers& p) {
  Leftover leftover;
  if (!(p.S >= 1e-50 && p.S <= 1e50)) {
    for (std::size_t i = 0; i < p.n; ++i) leftover.add(i, 1, p.n);
  } else if (wants(p, speed, fields)) {
    HWY_DYNAMIC_DISPATCH(all_greeks)(p, leftover);
  } else if (wants(p, price, gamma) || wants(p, vega, speed)) {
    HWY_DYNAMIC_DISPATCH(up_to_charm)(p, leftover);
  } else {
    HWY_DYNAMIC_DISPATCH(only_gamma)(p, leftover);
  }
  return leftover;
}

}  // namespace

Leftover greeks(const GreekInputs& in, const GreekColumns& out, std::size_t threads) {
  assert(one_length(in));
  const GreekPointers p = pointers(in, out);
  return in_pieces(p.n, threads, [&](std::size_t first, std::size_t end) { return compute(piece_of(p, first, end)); });
}

}  // namespace gammafield::kernels
#endif
