// Exercise boundary and premium of American puts, a vector of them at a time. Included once for each target, after
// hwy/foreach_target.h; the guard lets it. Formulas: docs/methods.md 2.11, whose letters are used.
#if defined(GAMMAFIELD_KERNELS_AMERICAN_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_AMERICAN_INL_H_
#undef GAMMAFIELD_KERNELS_AMERICAN_INL_H_
#else
#define GAMMAFIELD_KERNELS_AMERICAN_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <vector>

#include "hwy/highway.h"
#include "kernels/american_nodes.h"
#include "kernels/columns-inl.h"
#include "kernels/quadrature_rest-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

inline constexpr double inverse_root_two_pi = 0.39894228040143267794;

/// exp(-x^2/2), not below 1e-308; its relative error grows like x^2.
HWY_INLINE Vector bell(Vector x) {
  constexpr Doubles d;
  return exp_within(d, hn::Max(hn::Mul(hn::Mul(hn::Set(d, -0.5), x), x), hn::Set(d, -708.0)));
}

/// N(a) and N(b), given bell(a) and bell(b); absolute error 1e-15. One division serves both.
struct TwoNormals {
  Vector a, b;
};
HWY_INLINE TwoNormals normals(Vector a, Vector bell_a, Vector b, Vector bell_b) {
  constexpr Doubles d;
  const Vector one = hn::Set(d, 1.0), half = hn::Set(d, 0.5), far = hn::Set(d, 40.0);  // bell is nothing from there on
  const auto qa = scaled_tail_quotient(d, hn::Min(hn::Abs(a), far)),
             qb = scaled_tail_quotient(d, hn::Min(hn::Abs(b), far));
  const Vector inverse = hn::Div(half, hn::Mul(qa.denominator, qb.denominator));
  const Vector tail_a = hn::Mul(hn::Mul(bell_a, qa.numerator), hn::Mul(qb.denominator, inverse));
  const Vector tail_b = hn::Mul(hn::Mul(bell_b, qb.numerator), hn::Mul(qa.denominator, inverse));
  const Vector zero = hn::Zero(d);
  return {hn::IfThenElse(hn::Gt(a, zero), hn::Sub(one, tail_a), tail_a),
          hn::IfThenElse(hn::Gt(b, zero), hn::Sub(one, tail_b), tail_b)};
}

/// N(z), absolute error 6e-8: for boundaries, which no scheme but the finest solves that closely. z times a polynomial
/// of z^2, of least largest error up to |z| = 5.3; from there on as at 5.3.
HWY_INLINE Vector normal_roughly(Vector z) {
  constexpr Doubles d;
  constexpr double far = 5.3;
  constexpr double terms[] = {0.13339256258174167,   -0.06651850577979299,   0.04926416266831385,
                              -0.0395889326951519,   0.03207952878033096,    -0.025298285148845787,
                              0.018925779606259165,  -0.013185534770722753,  0.008828346988184991,
                              -0.005849437544844121, 0.003134645870846478,   -0.0010960473528936559,
                              0.0007323034436468407, -0.0007645322208868309, 0.0002835608533546084};
  const Vector near = hn::Max(hn::Min(z, hn::Set(d, far)), hn::Set(d, -far));
  const Vector place = hn::MulSub(hn::Mul(near, hn::Set(d, 2 / (far * far))), near, hn::Set(d, 1.0));
  return hn::MulAdd(near, polynomial(d, terms, place), hn::Set(d, 0.5));
}

/// What an option is but for its moneyness. v = sigma sqrt(T).
struct PutTerms {
  Vector v, inverse_v, half_variance, rT, qT, drift;  ///< drift (r - q)T
  Vector log_start;                                   ///< ln(X/K), X = K min(1, r/q) the boundary just before expiry
};

HWY_INLINE void set_volatility(PutTerms& t, Vector v) {
  constexpr Doubles d;
  t.v = v;
  t.inverse_v = hn::Div(hn::Set(d, 1.0), v);
  t.half_variance = hn::Mul(hn::Mul(hn::Set(d, 0.5), v), v);
}

