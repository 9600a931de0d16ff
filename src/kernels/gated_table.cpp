#include "kernels/gated_table.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gated_table.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/gated_sum-inl.h"

#ifndef GAMMAFIELD_KERNELS_GATED_TABLE_PIECES_
#define GAMMAFIELD_KERNELS_GATED_TABLE_PIECES_
namespace gammafield::kernels {
namespace {

constexpr std::size_t values = 6;  // of a piece
// Where pieces meet, in units from the edge: the premium's narrowest bumps are a seventieth of the widest.
constexpr double meets[] = {0, 0.02, 0.06, 0.13, 0.25, 0.45, 0.75, 1.2, 1.8, 2.5, 3.3, 4.2, 5.2, 6.3, 7.5, 9, 11, 14};
constexpr std::size_t pieces = std::size(meets) - 1;
constexpr double middle(std::size_t j) { return 0.5 * (meets[j] + meets[j + 1]); }
constexpr double half(std::size_t j) { return 0.5 * (meets[j + 1] - meets[j]); }

/// Chebyshev points of the first kind, and T_k at them.
constexpr double points[values] = {0.96592582628906829,  0.70710678118654752,  0.25881904510252076,
                                   -0.25881904510252076, -0.70710678118654752, -0.96592582628906829};
constexpr double chebyshev(std::size_t k, double t) {
  double before = 1, at = t;
  if (k == 0) return 1;
  for (std::size_t i = 1; i < k; ++i) {
    const double next = 2 * t * at - before;
    before = at;
    at = next;
  }
  return at;
}

}  // namespace
}  // namespace gammafield::kernels
#endif  // GAMMAFIELD_KERNELS_GATED_TABLE_PIECES_

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

inline constexpr std::size_t lanes_max = HWY_LANES(double);

/// The pieces of a vector of options: powers of t in -1 ... 1, and their error.
struct Pieces {
  HWY_ALIGN double coefficient[pieces][values][lanes_max];
  HWY_ALIGN double error[pieces][lanes_max];
};

/// Powers of t from the values at the points.
HWY_INLINE void fit_piece(const Vector (&value)[values], double (&coefficient)[values][lanes_max],
                          double (&error)[lanes_max]) {
  constexpr Doubles d;
  Vector c[values];
  for (std::size_t k = 0; k < values; ++k) {
    c[k] = hn::Mul(value[0], number(chebyshev(k, points[0])));
    for (std::size_t m = 1; m < values; ++m) c[k] = hn::MulAdd(value[m], number(chebyshev(k, points[m])), c[k]);
    c[k] = hn::Mul(c[k], number((k == 0 ? 1.0 : 2.0) / double(values)));
  }
  hn::Store(hn::Add(hn::Abs(c[4]), hn::Abs(c[5])), d, error);
  hn::Store(hn::Add(hn::Sub(c[0], c[2]), c[4]), d, coefficient[0]);
  hn::Store(hn::MulAdd(number(5), c[5], hn::NegMulAdd(number(3), c[3], c[1])), d, coefficient[1]);
  hn::Store(hn::NegMulAdd(number(8), c[4], hn::Add(c[2], c[2])), d, coefficient[2]);
  hn::Store(hn::NegMulAdd(number(20), c[5], hn::Mul(number(4), c[3])), d, coefficient[3]);
  hn::Store(hn::Mul(number(8), c[4]), d, coefficient[4]);
  hn::Store(hn::Mul(number(16), c[5]), d, coefficient[5]);
}

/// The places of one option.
struct Run {
  std::size_t begin = 0, end = 0;
};
struct Option {
  std::size_t i;
  double net, gross;
};

/// Adds value(place) over a run; what lies beyond its end in the last vector is left alone.
template <class Value>
HWY_INLINE void add_run(const AscendingPlaces& places, Run run, const Option& option, const TabulatedSums& to,
                        const Value& value) {
  constexpr Doubles d;
  const Vector net = number(option.net), gross = number(option.gross);
  for (std::size_t at = run.begin; at < run.end; at += hn::Lanes(d)) {
    Vector here = value(load(places.x() + at));
    if (at + hn::Lanes(d) > run.end) here = hn::IfThenElseZero(hn::FirstN(d, run.end - at), here);
    store(hn::MulAdd(here, net, load(to.net + at)), to.net + at);
    store(hn::MulAdd(here, gross, load(to.gross + at)), to.gross + at);
  }
}

/// Which pieces of a vector of options the places meet; none if they go farther than there are pieces.
struct Span {
  std::size_t first = pieces, last = 0;  ///< last: one past
};
Span met_pieces(const GatedBumps& bumps, const GatedEdges& edges, std::size_t i, double low, double high) {
  Span span;
  for (std::size_t lane = i; lane < i + hn::Lanes(Doubles()); ++lane) {
    const double begin = std::max(bumps.low[lane], low), end = std::min(bumps.high[lane], high);
    if (!(begin <= end)) continue;
    const double a = (begin - edges.edge[lane]) / edges.unit[lane], b = (end - edges.edge[lane]) / edges.unit[lane];
    const double nearest = std::min(a, b), farthest = std::max(a, b);
    if (farthest > meets[pieces]) return {};
    std::size_t j = 0;
    while (j + 1 < pieces && meets[j + 1] < nearest) ++j;
    span.first = std::min(span.first, j);
    while (j < pieces && meets[j] < farthest) ++j;
    span.last = std::max(span.last, j);
  }
  return span;
}

