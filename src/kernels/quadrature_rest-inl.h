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

using PiecePlaces = hn::Vec<hn::RebindToSigned<Doubles>>;
/// Of each lane's piece one term of the table.
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
/// Two look-ups in sixteen numbers each and a choice: a gather takes as long as eight loads.
class PieceTerms {
 public:
  HWY_INLINE explicit PieceTerms(PiecePlaces piece)
      : piece_(piece.raw), is_high_(_mm512_cmpgt_epi64_mask(piece.raw, _mm512_set1_epi64(15))) {}
  HWY_INLINE Vector operator()(const double* term) const {
    static_assert(QuadratureRest::stride == 32);
    return Vector{_mm512_mask_blend_pd(is_high_, of(term), of(term + 16))};
  }

 private:
  HWY_INLINE __m512d of(const double* sixteen) const {
    return _mm512_permutex2var_pd(_mm512_load_pd(sixteen), piece_, _mm512_load_pd(sixteen + 8));
  }

  __m512i piece_;
  __mmask8 is_high_;
};
#else
class PieceTerms {
 public:
  HWY_INLINE explicit PieceTerms(PiecePlaces piece) : piece_(piece) {}
  HWY_INLINE Vector operator()(const double* term) const { return hn::GatherIndex(Doubles(), term, piece_); }

 private:
  PiecePlaces piece_;
};
#endif

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
  const PieceTerms in_piece{piece};
  const Vector from_middle = hn::Sub(here, middle);
  // Horner's scheme, on what it leaves behind once more for each derivative: n-th derivatives over n!
  Vector sum[derivatives + 1];
  for (Vector& each : sum) each = hn::Zero(d);
  for (std::size_t j = QuadratureRest::terms; j-- > 0;) {
    for (std::size_t n = derivatives; n > 0; --n) sum[n] = hn::MulAdd(sum[n], from_middle, sum[n - 1]);
    sum[0] = hn::MulAdd(sum[0], from_middle, in_piece(table.term(j)));
  }
  constexpr double factorial[] = {1, 1, 2, 6, 24};
  const auto open = has_rest(a);
  Rest<derivatives> rest;
  for (std::size_t n = 0; n <= derivatives; ++n)
    rest.in_a[n] = hn::IfThenElseZero(open, hn::Mul(sum[n], number(factorial[n])));
  return rest;
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_QUADRATURE_REST_INL_H_