HWY_INLINE PutTerms put_terms(Vector r, Vector q, Vector sigma, Vector T) {
  constexpr Doubles d;
  const Vector one = hn::Set(d, 1.0), tiny = hn::Set(d, 1e-300);
  PutTerms t;
  set_volatility(t, hn::Mul(sigma, hn::Sqrt(T)));
  t.rT = hn::Mul(r, T);
  t.qT = hn::Mul(q, T);
  t.drift = hn::Sub(t.rT, t.qT);
  const auto starts_below = hn::And(hn::Lt(r, q), hn::Gt(q, tiny));
  t.log_start = hn::IfThenElseZero(starts_below, log_ratio(d, hn::Max(r, tiny), hn::IfThenElse(starts_below, q, one)));
  return t;
}

/// Boundary to begin with: from X towards that of an option without end, as fast as such boundaries usually move.
HWY_INLINE void first_depths(const AmericanNodes& nodes, const PutTerms& t, Vector* depth) {
  constexpr Doubles d;
  const Vector one = hn::Set(d, 1.0), tiny = hn::Set(d, 1e-300), nearest = hn::Set(d, 1e-8);
  const Vector variance = hn::Add(t.half_variance, t.half_variance);
  const Vector m = hn::Sub(hn::Div(hn::Add(t.drift, t.drift), variance), one);
  const Vector four_r = hn::Div(hn::Mul(hn::Set(d, 8.0), t.rT), variance);
  const Vector lambda = hn::Mul(hn::Set(d, -0.5), hn::Add(m, hn::Sqrt(hn::MulAdd(m, m, four_r))));
  const Vector start = exp(d, t.log_start);
  const Vector endless = hn::Min(hn::Div(lambda, hn::Sub(lambda, one)), hn::Mul(start, hn::Set(d, 0.999)));
  const Vector way = hn::Sub(start, endless), pace = hn::Div(start, way);
  for (std::size_t i = 1; i <= nodes.scheme().boundary; ++i) {
    const Vector xi = hn::Set(d, nodes.xi(i));
    const Vector gone = hn::Mul(hn::Mul(xi, hn::MulSub(t.drift, xi, hn::Add(t.v, t.v))), pace);
    const Vector b = hn::MulAdd(way, exp(d, gone), endless);
    depth[i - 1] = hn::Max(nearest, hn::Sub(t.log_start, log(d, hn::Max(b, tiny))));
  }
}

/// What is known at the collocation times, between them.
template <class Factor>
HWY_INLINE Vector between(const Factor& factor, const Vector* known, std::size_t n) {
  Vector sum = hn::Mul(factor(0), known[0]);
  for (std::size_t j = 1; j < n; ++j) sum = hn::MulAdd(factor(j), known[j], sum);
  return sum;
}
HWY_INLINE Vector between(const double* factors, const Vector* known, std::size_t n) {
  return between([&](std::size_t j) GAMMAFIELD_VECTOR_LAMBDA { return number(factors[j]); }, known, n);
}
/// sqrt of the squared depth there.
template <class Factors>
HWY_INLINE Vector depth_between(const Factors& factors, const Vector* squares, std::size_t n) {
  return hn::Sqrt(hn::Max(between(factors, squares, n), hn::Set(Doubles(), 1e-18)));
}

/// How closely a round computes its normal integrals: those of the European terms weigh more than the points'.
enum class BoundaryNormals { rough, rough_points, exact };

/// Numerator and denominator of ALO's equation B, B = K e^{-(r-q) tau} N/D, and what of them does not change.
struct BoundarySums {
  Vector n, d;
};

