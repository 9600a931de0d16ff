// Elementary functions of a vector of doubles. Included once for each target, after hwy/foreach_target.h; the guard
// lets it. Errors are the largest seen on any target against 80-bit or better, in units of the last place (ulp);
// vector_math_test.cpp holds them to it.
#if defined(GAMMAFIELD_KERNELS_VECTOR_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_VECTOR_MATH_INL_H_
#undef GAMMAFIELD_KERNELS_VECTOR_MATH_INL_H_
#else
#define GAMMAFIELD_KERNELS_VECTOR_MATH_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/coefficients.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// c[0] + c[1] x + ... + c[n-1] x^(n-1); even and odd powers apart, so that half the chain is waited for.
template <std::size_t n, class D, class V = hn::Vec<D>>
HWY_INLINE V polynomial(D d, const double (&c)[n], V x) {
  static_assert(n >= 3);
  const V square = hn::Mul(x, x);
  V even = hn::Set(d, c[(n - 1) / 2 * 2]), odd = hn::Set(d, c[n / 2 * 2 - 1]);
  for (std::size_t i = (n - 1) / 2 * 2; i >= 2; i -= 2) even = hn::MulAdd(even, square, hn::Set(d, c[i - 2]));
  for (std::size_t i = n / 2 * 2 - 1; i >= 3; i -= 2) odd = hn::MulAdd(odd, square, hn::Set(d, c[i - 2]));
  return hn::MulAdd(odd, x, even);
}

/// a^2 - square, where square = a^2 rounded: what the rounding lost.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V square_remainder(D d, V a, V square) {
#if HWY_NATIVE_FMA
  (void)d;
  return hn::MulSub(a, a, square);
#else
  const hn::RebindToUnsigned<D> du;
  const V high = hn::BitCast(d, hn::And(hn::BitCast(du, a), hn::Set(du, 0xFFFFFFFFF8000000u)));  // 26 bits
  const V low = hn::Sub(a, high);
  const V twice = hn::MulAdd(hn::Add(high, high), low, hn::Sub(hn::Mul(high, high), square));
  return hn::MulAdd(low, low, twice);
#endif
}

/// An integral double of magnitude below 2^51 shows its low bits here: x + 1.5 * 2^52.
inline constexpr double integer_shift = 6755399441055744.0;

/// p * 2^n, n integral, p from 1/2 to 2. scaled_within: -1022 <= n <= 1023. scaled: -1100 <= n <= 1024, what falls
/// below the normal doubles is rounded once.
template <class D, class V>
HWY_INLINE V scaled_within(D d, V p, V n) {
  const hn::RebindToUnsigned<D> du;
  const auto biased = hn::BitCast(du, hn::Add(n, hn::Set(d, integer_shift + 1023)));
  return hn::Mul(p, hn::BitCast(d, hn::ShiftLeft<52>(biased)));
}
template <class D, class V>
HWY_INLINE V scaled(D d, V p, V n) {
  const V half = hn::Sub(hn::MulAdd(n, hn::Set(d, 0.5), hn::Set(d, integer_shift)), hn::Set(d, integer_shift));
  return scaled_within(d, scaled_within(d, p, half), hn::Sub(n, half));
}
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
template <class D>
HWY_INLINE hn::Vec512<double> scaled_within(D, hn::Vec512<double> p, hn::Vec512<double> n) {
  return hn::Vec512<double>{_mm512_scalef_pd(p.raw, n.raw)};
}
template <class D>
HWY_INLINE hn::Vec512<double> scaled(D, hn::Vec512<double> p, hn::Vec512<double> n) {
  return hn::Vec512<double>{_mm512_scalef_pd(p.raw, n.raw)};
}
#endif

/// e^x = p * 2^n.
template <class V>
struct Scaled {
  V p, n;
};
template <class D, class V = hn::Vec<D>>
HWY_INLINE Scaled<V> exp_parts(D d, V x) {
  const V shift = hn::Set(d, integer_shift);
  const V n = hn::Sub(hn::MulAdd(x, hn::Set(d, 1.4426950408889634), shift), shift);
  // ln 2 in two parts; n times the first is exact, so this holds without fused operations too
  const V r =
      hn::NegMulAdd(n, hn::Set(d, 1.9082149292705877e-10), hn::NegMulAdd(n, hn::Set(d, 0.693147180369123816490), x));
  const V square = hn::Mul(r, r);
  return {hn::Add(hn::MulAdd(square, polynomial(d, coefficients::exp_quotient, r), r), hn::Set(d, 1.0)), n};
}

/// e^x for |x| <= 708; 1.1 ulp.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_within(D d, V x) {
  const auto parts = exp_parts(d, x);
  return scaled_within(d, parts.p, parts.n);
}

/// e^x for any x but NaN; 1.1 ulp, half a unit of the smallest double more below 2.2e-308. 0 below -746; never
/// infinite: above 709.75 it stays at e^709.75.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp(D d, V x) {
  const auto parts = exp_parts(d, hn::Min(hn::Max(x, hn::Set(d, -746.0)), hn::Set(d, 709.75)));
  return scaled(d, parts.p, parts.n);
}

/// e^x for x <= 0, NaN excepted; as exp.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_nonpositive(D d, V x) {
  const auto parts = exp_parts(d, hn::Max(x, hn::Set(d, -746.0)));
  return scaled(d, parts.p, parts.n);
}

