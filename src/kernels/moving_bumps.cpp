#include "kernels/moving_bumps.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/moving_bumps.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include <vector>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

constexpr double least_share = 0.1;   // of an option's own volatility
constexpr double smallest_w = 1e-16;  // its square root is divided by

/// Where a smile's variance, and its derivatives if wanted, are put down for one place: one entry an option.
struct Scratch {
  double *w, *slope, *curvature;
};

template <bool total>
HWY_INLINE void svi_variances(const SmileShape::Svi& svi, const MovingBumps& bumps, double x, const Scratch& to) {
  const Vector sigma_square = number(svi.sigma * svi.sigma), b = number(svi.b), rho = number(svi.rho);
  for_each_vector(bumps.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector y = hn::Sub(load(bumps.k + i), number(x + svi.m));
    const Vector square = hn::MulAdd(y, y, sigma_square), root = hn::Sqrt(square);
    store(hn::MulAdd(b, hn::MulAdd(rho, y, root), number(svi.a)), to.w + i);
    if constexpr (total) {
      const Vector inverse = hn::Div(number(1), root);
      store(hn::Mul(b, hn::MulAdd(y, inverse, rho)), to.slope + i);
      store(hn::Mul(hn::Mul(b, inverse), hn::Div(sigma_square, square)), to.curvature + i);
    }
  });
}

/// Which options a piece serves: those before `ends[piece]` that no piece before it does. From one place to the next
/// the ends hardly move.
HWY_INLINE void move_ends(const SmileShape& smile, const MovingBumps& bumps, double x, std::size_t* ends) {
  for (std::size_t p = 0; p + 1 < smile.piece_count; ++p) {
    const double next = smile.pieces[p + 1].start;
    std::size_t end = ends[p];
    while (end < bumps.count && bumps.k[end] - x <= next) ++end;
    while (end > 0 && bumps.k[end - 1] - x > next) --end;
    ends[p] = end;
  }
}

/// Every piece writes whole vectors; what lies beyond its own options the next piece writes again.
template <bool total>
HWY_INLINE void cubic_variances(const SmileShape& smile, const MovingBumps& bumps, double x, const std::size_t* ends,
                                const Scratch& to) {
  const std::size_t width = hn::Lanes(Doubles());
  const Vector floor = number(smile.floor);
  std::size_t i = 0;
  for (std::size_t p = 0; p < smile.piece_count; ++p) {
    const SmileShape::Piece& piece = smile.pieces[p];
    const Vector c0 = number(piece.c[0]), c1 = number(piece.c[1]), c2 = number(piece.c[2]), c3 = number(piece.c[3]);
    for (; i < ends[p]; i += width) {
      const Vector t = hn::Sub(load(bumps.k + i), number(x + piece.start));
      const Vector w = hn::MulAdd(t, hn::MulAdd(t, hn::MulAdd(t, c3, c2), c1), c0);
      store(hn::Max(w, floor), to.w + i);
      if constexpr (total) {
        const Lanes free = hn::Ge(w, floor);
        const Vector bend = hn::MulAdd(hn::Mul(number(3), t), c3, c2);  // w''/2
        const Vector slope = hn::MulAdd(t, hn::MulAdd(number(3), hn::Mul(t, c3), hn::Add(c2, c2)), c1);
        store(hn::IfThenElseZero(free, slope), to.slope + i);
        store(hn::IfThenElseZero(free, hn::Add(bend, bend)), to.curvature + i);
      }
    }
    i = ends[p];
  }
}

struct PlaceSums {
  double net, gross;
};

template <bool total>
HWY_INLINE PlaceSums sums_of(const MovingBumps& bumps, double at, const Scratch& smile) {
  constexpr Doubles d;
  const Vector x = number(at), half = number(0.5);
  Vector net = hn::Zero(d), gross = hn::Zero(d);
  for_each_vector(bumps.count, [&](std::size_t i) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector root = hn::Sqrt(hn::Max(load(smile.w + i), number(smallest_w)));
    const Vector own = load(bumps.v + i), least = hn::Mul(own, number(least_share));
    const Vector moved = hn::Add(own, hn::Add(hn::Sub(root, load(bumps.smile_v + i)), number(bumps.skew * at)));
    const Vector v = hn::Max(moved, least), inverse = hn::Div(number(1), v);
    const Vector d2 = hn::MulSub(hn::Sub(x, load(bumps.k + i)), inverse, hn::Mul(half, v));
    Vector bend = inverse;
    if constexpr (total) {
      const Lanes free = hn::Gt(moved, least);
      const Vector root_slope = hn::Div(hn::Mul(half, load(smile.slope + i)), root);
      const Vector root_bend =
          hn::Div(hn::NegMulAdd(root_slope, root_slope, hn::Mul(half, load(smile.curvature + i))), root);
      const Vector slope = hn::IfThenElseZero(free, hn::Sub(number(bumps.skew), root_slope));
      const Vector by_slope =
          hn::Mul(hn::Mul(slope, hn::Mul(d2, inverse)), hn::MulSub(hn::Add(d2, v), slope, number(2)));
      bend = hn::Add(hn::Add(bend, by_slope), hn::Sub(hn::IfThenElseZero(free, root_bend), slope));
    }
    const Vector shape = hn::Mul(exp_nonpositive(d, hn::Mul(number(-0.5), hn::Mul(d2, d2))), bend);
    net = hn::MulAdd(load(bumps.net + i), shape, net);
    gross = hn::MulAdd(load(bumps.gross + i), hn::Abs(shape), gross);
  });
  return {hn::GetLane(hn::SumOfLanes(d, net)), hn::GetLane(hn::SumOfLanes(d, gross))};
}

template <bool total>
void all_places(const MovingBumps& bumps, std::size_t n, const double* x, double* net, double* gross) {
  const std::size_t room = bumps.count + 2 * moving_padding;
  std::vector<double> scratch((total ? 3 : 1) * room);
  const Scratch smile{scratch.data(), scratch.data() + (total ? room : 0), scratch.data() + (total ? 2 * room : 0)};
  std::vector<std::size_t> ends(bumps.smile.piece_count, bumps.count);
  for (std::size_t i = 0; i < n; ++i) {
    if (bumps.smile.piece_count == 0) {
      svi_variances<total>(bumps.smile.svi, bumps, x[i], smile);
    } else {
      move_ends(bumps.smile, bumps, x[i], ends.data());
      cubic_variances<total>(bumps.smile, bumps, x[i], ends.data(), smile);
    }
    const PlaceSums sums = sums_of<total>(bumps, x[i], smile);
    net[i] = sums.net;
    gross[i] = sums.gross;
  }
}

void moving_sums(const MovingBumps& bumps, std::size_t n, const double* x, double* net, double* gross) {
  if (bumps.total) {
    all_places<true>(bumps, n, x, net, gross);
  } else {
    all_places<false>(bumps, n, x, net, gross);
  }
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(moving_sums);

}  // namespace

void moving_bump_sums(const MovingBumps& bumps, std::size_t n, const double* x, double* net, double* gross) {
  HWY_DYNAMIC_DISPATCH(moving_sums)(bumps, n, x, net, gross);
}

}  // namespace gammafield::kernels
#endif