/// The two European terms of the equation at a collocation time, of which xi^2 and 1/xi are told, where ln(B/K) is now
/// `place`.
template <BoundaryNormals precision>
HWY_INLINE BoundarySums boundary_start(const PutTerms& t, Vector square, Vector inverse, Vector place) {
  const Vector scale = hn::Mul(t.inverse_v, inverse);
  const Vector middle = hn::MulAdd(t.drift, square, place), half = hn::Mul(t.half_variance, square);
  const Vector d1 = hn::Mul(hn::Add(middle, half), scale), d2 = hn::Mul(hn::Sub(middle, half), scale);
  if constexpr (precision == BoundaryNormals::rough) return {normal_roughly(d2), normal_roughly(d1)};
  const TwoNormals n = normals(d1, bell(d1), d2, bell(d2));
  return {n.b, n.a};
}

inline constexpr std::size_t boundary_points_max = 16 * 48;

/// A vector holds one collocation time, of as many options as it has lanes.
struct WholeVectors {
  const AmericanNodes::Rounds& rounds;

  HWY_INLINE explicit WholeVectors(const AmericanNodes& nodes) : rounds(nodes.whole()) {}
  HWY_INLINE Vector at(const std::vector<double>& column, std::size_t i) const { return number(column[i]); }
  HWY_INLINE Vector row(const Vector* depth, std::size_t i) const { return depth[i]; }
  HWY_INLINE void set_row(Vector* depth, std::size_t i, Vector next) const { depth[i] = next; }
  /// How many rates the options may have between them where growth is to be shared.
  static constexpr std::size_t rates_max = 2;
  HWY_INLINE Vector shared(const double* of_first, const double* of_last, Lanes is_first, std::size_t point) const {
    return hn::IfThenElse(is_first, number(of_first[point]), number(of_last[point]));
  }
};

#if HWY_MAX_BYTES == 64
/// A vector holds two collocation times of four options: one of the first half of the times, one of the second. What is
/// kept of each time stands in both halves.
struct HalfVectors {
  const AmericanNodes::Rounds& rounds;
  std::size_t last, points;  ///< of the times; of a time's integral

  HWY_INLINE explicit HalfVectors(const AmericanNodes& nodes)
      : rounds(nodes.halves()), last(nodes.scheme().boundary - 1), points(nodes.scheme().quadrature) {}
  HWY_INLINE std::size_t upper(std::size_t i) const { return std::min(i + rounds.rows, last); }
  HWY_INLINE Vector at(const std::vector<double>& column, std::size_t i) const {
    return load(&column[i * HWY_LANES(double)]);
  }
  HWY_INLINE Vector row(const Vector* depth, std::size_t i) const {
    return hn::ConcatUpperLower(Doubles(), depth[upper(i)], depth[i]);
  }
  HWY_INLINE void set_row(Vector* depth, std::size_t i, Vector next) const {
    constexpr Doubles d;
    depth[i] = hn::ConcatLowerLower(d, next, next);
    depth[upper(i)] = hn::ConcatUpperUpper(d, next, next);
  }
  static constexpr std::size_t rates_max = 1;
  HWY_INLINE Vector shared(const double* of_first, const double*, Lanes, std::size_t point) const {
    constexpr Doubles d;
    const std::size_t i = point / points, beside = upper(i) * points + point % points;
    return hn::ConcatLowerLower(d, number(of_first[beside]), number(of_first[point]));
  }
};
#endif

