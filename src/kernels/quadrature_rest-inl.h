// The rest of the premium's quadrature, a vector at a time. Included once for each target, after hwy/foreach_target.h;
// the guard lets it.
#if defined(GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_
#undef GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_
#else
#define GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/quadrature_rest.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Where it pays to wait and the rest is anything.
HWY_INLINE Lanes has_rest(Vector a) {
  return hn::And(hn::Gt(a, hn::Zero(Doubles())), hn::Lt(a, number(QuadratureRest::end)));
}

/// j (j-1) ... (j-n+1): what d^n/da^n makes of a^j.
constexpr double falling(std::size_t j, std::size_t n) {
  double product = 1;
  for (std::size_t k = 0; k < n; ++k) product *= double(j - k);
  return product;
}

template <std::size_t n>
HWY_INLINE Vector rest_derivative(const Vector (&term)[QuadratureRest::terms], Vector from_middle) {
  constexpr std::size_t last = QuadratureRest::terms - 1;
  const auto factor = [&](std::size_t j) GAMMAFIELD_VECTOR_LAMBDA {
    return falling(j, n) == 1 ? term[j] : hn::Mul(term[j], number(falling(j, n)));
  };
  Vector sum = factor(last);
  for (std::size_t j = last; j-- > n;) sum = hn::MulAdd(sum, from_middle, factor(j));
  return sum;
}

/// E and its derivatives in a, 0 where there is none.
template <std::size_t derivatives>
struct Rest {
  Vector in_a[derivatives + 1];
};
template <std::size_t derivatives>
HWY_INLINE Rest<derivatives> rest_at(const QuadratureRest& table, Vector a) {
  constexpr Doubles d;
  constexpr std::uint64_t half_piece = std::uint64_t{1} << (QuadratureRest::dropped_bits - 1);
  constexpr double last = QuadratureRest::end * (1 - 0x1p-50);
  const hn::RebindToUnsigned<Doubles> du;
  const hn::RebindToSigned<Doubles> di;
  const Vector here = hn::Min(hn::Max(a, hn::Zero(d)), number(last));
  const auto bits =
      hn::ShiftRight<QuadratureRest::dropped_bits>(hn::BitCast(du, hn::Max(here, number(table.first_place()))));
  const Vector middle =
      hn::BitCast(d, hn::Or(hn::ShiftLeft<QuadratureRest::dropped_bits>(bits), hn::Set(du, half_piece)));
  const auto piece = hn::BitCast(di, hn::Sub(bits, hn::Set(du, table.first_bits())));
  Vector term[QuadratureRest::terms];
  for (std::size_t k = 0; k < QuadratureRest::terms; ++k) term[k] = hn::GatherIndex(d, table.term(k), piece);
  const Vector from_middle = hn::Sub(here, middle);
  const auto open = has_rest(a);
  Rest<derivatives> rest;
  const auto keep = [&]<std::size_t n>() GAMMAFIELD_VECTOR_LAMBDA {
    if constexpr (n <= derivatives) rest.in_a[n] = hn::IfThenElseZero(open, rest_derivative<n>(term, from_middle));
  };
  keep.template operator()<0>();
  keep.template operator()<1>();
  keep.template operator()<2>();
  keep.template operator()<3>();
  keep.template operator()<4>();
  return rest;
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_
