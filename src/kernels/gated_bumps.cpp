#include "kernels/gated_bumps.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gated_bumps.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

constexpr double two_ln_two = 1.3862943611198906;

HWY_INLINE void add_to(double* column, std::size_t at, Vector value) {
  constexpr Doubles d;
  if (column != nullptr) hn::StoreU(hn::Add(hn::LoadU(d, column + at), value), d, column + at);
}

/// One bump over places padded to full vectors.
HWY_INLINE void add_bump(const GatedBumps& bumps, std::size_t i, std::size_t places, const double* x,
                         const GatedBumpSums& to) {
  constexpr Doubles d;
  const Vector center = hn::Set(d, bumps.center[i]), scale = hn::Set(d, bumps.scale[i]);
  const Vector low = hn::Set(d, bumps.low[i]), high = hn::Set(d, bumps.high[i]);
  const Vector height = hn::Set(d, bumps.height[i]), tilt = hn::Set(d, bumps.tilt[i]);
  for (std::size_t at = 0; at < places; at += hn::Lanes(d)) {
    const Vector place = hn::LoadU(d, x + at), y = hn::Mul(hn::Sub(place, center), scale), square = hn::Mul(y, y);
    const auto open = hn::And(hn::Gt(place, low), hn::Le(place, high));
    if (hn::AllFalse(d, open)) continue;
    const Vector bell = exp2_within(d, hn::Neg(hn::Min(square, hn::Set(d, 1000.0))));
    const Vector line = hn::MulAdd(tilt, y, height);
    const Vector value = hn::IfThenElseZero(open, hn::Mul(line, bell));
    add_to(to.net, at, hn::Mul(value, hn::Set(d, bumps.net[i])));
    add_to(to.gross, at, hn::Mul(value, hn::Set(d, bumps.gross[i])));
    if (to.slope == nullptr) continue;
    const Vector change = hn::Mul(hn::Mul(scale, bell), hn::NegMulAdd(hn::Mul(hn::Set(d, two_ln_two), y), line, tilt));
    add_to(to.slope, at, hn::IfThenElseZero(open, hn::Mul(change, hn::Set(d, bumps.net[i]))));
  }
}

/// All bumps at one place, a vector of bumps at a time.
struct PlaceSums {
  double net = 0, gross = 0, slope = 0;
};
HWY_INLINE PlaceSums at_place(const GatedBumps& bumps, double x, bool with_slope) {
  constexpr Doubles d;
  const Vector place = hn::Set(d, x);
  Vector net = hn::Zero(d), gross = hn::Zero(d), slope = hn::Zero(d);
  const auto add = [&](const double* const(&column)[8], std::size_t i) HWY_ATTR {
    const auto open = hn::And(hn::Gt(place, hn::LoadU(d, column[4] + i)), hn::Le(place, hn::LoadU(d, column[5] + i)));
    if (hn::AllFalse(d, open)) return;
    const Vector scale = hn::LoadU(d, column[1] + i), tilt = hn::LoadU(d, column[3] + i);
    const Vector y = hn::Mul(hn::Sub(place, hn::LoadU(d, column[0] + i)), scale), square = hn::Mul(y, y);
    const Vector bell = exp2_within(d, hn::Neg(hn::Min(square, hn::Set(d, 1000.0))));
    const Vector line = hn::MulAdd(tilt, y, hn::LoadU(d, column[2] + i)), weight = hn::LoadU(d, column[6] + i);
    const Vector value = hn::IfThenElseZero(open, hn::Mul(line, bell));
    net = hn::MulAdd(value, weight, net);
    gross = hn::MulAdd(value, hn::LoadU(d, column[7] + i), gross);
    if (!with_slope) return;
    const Vector change = hn::Mul(hn::Mul(scale, bell), hn::NegMulAdd(hn::Mul(hn::Set(d, two_ln_two), y), line, tilt));
    slope = hn::MulAdd(hn::IfThenElseZero(open, change), weight, slope);
  };
  const double* const all[8] = {bumps.center, bumps.scale, bumps.height, bumps.tilt,
                                bumps.low,    bumps.high,  bumps.net,    bumps.gross};
  const std::size_t width = hn::Lanes(d), whole = bumps.n / width * width;
  for (std::size_t i = 0; i < whole; i += width) add(all, i);
  if (whole < bumps.n) {
    HWY_ALIGN double rest[8][HWY_LANES(double)] = {};  // low = high = 0: closed everywhere
    for (std::size_t c = 0; c < 8; ++c)
      for (std::size_t i = whole; i < bumps.n; ++i) rest[c][i - whole] = all[c][i];
    add({rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], rest[7]}, 0);
  }
  return {hn::GetLane(hn::SumOfLanes(d, net)), hn::GetLane(hn::SumOfLanes(d, gross)),
          hn::GetLane(hn::SumOfLanes(d, slope))};
}

constexpr std::size_t few = 4;    // places up to here are done one by one
constexpr std::size_t tile = 64;  // places kept in first-level cache beside a bump

void add_tile(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  HWY_ALIGN double place[tile], net[tile] = {}, gross[tile] = {}, slope[tile] = {};
  for (std::size_t i = 0; i < tile; ++i) place[i] = x[i < places ? i : places - 1];
  const GatedBumpSums sums{to.net ? net : nullptr, to.gross ? gross : nullptr, to.slope ? slope : nullptr};
  double lowest = place[0], highest = place[0];
  for (std::size_t i = 1; i < places; ++i) {
    lowest = place[i] < lowest ? place[i] : lowest;
    highest = place[i] > highest ? place[i] : highest;
  }
  for (std::size_t i = 0; i < bumps.n; ++i)
    if (bumps.low[i] < highest && bumps.high[i] >= lowest) add_bump(bumps, i, places, place, sums);
  for (std::size_t i = 0; i < places; ++i) {
    if (to.net) to.net[i] += net[i];
    if (to.gross) to.gross[i] += gross[i];
    if (to.slope) to.slope[i] += slope[i];
  }
}

void add_all(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  if (places <= few) {
    for (std::size_t i = 0; i < places; ++i) {
      const PlaceSums sums = at_place(bumps, x[i], to.slope != nullptr);
      if (to.net) to.net[i] += sums.net;
      if (to.gross) to.gross[i] += sums.gross;
      if (to.slope) to.slope[i] += sums.slope;
    }
    return;
  }
  for (std::size_t at = 0; at < places; at += tile) {
    const auto shifted = [at](double* column) { return column == nullptr ? nullptr : column + at; };
    add_tile(bumps, places - at < tile ? places - at : tile, x + at,
             {shifted(to.net), shifted(to.gross), shifted(to.slope)});
  }
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(add_all);

}  // namespace

void add_gated_bumps(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  HWY_DYNAMIC_DISPATCH(add_all)(bumps, places, x, to);
}

}  // namespace gammafield::kernels
#endif