/// Growth factors r T e^{rT u} times the weight, at every point of every row. Options that share their rate share them:
/// then a vector holds points, and what it finds goes to all lanes of that rate. Two rates are usual: those of puts and
/// calls.
template <class Layout>
HWY_INLINE void growth_weights(const AmericanNodes& nodes, const Layout& layout, Vector rate, double* out) {
  constexpr Doubles d;
  constexpr std::size_t lanes = HWY_LANES(double);
  const std::size_t points = nodes.scheme().boundary * nodes.scheme().quadrature;
  const std::size_t wanted = layout.rounds.rows * nodes.scheme().quadrature;
  const auto growth = [&](Vector weight, Vector own, Vector elapsed) GAMMAFIELD_VECTOR_LAMBDA {
    return hn::Mul(hn::Mul(weight, own), exp(d, hn::Mul(own, elapsed)));
  };
  const Vector first = number(hn::GetLane(rate)), last = number(hn::ExtractLane(rate, lanes - 1));
  const auto is_first = hn::Eq(rate, first);
  const bool one_rate = hn::AllTrue(d, is_first);
  if (!one_rate && (Layout::rates_max == 1 || !hn::AllTrue(d, hn::Or(is_first, hn::Eq(rate, last))))) {
    for (std::size_t i = 0; i < wanted; ++i)
      hn::Store(growth(layout.at(layout.rounds.weight, i), rate, layout.at(layout.rounds.elapsed, i)), d,
                out + i * lanes);
    return;
  }
  HWY_ALIGN double of_first[boundary_points_max + lanes], of_last[boundary_points_max + lanes];
  for (std::size_t begin = 0; begin < points; begin += lanes) {
    const Vector weights = load(&nodes.whole().weight[begin]), times = load(&nodes.whole().elapsed[begin]);
    const Vector grown = growth(weights, first, times);
    hn::Store(grown, d, of_first + begin);
    hn::Store(one_rate ? grown : growth(weights, last, times), d, of_last + begin);
  }
  for (std::size_t i = 0; i < wanted; ++i) hn::Store(layout.shared(of_first, of_last, is_first, i), d, out + i * lanes);
}

/// Rounds of the fixed point from the depths as they are. Not inline: it is large, and called from several kernels of
/// each target.
template <class Layout, BoundaryNormals precision>
HWY_NOINLINE void improve_boundary(const AmericanNodes& nodes, const PutTerms& t, Vector* depth) {
  constexpr Doubles d;
  const Layout layout{nodes};
  const AmericanNodes::Rounds& rounds = layout.rounds;
  const std::size_t n = nodes.scheme().boundary, points = nodes.scheme().quadrature;
  const Vector tiny = hn::Set(d, 1e-300), nearest = hn::Set(d, 1e-9), deepest = hn::Set(d, 300.0);
  Vector square[boundary_nodes_max], next[boundary_nodes_max];
  HWY_ALIGN double interest[boundary_points_max * HWY_LANES(double)];
  HWY_ALIGN double carry[boundary_points_max * HWY_LANES(double)];
  growth_weights(nodes, layout, t.rT, interest);
  growth_weights(nodes, layout, t.qT, carry);
  for (std::size_t round = 0; round < nodes.scheme().iterations; ++round) {
    for (std::size_t i = 0; i < n; ++i) square[i] = hn::Mul(depth[i], depth[i]);
    for (std::size_t i = 0; i < rounds.rows; ++i) {
      const Vector own = layout.row(depth, i), xi_square = layout.at(rounds.square, i);
      BoundarySums sums =
          boundary_start<precision>(t, xi_square, layout.at(rounds.inverse, i), hn::Sub(t.log_start, own));
      for (std::size_t k = i * points; k < (i + 1) * points; ++k) {
        const Vector time = layout.at(rounds.time, k), scale = hn::Mul(t.inverse_v, layout.at(rounds.inverse_root, k));
        const auto factor = [&](std::size_t j) GAMMAFIELD_VECTOR_LAMBDA { return layout.at(rounds.depth, k * n + j); };
        const Vector apart = hn::Sub(depth_between(factor, square, n), own);
        const Vector middle = hn::MulAdd(t.drift, time, apart), half = hn::Mul(t.half_variance, time);
        const Vector d1 = hn::Mul(hn::Add(middle, half), scale), d2 = hn::Mul(hn::Sub(middle, half), scale);
        const TwoNormals normal = precision == BoundaryNormals::exact
                                      ? normals(d1, bell(d1), d2, bell(d2))
                                      : TwoNormals{normal_roughly(d1), normal_roughly(d2)};
        sums.n = hn::MulAdd(hn::Load(d, interest + k * hn::Lanes(d)), normal.b, sums.n);
        sums.d = hn::MulAdd(hn::Load(d, carry + k * hn::Lanes(d)), normal.a, sums.d);
      }
      const Vector log_quotient = log_ratio(d, hn::Max(sums.n, tiny), hn::Max(sums.d, tiny));
      const Vector place = hn::NegMulAdd(t.drift, xi_square, log_quotient);
      next[i] = hn::Min(hn::Max(nearest, hn::Sub(t.log_start, place)), deepest);
    }
    for (std::size_t i = 0; i < rounds.rows; ++i) layout.set_row(depth, i, next[i]);
  }
}