void tabulate(const GatedBumps& bumps, const GatedEdges& edges, std::size_t i, Span span, Pieces& out) {
  const ManyOptions options{i};
  const Vector edge = options(edges.edge), unit = options(edges.unit);
  for (std::size_t j = span.first; j < span.last; ++j) {
    Vector value[values];
    for (std::size_t m = 0; m < values; ++m)
      value[m] =
          gated_value<false>(bumps, options, hn::MulAdd(unit, number(middle(j) + half(j) * points[m]), edge)).value;
    fit_piece(value, out.coefficient[j], out.error[j]);
  }
}

void add_pieces(const AscendingPlaces& places, const GatedEdges& edges, const Option& option, Run all, std::size_t lane,
                Span span, const Pieces& table, const TabulatedSums& to) {
  const double edge = edges.edge[option.i], unit = edges.unit[option.i];
  const auto meet = [&](std::size_t j) { return std::clamp(places.up_to(edge + unit * meets[j]), all.begin, all.end); };
  std::size_t here = meet(span.first);
  for (std::size_t j = span.first; j < span.last; ++j) {
    const std::size_t next = meet(j + 1);
    const Run run{std::min(here, next), std::max(here, next)};
    here = next;
    if (run.begin == run.end) continue;
    const Vector scale = number(1 / (unit * half(j))), shift = number(-(edge + unit * middle(j)) / (unit * half(j)));
    Vector c[values];
    for (std::size_t k = 0; k < values; ++k) c[k] = number(table.coefficient[j][k][lane]);
    add_run(places, run, option, to, [&](Vector x) HWY_ATTR {
      const Vector t = hn::MulAdd(x, scale, shift), square = hn::Mul(t, t);
      const Vector even = hn::MulAdd(hn::MulAdd(c[4], square, c[2]), square, c[0]);
      const Vector odd = hn::MulAdd(hn::MulAdd(c[5], square, c[3]), square, c[1]);
      return hn::MulAdd(odd, t, even);
    });
    const double error = table.error[j][lane] * option.gross;
    to.error[run.begin] += error;
    to.error[run.end] -= error;
  }
}

void add_exactly(const GatedBumps& bumps, const AscendingPlaces& places, const Option& option, Run run,
                 const TabulatedSums& to) {
  const OneOption columns{option.i};
  add_run(places, run, option, to, [&](Vector x) HWY_ATTR { return gated_value<false>(bumps, columns, x).value; });
}

void add_all(const GatedBumps& bumps, const GatedEdges& edges, const AscendingPlaces& places, const TabulatedSums& to) {
  const std::size_t lanes = hn::Lanes(Doubles());
  Pieces table;
  for (std::size_t i = 0; i < bumps.n; i += lanes) {
    Run runs[lanes_max];
    std::size_t met = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      runs[lane] = {places.up_to(bumps.low[i + lane]), places.up_to(bumps.high[i + lane])};
      runs[lane].end = std::max(runs[lane].begin, runs[lane].end);
      met += runs[lane].end - runs[lane].begin;
    }
    if (met == 0) continue;
    const Span span = edges.edge != nullptr ? met_pieces(bumps, edges, i, places.low(), places.high()) : Span{};
    const bool few = span.last <= span.first || met <= (span.last - span.first) * values * lanes;
    if (!few) tabulate(bumps, edges, i, span, table);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Option option{i + lane, bumps.net[i + lane], bumps.gross[i + lane]};
      if (few)
        add_exactly(bumps, places, option, runs[lane], to);
      else
        add_pieces(places, edges, option, runs[lane], lane, span, table, to);
    }
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

AscendingPlaces::AscendingPlaces(std::size_t n, const double* x) : n_(n), x_(x, x + n), first_(buckets + 1) {
  assert(n > 0 && std::is_sorted(x, x + n));
  x_.resize(n + gated_lanes, x[n - 1]);
  const double length = high() - low();
  scale_ = length > 0 ? double(buckets) / length : 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (const std::size_t b = std::min(bucket(x[i]), buckets); next <= b; ++next)
      first_[next] = static_cast<std::uint32_t>(i);
  for (; next <= buckets; ++next) first_[next] = static_cast<std::uint32_t>(n);
}

void add_tabulated_bumps(const GatedBumps& bumps, const GatedEdges& edges, const AscendingPlaces& places,
                         const TabulatedSums& to) {
  HWY_DYNAMIC_DISPATCH(add_all)(bumps, edges, places, to);
}

}  // namespace gammafield::kernels
#endif
