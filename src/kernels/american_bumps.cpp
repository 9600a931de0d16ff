#include "kernels/american_bumps.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/american_bumps.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/american-inl.h"
#include "kernels/american_search-inl.h"
#include "kernels/profile_bumps.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

/// A vector of options: their terms as puts, and where they lie.
struct Waiting {
  PutTerms t;
  Vector place, strike, boundary;
};

HWY_INLINE void set_reach(const SharedOptions& options, const Waiting& w, Vector reach, std::size_t i,
                          const ExerciseColumns& to) {
  store(options.call ? reach : w.boundary, to.low + i);
  store(options.call ? w.boundary : reach, to.high + i);
}

/// The premium's points: K n(d2)/(v sqrt u) times what flows where it is exercised then, and its change with d2.
HWY_INLINE void add_points(const SharedBoundary& shared, const SharedOptions& options, const Waiting& w,
                           const Vector* square, std::size_t i, const ExerciseColumns& to) {
  const AmericanNodes& nodes = shared.nodes();
  const double drift = (shared.r() - shared.q()) * shared.T();
  const Vector start = w.t.log_start, unit = hn::Mul(hn::Mul(w.strike, number(inverse_root_two_pi)), w.t.inverse_v);
  Vector reach = w.boundary;
  for (std::size_t k = 0; k < nodes.scheme().premium; ++k) {
    const AmericanNodes::Point& p = nodes.premium_point(k);
    const double u = p.root * p.root, interest = shared.interest()[k], carry = shared.carry()[k];
    const Vector depth = depth_between(nodes.premium_depth(k), square, nodes.scheme().boundary);
    const Vector below = hn::Sub(start, depth), half = hn::Mul(w.t.half_variance, number(u));
    const Vector inverse = hn::Mul(w.t.inverse_v, number(p.inverse_root));
    const Vector scale = hn::Mul(number(bump_scale), inverse), size = hn::Mul(unit, number(p.inverse_root));
    const Vector turn = hn::Mul(hn::Mul(size, inverse), number(1 / bump_scale));
    const Vector step = hn::Mul(number(gated_reach * p.root / bump_scale), w.t.v);
    Vector center, height, tilt;
    if (options.call) {
      const Vector grown = hn::Mul(number(shared.interest_grown()[k]), exp(Doubles(), hn::Neg(below)));
      center = hn::Add(hn::Sub(w.place, below), hn::Add(number(drift * u), half));
      height = hn::Mul(size, number(carry));
      tilt = hn::Mul(turn, hn::Sub(number(carry), grown));
      reach = hn::Min(reach, hn::Sub(center, step));
    } else {
      const Vector at_boundary = hn::Mul(number(shared.carry_grown()[k]), exp(Doubles(), below));
      center = hn::Sub(hn::Add(w.place, below), hn::Sub(number(drift * u), half));
      height = hn::Mul(size, number(interest));
      tilt = hn::Mul(turn, hn::Sub(number(interest), at_boundary));
      reach = hn::Max(reach, hn::Add(center, step));
    }
    const std::size_t at = k * options.n + i;
    store(center, to.center + at);
    store(scale, to.scale + at);
    store(height, to.height + at);
    store(tilt, to.tilt + at);
  }
  set_reach(options, w, reach, i, to);
}

/// What the points miss: K rT and K qT e^{-ln(K/S)}, what flows at S; less than zero for calls.
HWY_INLINE void add_rest(const SharedBoundary& shared, const SharedOptions& options, const Waiting& w, std::size_t i,
                         const ExerciseColumns& to) {
  const double r = (options.call ? -shared.q() : shared.r()) * shared.T();
  const double q = (options.call ? -shared.r() : shared.q()) * shared.T();
  store(options.call ? hn::Neg(w.t.v) : w.t.v, to.unit + i);
  store(options.call ? hn::Neg(w.t.inverse_v) : w.t.inverse_v, to.inverse + i);
  store(hn::Mul(w.strike, number(r)), to.interest + i);
  store(hn::Mul(hn::Mul(w.strike, number(q)), exp(Doubles(), hn::Neg(w.place))), to.carry + i);
}

/// Without exercise: K e^{-rT} n(d2)/v, by the option's own rates.
HWY_INLINE void add_european(const SharedBoundary& shared, const SharedOptions& options, const Waiting& w,
                             std::size_t i, const ExerciseColumns& to) {
  const double r = (options.call ? shared.q() : shared.r()) * shared.T();
  const double drift = (options.call ? -1 : 1) * (shared.r() - shared.q()) * shared.T();
  const Vector center = hn::Add(hn::Sub(w.place, number(drift)), w.t.half_variance);
  const Vector reach = hn::Mul(number(gated_reach / bump_scale), w.t.v);
  const Vector unit = hn::Mul(hn::Mul(w.strike, number(inverse_root_two_pi)), w.t.inverse_v);
  store(center, to.european_center + i);
  store(hn::Mul(number(bump_scale), w.t.inverse_v), to.european_scale + i);
  store(hn::Mul(unit, number(-std::exp(-r))), to.european_height + i);
  store(options.call ? w.boundary : hn::Sub(center, reach), to.european_low + i);
  store(options.call ? hn::Add(center, reach) : w.boundary, to.european_high + i);
}

void bumps(const SharedBoundary& shared, const SharedOptions& options, const ExerciseColumns& to) {
  constexpr Doubles d;
  const std::size_t boundaries = shared.nodes().scheme().boundary;
  const double root = std::sqrt(shared.T());
  for (std::size_t i = 0; i < options.n; i += hn::Lanes(d)) {
    Waiting w;
    w.place = load(options.place + i);
    w.strike = load(options.strike + i);
    const SharedOption option{shared, w.place};
    w.t = option.terms(hn::Mul(load(options.sigma + i), number(root)));
    Vector depth[boundary_nodes_max], square[boundary_nodes_max];
    option.depths(w.t, depth);
    for (std::size_t j = 0; j < boundaries; ++j) square[j] = hn::Mul(depth[j], depth[j]);
    const Vector below = hn::Sub(w.t.log_start, depth[boundaries - 1]);
    w.boundary = options.call ? hn::Sub(w.place, below) : hn::Add(w.place, below);
    store(w.boundary, to.boundary + i);
    add_points(shared, options, w, square, i, to);
    add_rest(shared, options, w, i, to);
    add_european(shared, options, w, i, to);
  }
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(bumps);

}  // namespace

void exercise_bumps(const SharedBoundary& shared, const SharedOptions& options, const ExerciseColumns& to) {
  HWY_DYNAMIC_DISPATCH(bumps)(shared, options, to);
}

}  // namespace gammafield::kernels
#endif