/// depth[i-1] = ln(X/B) at collocation time i. Requires r > 0, or r = 0 and q < 0; sigma, T > 0.
template <class Layout>
HWY_INLINE void solve_boundary(const AmericanNodes& nodes, const PutTerms& t, Vector* depth) {
  first_depths(nodes, t, depth);
  if (nodes.early() != nullptr) improve_boundary<Layout, BoundaryNormals::rough>(*nodes.early(), t, depth);
  if (nodes.scheme().exact_normals)
    improve_boundary<Layout, BoundaryNormals::exact>(nodes, t, depth);
  else
    improve_boundary<Layout, BoundaryNormals::rough_points>(nodes, t, depth);
}

/// Which derivatives in v come along.
enum class InVol { none, slope, all };

/// The early-exercise premium over K, as a function of x = ln(S/K), and its derivatives in x. `in_v`: d/dv of its value
/// and of its first two derivatives, and d2/dv2 of its value, where the depths' own derivatives in v are given.
template <std::size_t derivatives>
struct Premium {
  Vector value[derivatives + 1];
  Vector in_v[4];
};

/// Depths at the collocation times or between them, with their first two derivatives in v.
template <class Depth>
struct DepthInVol {
  Depth depth, slope, curvature;
};

/// One half of a point, A N(-d2) or C e^x N(-d1): its bell times what it weighs, its d, and how that changes with v.
struct VolHalf {
  Vector bell, d, slope;
};

/// d/dv of the first two derivatives in x, and d2/dv2 of the value: d2 and d1 have the same second derivative in v.
template <std::size_t derivatives>
HWY_INLINE void add_vol_derivatives(const PutTerms& t, const VolHalf& a, const VolHalf& c, Vector scale,
                                    Vector curvature, Premium<derivatives>& sum) {
  constexpr Doubles d;
  const Vector one = hn::Set(d, 1.0), two_over_v = hn::Add(t.inverse_v, t.inverse_v);
  const Vector bend = hn::NegMulAdd(hn::Add(a.slope, c.slope), t.inverse_v, curvature);
  const auto of_value = [&](const VolHalf& h) GAMMAFIELD_VECTOR_LAMBDA {
    return hn::Mul(h.bell, hn::MulSub(hn::Mul(h.d, h.slope), h.slope, bend));
  };
  const auto of_slope = [&](const VolHalf& h) GAMMAFIELD_VECTOR_LAMBDA {
    return hn::Mul(hn::Mul(h.bell, scale), hn::MulAdd(h.d, h.slope, t.inverse_v));
  };
  const auto of_curvature = [&](const VolHalf& h) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector rest = hn::NegMulAdd(h.d, two_over_v, hn::Mul(h.slope, hn::NegMulAdd(h.d, h.d, one)));
    return hn::Mul(hn::Mul(hn::Mul(h.bell, scale), scale), rest);
  };
  const Vector held = hn::Neg(hn::Mul(c.bell, c.slope)), c_slope = of_slope(c);
  sum.in_v[1] = hn::Add(sum.in_v[1], hn::Sub(of_slope(a), hn::Add(held, c_slope)));
  sum.in_v[2] = hn::Add(sum.in_v[2],
                        hn::Sub(of_curvature(a), hn::Add(hn::Add(held, hn::Add(c_slope, c_slope)), of_curvature(c))));
  sum.in_v[3] = hn::Add(sum.in_v[3], hn::Sub(of_value(a), of_value(c)));
}

