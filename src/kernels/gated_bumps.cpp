#include "kernels/gated_bumps.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gated_bumps.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/gated_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

HWY_INLINE void add_to(double* column, std::size_t at, Vector value) {
  if (column != nullptr) store(hn::Add(load(column + at), value), column + at);
}

/// One option over places padded to full vectors.
template <bool with_slope>
HWY_INLINE void add_option(const GatedBumps& bumps, std::size_t i, std::size_t places, const double* x,
                           const GatedBumpSums& to) {
  constexpr Doubles d;
  const OneOption option{i};
  const Vector net = option(bumps.net), gross = option(bumps.gross);
  for (std::size_t at = 0; at < places; at += hn::Lanes(d)) {
    const Vector place = load(x + at);
    const auto open = gate(bumps, option, place);
    if (hn::AllFalse(d, open)) continue;
    const GatedValue sum = gated_value<with_slope>(bumps, option, place);
    const Vector value = hn::IfThenElseZero(open, sum.value);
    add_to(to.net, at, hn::Mul(value, net));
    add_to(to.gross, at, hn::Mul(value, gross));
    if constexpr (with_slope) add_to(to.slope, at, hn::IfThenElseZero(open, hn::Mul(sum.slope, net)));
  }
}

/// All options at one place, a vector of options at a time.
struct PlaceSums {
  double net = 0, gross = 0, slope = 0;
};
template <bool with_slope>
HWY_INLINE PlaceSums at_place(const GatedBumps& bumps, double x) {
  constexpr Doubles d;
  const Vector place = number(x);
  Vector net = hn::Zero(d), gross = hn::Zero(d), slope = hn::Zero(d);
  for (std::size_t i = 0; i < bumps.n; i += hn::Lanes(d)) {
    const ManyOptions options{i};
    const auto open = gate(bumps, options, place);
    if (hn::AllFalse(d, open)) continue;
    const GatedValue sum = gated_value<with_slope>(bumps, options, place);
    const Vector value = hn::IfThenElseZero(open, sum.value), weight = options(bumps.net);
    net = hn::MulAdd(value, weight, net);
    gross = hn::MulAdd(value, options(bumps.gross), gross);
    if constexpr (with_slope) slope = hn::MulAdd(hn::IfThenElseZero(open, sum.slope), weight, slope);
  }
  return {hn::GetLane(hn::SumOfLanes(d, net)), hn::GetLane(hn::SumOfLanes(d, gross)),
          hn::GetLane(hn::SumOfLanes(d, slope))};
}

constexpr std::size_t few = 4;           // places up to here are done one by one
constexpr std::size_t places_tile = 64;  // places kept in first-level cache beside an option

template <bool with_slope>
void add_tile(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  HWY_ALIGN double place[places_tile], net[places_tile] = {}, gross[places_tile] = {}, slope[places_tile] = {};
  for (std::size_t i = 0; i < places_tile; ++i) place[i] = x[i < places ? i : places - 1];
  const GatedBumpSums sums{to.net ? net : nullptr, to.gross ? gross : nullptr, to.slope ? slope : nullptr};
  double lowest = place[0], highest = place[0];
  for (std::size_t i = 1; i < places; ++i) {
    lowest = place[i] < lowest ? place[i] : lowest;
    highest = place[i] > highest ? place[i] : highest;
  }
  for (std::size_t i = 0; i < bumps.n; ++i)
    if (bumps.low[i] < highest && bumps.high[i] >= lowest) add_option<with_slope>(bumps, i, places, place, sums);
  for (std::size_t i = 0; i < places; ++i) {
    if (to.net) to.net[i] += net[i];
    if (to.gross) to.gross[i] += gross[i];
    if (to.slope) to.slope[i] += slope[i];
  }
}

template <bool with_slope>
void add_places(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  if (places <= few) {
    for (std::size_t i = 0; i < places; ++i) {
      const PlaceSums sums = at_place<with_slope>(bumps, x[i]);
      if (to.net) to.net[i] += sums.net;
      if (to.gross) to.gross[i] += sums.gross;
      if (to.slope) to.slope[i] += sums.slope;
    }
    return;
  }
  for (std::size_t at = 0; at < places; at += places_tile) {
    const auto shifted = [at](double* column) { return column == nullptr ? nullptr : column + at; };
    add_tile<with_slope>(bumps, places - at < places_tile ? places - at : places_tile, x + at,
                         {shifted(to.net), shifted(to.gross), shifted(to.slope)});
  }
}

void add_all(const GatedBumps& bumps, std::size_t places, const double* x, const GatedBumpSums& to) {
  if (to.slope != nullptr)
    add_places<true>(bumps, places, x, to);
  else
    add_places<false>(bumps, places, x, to);
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