/// 2^x for |x| <= 1022; 1.25 ulp.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2_within(D d, V x) {
  const V shift = hn::Set(d, integer_shift);
  const V n = hn::Sub(hn::Add(x, shift), shift), r = hn::Sub(x, n);
  const V tail = hn::MulAdd(hn::Mul(r, r), polynomial(d, coefficients::exp2_quotient, r),
                            hn::Mul(r, hn::Set(d, 0.6931471805599453)));
  return scaled_within(d, hn::Add(tail, hn::Set(d, 1.0)), n);
}

/// 2^x for |x| <= 1022; relative error 1.2e-12.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2_short(D d, V x) {
  const V shift = hn::Set(d, integer_shift);
  const V n = hn::Sub(hn::Add(x, shift), shift);
  return scaled_within(d, polynomial(d, coefficients::exp2_short, hn::Sub(x, n)), n);
}

/// ln(a/b), its last part by the polynomial `quotient` of t^2: see log_ratio.
/// b is scaled by the power of two that brings it next to a: their bit patterns differ by nearly log2(a/b) * 2^52.
template <std::size_t n, class D, class V = hn::Vec<D>>
HWY_INLINE V log_ratio_by(D d, V a, V b, const double (&quotient)[n]) {
  const hn::RebindToUnsigned<D> du;
  const auto bits_b = hn::BitCast(du, b);
  const auto half_up = hn::Set(du, (std::uint64_t{2048} << 52) + (std::uint64_t{1} << 51));       // 2048 << 52 is 2^63
  const auto biased = hn::ShiftRight<52>(hn::Add(hn::Sub(hn::BitCast(du, a), bits_b), half_up));  // exponent + 2048
  const V e = hn::Sub(hn::BitCast(d, hn::Or(biased, hn::Set(du, std::uint64_t{0x433} << 52))),
                      hn::Set(d, 4503599627370496.0 + 2048));
  const V c = hn::BitCast(d, hn::Add(bits_b, hn::ShiftLeft<52>(hn::Sub(biased, hn::Set(du, std::uint64_t{2048})))));
  const V t = hn::Div(hn::Sub(a, c), hn::Add(a, c)), square = hn::Mul(t, t);
  const V tail = hn::Mul(hn::Mul(t, square), polynomial(d, quotient, square));
  const V low = hn::MulAdd(e, hn::Set(d, 1.9082149292705877e-10), hn::Add(tail, hn::Add(t, t)));
  return hn::MulAdd(e, hn::Set(d, 0.693147180369123816490), low);
}

/// ln(a/b) for a and b in [1e-300, 1e300]; full relative accuracy at a = b too: 2.5 ulp, one division.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log_ratio(D d, V a, V b) {
  return log_ratio_by(d, a, b, coefficients::log_quotient);
}

/// ln x for x in [1e-300, 1e300]; 2.5 ulp.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log(D d, V x) {
  return log_ratio(d, x, hn::Set(d, 1.0));
}

/// ln x for x in [1e-300, 1e300]; relative error 1e-7, for seeds.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log_short(D d, V x) {
  return log_ratio_by(d, x, hn::Set(d, 1.0), coefficients::log_quotient_short);
}

/// exp(-x^2/2), the rounding of x^2 put back; 2 ulp for |x| up to 38.5 (where it leaves the doubles), 0 beyond. x^2
/// finite.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V half_square_exp(D d, V x) {
  const V half = hn::Set(d, -0.5), square = hn::Mul(x, x);
  const V value = exp_nonpositive(d, hn::Mul(half, square));
  // far out both factors are lost anyway, and the remainder may be larger than one
  const V lost = hn::IfThenElseZero(hn::Lt(square, hn::Set(d, 1e4)), square_remainder(d, x, square));
  return hn::MulAdd(value, hn::Mul(half, lost), value);
}

/// exp(z^2/2) erfc(z/sqrt 2) = 2 exp(z^2/2) N(-z) as a quotient, so that several can share one division; 0 <= z <=
/// 1e25.
template <class V>
struct Quotient {
  V numerator, denominator;
};
template <class D, class V = hn::Vec<D>>
HWY_INLINE Quotient<V> scaled_tail_quotient(D d, V z) {
  return {polynomial(d, coefficients::scaled_tail_numerator, z),
          polynomial(d, coefficients::scaled_tail_denominator, z)};
}

/// The same for -1.2 <= z <= 13.2.
template <class D, class V = hn::Vec<D>>
HWY_INLINE Quotient<V> near_tail_quotient(D d, V z) {
  return {polynomial(d, coefficients::near_tail_numerator, z), polynomial(d, coefficients::near_tail_denominator, z)};
}

/// The quotient itself: 9 ulp, most of it the fit's.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V scaled_tail(D d, V z) {
  const auto q = scaled_tail_quotient(d, z);
  return hn::Div(q.numerator, q.denominator);
}

/// N(x), |x| <= 1e25; 10 ulp in both tails, down to the smallest normal double.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V normal_cdf(D d, V x) {
  const V half_tail = hn::Mul(half_square_exp(d, x), hn::Set(d, 0.5));
  const V tail = hn::Mul(half_tail, scaled_tail(d, hn::Abs(x)));
  return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Sub(hn::Set(d, 1.0), tail), tail);
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_VECTOR_MATH_INL_H_