/// Adds a point of the premium's integral,
///   A N(-d2) - C e^x N(-d1),   A = weight rT e^{-rT u}, C = weight qT e^{-qT u}, d1 = d2 + v sqrt(u)
template <std::size_t derivatives, InVol in_vol, bool rough>
HWY_INLINE void add_premium_point(const PutTerms& t, Vector x, Vector grown, const AmericanNodes::Point& p,
                                  const DepthInVol<Vector>& boundary, Vector interest, Vector carry,
                                  Premium<derivatives>& sum) {
  constexpr Doubles d;
  const Vector time = hn::Set(d, p.root * p.root), scale = hn::Mul(t.inverse_v, hn::Set(d, p.inverse_root));
  const Vector middle = hn::MulAdd(t.drift, time, hn::Add(hn::Sub(x, t.log_start), boundary.depth));
  const Vector half = hn::Mul(t.half_variance, time);
  const Vector d1 = hn::Mul(hn::Add(middle, half), scale), d2 = hn::Mul(hn::Sub(middle, half), scale);
  const Vector bell1 = bell(d1), bell2 = bell(d2), norm = hn::Set(d, inverse_root_two_pi);
  const Vector z1 = hn::Neg(d1), z2 = hn::Neg(d2);
  const TwoNormals n = rough ? TwoNormals{normal_roughly(z1), normal_roughly(z2)} : normals(z1, bell1, z2, bell2);
  const Vector stock = hn::Mul(carry, grown);
  const Vector a = hn::Mul(hn::Mul(interest, norm), bell2), c = hn::Mul(hn::Mul(stock, norm), bell1);
  const Vector held = hn::Mul(stock, n.a);  // C e^x N(-d1)
  sum.value[0] = hn::Add(sum.value[0], hn::MulSub(interest, n.b, held));
  if constexpr (in_vol != InVol::none) {
    const Vector moved = hn::Mul(boundary.slope, scale);
    const Vector s2 = hn::NegMulAdd(d1, t.inverse_v, moved), s1 = hn::NegMulAdd(d2, t.inverse_v, moved);
    sum.in_v[0] = hn::Add(sum.in_v[0], hn::MulSub(c, s1, hn::Mul(a, s2)));
    if constexpr (in_vol == InVol::all)
      add_vol_derivatives(t, {a, d2, s2}, {c, d1, s1}, scale, hn::Mul(boundary.curvature, scale), sum);
  }
  if constexpr (derivatives >= 2) {
    // u_n = d^n/dx^n of A N(-d2), w_n of C N(-d1) at e^x held: Hermite polynomials times the bells
    const Vector as = hn::Mul(a, scale), cs = hn::Mul(c, scale);
    const Vector h2 = hn::Mul(d2, scale), h1 = hn::Mul(d1, scale);
    const Vector u1 = hn::Neg(as), w1 = hn::Neg(cs), u2 = hn::Mul(as, h2), w2 = hn::Mul(cs, h1);
    sum.value[1] = hn::Add(sum.value[1], hn::Sub(hn::Sub(u1, held), w1));
    sum.value[2] = hn::Add(sum.value[2], hn::Sub(u2, hn::Add(held, hn::Add(hn::Add(w1, w1), w2))));
    if constexpr (derivatives >= 4) {
      const Vector ss = hn::Mul(scale, scale), three = hn::Set(d, 3.0);
      const Vector u3 = hn::Mul(as, hn::NegMulAdd(h2, h2, ss)), w3 = hn::Mul(cs, hn::NegMulAdd(h1, h1, ss));
      const Vector u4 = hn::Mul(u2, hn::NegMulAdd(three, ss, hn::Mul(h2, h2)));
      const Vector w4 = hn::Mul(w2, hn::NegMulAdd(three, ss, hn::Mul(h1, h1)));
      const Vector c3 = hn::MulAdd(three, hn::Add(w1, w2), hn::Add(held, w3));
      const Vector c4 =
          hn::Add(hn::MulAdd(hn::Set(d, 4.0), hn::Add(w1, w3), hn::Add(held, w4)), hn::Mul(hn::Set(d, 6.0), w2));
      sum.value[3] = hn::Add(sum.value[3], hn::Sub(u3, c3));
      sum.value[4] = hn::Add(sum.value[4], hn::Sub(u4, c4));
    }
  }
}

/// The European put over K: value, its first two derivatives in x, and d/dv.
struct European {
  Vector value, slope, curvature, slope_in_v;
};
HWY_INLINE European european(const PutTerms& t, Vector x) {
  constexpr Doubles d;
  const Vector middle = hn::Add(x, t.drift);
  const Vector d1 = hn::Mul(hn::Add(middle, t.half_variance), t.inverse_v);
  const Vector d2 = hn::Mul(hn::Sub(middle, t.half_variance), t.inverse_v);
  const Vector bell1 = bell(d1), bell2 = bell(d2);
  const TwoNormals n = normals(hn::Neg(d1), bell1, hn::Neg(d2), bell2);
  const Vector stock = exp(d, hn::Sub(x, t.qT)), bond = exp(d, hn::Neg(t.rT));
  const Vector held = hn::Mul(stock, n.a);
  const Vector vega = hn::Mul(hn::Mul(stock, hn::Set(d, inverse_root_two_pi)), bell1);
  return {hn::MulSub(bond, n.b, held), hn::Neg(held), hn::MulSub(vega, t.inverse_v, held), vega};
}

/// A and C of every point of the premium where options share them; null: computed for each.
struct Discounts {
  const double* interest = nullptr;
  const double* carry = nullptr;
};

/// Adds what the points miss close above the boundary: W = (rT - qT e^x) E(a), a = (x - ln(B/K))/v. `today`: the
/// boundary's depth now.
template <std::size_t derivatives, InVol in_vol>
HWY_INLINE void add_premium_rest(const QuadratureRest& table, const PutTerms& t, Vector x, Vector grown,
                                 const DepthInVol<Vector>& today, Premium<derivatives>& sum) {
  constexpr Doubles d;
  constexpr std::size_t slopes = in_vol == InVol::all ? 3 : in_vol == InVol::slope ? 1 : 0;
  const Vector i = t.inverse_v, a = hn::Mul(hn::Add(hn::Sub(x, t.log_start), today.depth), i);
  if (hn::AllFalse(d, has_rest(a))) return;
  const auto e = rest_at<(derivatives > slopes ? derivatives : slopes)>(table, a);
  const Vector stock = hn::Mul(t.qT, grown), flow = hn::Sub(t.rT, stock);
  const auto in_x = [&](std::size_t n) GAMMAFIELD_VECTOR_LAMBDA {  // d^n/dx^n of E
    Vector change = e.in_a[n];
    for (std::size_t k = 0; k < n; ++k) change = hn::Mul(change, i);
    return change;
  };
  // Leibniz's rule: every derivative of the flow is that of its stock
  constexpr double binomial[5][5] = {{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}};
  for (std::size_t n = 0; n <= derivatives; ++n) {
    Vector change = hn::Mul(flow, in_x(n));
    for (std::size_t k = 0; k < n; ++k) change = hn::NegMulAdd(hn::Mul(stock, number(binomial[n][k])), in_x(k), change);
    sum.value[n] = hn::Add(sum.value[n], change);
  }
  if constexpr (in_vol != InVol::none) {
    const Vector a_v = hn::Mul(hn::Sub(today.slope, a), i), e_v = hn::Mul(e.in_a[1], a_v);
    sum.in_v[0] = hn::MulAdd(flow, e_v, sum.in_v[0]);
    if constexpr (in_vol == InVol::all) {
      const Vector a_vv = hn::Mul(hn::Sub(today.curvature, hn::Add(a_v, a_v)), i);
      const Vector e_xv = hn::Mul(i, hn::NegMulAdd(e.in_a[1], i, hn::Mul(e.in_a[2], a_v)));
      const Vector e_xxv =
          hn::Mul(hn::Mul(i, i), hn::NegMulAdd(hn::Mul(number(2), e.in_a[2]), i, hn::Mul(e.in_a[3], a_v)));
      const Vector e_vv = hn::MulAdd(hn::Mul(e.in_a[2], a_v), a_v, hn::Mul(e.in_a[1], a_vv));
      sum.in_v[1] = hn::Add(sum.in_v[1], hn::MulSub(flow, e_xv, hn::Mul(stock, e_v)));
      sum.in_v[2] = hn::Add(sum.in_v[2], hn::NegMulAdd(stock, hn::MulAdd(number(2), e_xv, e_v), hn::Mul(flow, e_xxv)));
      sum.in_v[3] = hn::MulAdd(flow, e_vv, sum.in_v[3]);
    }
  }
}

/// `boundary`: scheme().boundary depths; their derivatives may be null where nobody asks.
template <std::size_t derivatives, InVol in_vol>
HWY_NOINLINE void add_premium(const AmericanNodes& nodes, const PutTerms& t, const Vector& x,
                              const DepthInVol<const Vector*>& boundary, Discounts shared, Premium<derivatives>& sum) {
  constexpr Doubles d;
  const std::size_t n = nodes.scheme().boundary;
  for (Vector& value : sum.value) value = hn::Zero(d);
  for (Vector& value : sum.in_v) value = hn::Zero(d);
  Vector square[boundary_nodes_max], slope[boundary_nodes_max], curvature[boundary_nodes_max];  // halves of the two
  for (std::size_t i = 0; i < n; ++i) {
    const Vector depth = boundary.depth[i];
    square[i] = hn::Mul(depth, depth);
    if constexpr (in_vol != InVol::none) slope[i] = hn::Mul(depth, boundary.slope[i]);
    if constexpr (in_vol == InVol::all)
      curvature[i] = hn::MulAdd(boundary.slope[i], boundary.slope[i], hn::Mul(depth, boundary.curvature[i]));
  }
  const Vector grown = exp(d, x);
  for (std::size_t k = 0; k < nodes.scheme().premium; ++k) {
    const AmericanNodes::Point& p = nodes.premium_point(k);
    const double* factors = nodes.premium_depth(k);
    DepthInVol<Vector> here{depth_between(factors, square, n), hn::Zero(d), hn::Zero(d)};
    if constexpr (in_vol != InVol::none) {
      const Vector inverse = hn::Div(hn::Set(d, 1.0), here.depth);
      here.slope = hn::Mul(between(factors, slope, n), inverse);
      if constexpr (in_vol == InVol::all)
        here.curvature = hn::Mul(hn::NegMulAdd(here.slope, here.slope, between(factors, curvature, n)), inverse);
    }
    Vector interest, carry;
    if (shared.interest != nullptr) {
      interest = hn::Set(d, shared.interest[k]);
      carry = hn::Set(d, shared.carry[k]);
    } else {
      const Vector weight = hn::Set(d, p.weight), time = hn::Set(d, -p.root * p.root);
      interest = hn::Mul(hn::Mul(weight, t.rT), exp(d, hn::Mul(t.rT, time)));
      carry = hn::Mul(hn::Mul(weight, t.qT), exp(d, hn::Mul(t.qT, time)));
    }
    if (derivatives == 0 && nodes.scheme().rough_premium)
      add_premium_point<derivatives, in_vol, derivatives == 0>(t, x, grown, p, here, interest, carry, sum);
    else
      add_premium_point<derivatives, in_vol, false>(t, x, grown, p, here, interest, carry, sum);
  }
  DepthInVol<Vector> today{boundary.depth[n - 1], hn::Zero(d), hn::Zero(d)};
  if constexpr (in_vol != InVol::none) today.slope = boundary.slope[n - 1];
  if constexpr (in_vol == InVol::all) today.curvature = boundary.curvature[n - 1];
  add_premium_rest<derivatives, in_vol>(nodes.premium_rest(), t, x, grown, today, sum);
}

template <std::size_t derivatives, InVol in_vol>
HWY_INLINE Premium<derivatives> premium(const AmericanNodes& nodes, const PutTerms& t, Vector x,
                                        const DepthInVol<const Vector*>& boundary, Discounts shared) {
  Premium<derivatives> sum;
  add_premium<derivatives, in_vol>(nodes, t, x, boundary, shared, sum);
  return sum;
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_AMERICAN_INL_H_
