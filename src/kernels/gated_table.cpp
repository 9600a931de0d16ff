#include "kernels/gated_table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <vector>

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

constexpr std::size_t values = GatedPieces::values, pieces = GatedPieces::pieces, entries = GatedPieces::entries;
constexpr std::size_t vols = GatedPieces::vols;
constexpr double middle(std::size_t j) { return 0.5 * (GatedPieces::meets[j] + GatedPieces::meets[j + 1]); }
constexpr double half(std::size_t j) { return 0.5 * (GatedPieces::meets[j + 1] - GatedPieces::meets[j]); }
constexpr std::size_t told_terms = 3;   // the last ones of a piece are told as what it is off
constexpr std::size_t few_places = 16;  // an exact sum costs no more than the coefficients

/// Chebyshev points of the first kind, and T_k at them.
constexpr double points[values] = {0.98078528040323044913,  0.83146961230254523708,  0.55557023301960222474,
                                   0.19509032201612826785,  -0.19509032201612826785, -0.55557023301960222474,
                                   -0.83146961230254523708, -0.98078528040323044913};
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

/// A column for each of the values at the points: full vectors of rows.
using Square = std::array<std::array<double, values>, values>;

/// What turns values at the points into Chebyshev terms: by the orthogonality of cosines.
constexpr Square terms_from_values = [] {
  Square out{};
  for (std::size_t k = 0; k < values; ++k)
    for (std::size_t m = 0; m < values; ++m)
      out[m][k] = (k == 0 ? 1.0 : 2.0) / double(values) * chebyshev(k, points[m]);
  return out;
}();
/// Those of them that are told; the others are 0.
constexpr Square told_from_values = [] {
  Square out = terms_from_values;
  for (auto& column : out)
    for (std::size_t k = 0; k < values - told_terms; ++k) column[k] = 0;
  return out;
}();
/// And into powers: T_k = 2 t T_(k-1) - T_(k-2).
constexpr Square powers_from_values = [] {
  Square powers{}, out{};
  powers[0][0] = 1;
  powers[1][1] = 1;
  for (std::size_t k = 2; k < values; ++k)
    for (std::size_t p = 0; p < values; ++p) powers[k][p] = (p > 0 ? 2 * powers[k - 1][p - 1] : 0) - powers[k - 2][p];
  for (std::size_t k = 0; k < values; ++k)
    for (std::size_t p = 0; p < values; ++p)
      for (std::size_t m = 0; m < values; ++m) out[m][p] += powers[k][p] * terms_from_values[m][k];
  return out;
}();

}  // namespace
}  // namespace gammafield::kernels
#endif  // GAMMAFIELD_KERNELS_GATED_TABLE_PIECES_

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

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

/// Which pieces of an option the places meet; none if they go farther than there are pieces.
struct Span {
  std::size_t first = 0, last = 0;  ///< last: one past
};
Span met_pieces(const GatedBumps& bumps, const GatedEdges& edges, std::size_t i, const AscendingPlaces& places) {
  const double begin = std::max(bumps.low[i], places.low()), end = std::min(bumps.high[i], places.high());
  const double a = (begin - edges.edge[i]) / edges.unit[i], b = (end - edges.edge[i]) / edges.unit[i];
  const double nearest = std::min(a, b), farthest = std::max(a, b);
  if (!(farthest <= GatedPieces::meets[pieces])) return {};
  Span span;
  while (span.first + 1 < pieces && GatedPieces::meets[span.first + 1] < nearest) ++span.first;
  span.last = span.first;
  while (span.last < pieces && GatedPieces::meets[span.last] < farthest) ++span.last;
  return span;
}

/// Coefficients of the pieces at one volatility.
HWY_INLINE void interpolate(const GatedPieces& table, double vol_place, Span span, double (&out)[entries]) {
  constexpr Doubles d;
  double terms[vols] = {1, vol_place};
  for (std::size_t k = 2; k < vols; ++k) terms[k] = 2 * vol_place * terms[k - 1] - terms[k - 2];
  const std::size_t lanes = hn::Lanes(d), first = span.first * values / lanes * lanes;
  for (std::size_t e = first; e < span.last * values; e += lanes) {
    Vector sum = load(table.term(0) + e);
    for (std::size_t k = 1; k < vols; ++k) sum = hn::MulAdd(load(table.term(k) + e), number(terms[k]), sum);
    hn::Store(sum, d, out + e);
  }
}

void add_pieces(const AscendingPlaces& places, const GatedEdges& edges, const Option& whole, Run all, Span span,
                const TabulatedSums& to) {
  HWY_ALIGN double coefficient[entries];
  interpolate(*edges.pieces, edges.vol_place[whole.i], span, coefficient);
  const double edge = edges.edge[whole.i], unit = edges.unit[whole.i], strike = edges.strike[whole.i];
  const Option option{whole.i, whole.net * strike, whole.gross * strike};
  const auto meet = [&](std::size_t j) {
    return std::clamp(places.up_to(edge + unit * GatedPieces::meets[j]), all.begin, all.end);
  };
  std::size_t here = meet(span.first);
  for (std::size_t j = span.first; j < span.last; ++j) {
    const std::size_t next = meet(j + 1);
    const Run run{std::min(here, next), std::max(here, next)};
    here = next;
    if (run.begin == run.end) continue;
    const double inverse = 1 / (unit * half(j));
    const Vector scale = number(inverse), shift = number(-(edge + unit * middle(j)) * inverse);
    const double* c = coefficient + j * values;
    const Vector c0 = number(c[0]), c1 = number(c[1]), c2 = number(c[2]), c3 = number(c[3]), c4 = number(c[4]),
                 c5 = number(c[5]), c6 = number(c[6]), c7 = number(c[7]);
    add_run(places, run, option, to, [&](Vector x) HWY_ATTR {
      const Vector t = hn::MulAdd(x, scale, shift), square = hn::Mul(t, t);
      const Vector even = hn::MulAdd(hn::MulAdd(hn::MulAdd(c6, square, c4), square, c2), square, c0);
      const Vector odd = hn::MulAdd(hn::MulAdd(hn::MulAdd(c7, square, c5), square, c3), square, c1);
      return hn::MulAdd(odd, t, even);
    });
    const double error = edges.pieces->error(j) * option.gross;
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
  for (std::size_t i = 0; i < bumps.n; ++i) {
    if (!(bumps.low[i] < places.high() && bumps.high[i] >= places.low())) continue;
    const Run run{places.up_to(bumps.low[i]), places.up_to(bumps.high[i])};
    if (run.begin >= run.end) continue;
    const Option option{i, bumps.net[i], bumps.gross[i]};
    const bool few = edges.pieces == nullptr || run.end - run.begin <= few_places;
    const Span span = few ? Span{} : met_pieces(bumps, edges, i, places);
    if (span.first == span.last)
      add_exactly(bumps, places, option, run, to);
    else
      add_pieces(places, edges, option, run, span, to);
  }
}

/// Terms from values at the points, rows of `entries`; `factors`: a row of `vols` for each term.
void to_series(const double* at_points, const double* factors, double* series) {
  for (std::size_t e = 0; e < entries; e += hn::Lanes(Doubles()))
    for (std::size_t k = 0; k < vols; ++k) {
      Vector sum = hn::Mul(load(at_points + e), number(factors[k * vols]));
      for (std::size_t j = 1; j < vols; ++j)
        sum = hn::MulAdd(load(at_points + j * entries + e), number(factors[k * vols + j]), sum);
      store(sum, series + k * entries + e);
    }
}

/// A piece's values at its points, of each volatility: `out[m * vols + k]`. Several points at once, since lanes are
/// more than volatilities.
void values_of_piece(const GatedAtPoints& of, std::size_t piece, double* out) {
  for (std::size_t at = 0; at < values * vols; at += gated_lanes) {
    HWY_ALIGN double lengths[gated_lanes];
    for (std::size_t i = 0; i < gated_lanes; ++i) lengths[i] = middle(piece) + half(piece) * points[(at + i) / vols];
    for (std::size_t lane = 0; lane < gated_lanes; lane += hn::Lanes(Doubles())) {
      const ManyOptions options{lane};
      const Vector place = hn::MulAdd(options(of.unit), load(lengths + lane), options(of.edge));
      store(gated_value<false>(of.bumps, options, place).value, out + at + lane);
    }
  }
}

/// Rows of a matrix from `first` on times the values, which lie `stride` apart.
HWY_INLINE Vector rows_of(const Square& columns, std::size_t first, const double* values_at, std::size_t stride) {
  Vector sum = hn::Mul(load(&columns[0][first]), number(values_at[0]));
  for (std::size_t m = 1; m < values; ++m)
    sum = hn::MulAdd(load(&columns[m][first]), number(values_at[m * stride]), sum);
  return sum;
}

/// The series, and the largest error of every piece at the points.
void tabulate(const GatedAtPoints& of, const double* factors, double* series, double* errors) {
  constexpr Doubles d;
  HWY_ALIGN double coefficients[vols * entries], at_points[values * vols];
  for (std::size_t j = 0; j < pieces; ++j) {
    values_of_piece(of, j, at_points);
    for (std::size_t k = 0; k < vols; ++k) {
      Vector off = hn::Zero(d);
      for (std::size_t row = 0; row < values; row += hn::Lanes(d)) {
        store(rows_of(powers_from_values, row, at_points + k, vols), coefficients + k * entries + j * values + row);
        off = hn::Add(off, hn::Abs(rows_of(told_from_values, row, at_points + k, vols)));
      }
      errors[j] = std::max(errors[j], hn::GetLane(hn::SumOfLanes(d, off)));
    }
  }
  to_series(coefficients, factors, series);
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(add_all);
HWY_EXPORT(tabulate);

/// What turns values at the volatilities into Chebyshev terms, a row for each: by the orthogonality of cosines.
std::array<double, vols * vols> series_factors() {
  std::array<double, vols * vols> made{};
  for (std::size_t k = 0; k < vols; ++k)
    for (std::size_t j = 0; j < vols; ++j)
      made[k * vols + j] = (k == 0 ? 1.0 : 2.0) / double(vols) * chebyshev(k, GatedPieces::point(j));
  return made;
}

}  // namespace

double GatedPieces::point(std::size_t k) { return std::cos(std::numbers::pi * (double(k) + 0.5) / double(vols)); }

GatedPieces::GatedPieces(const GatedAtPoints& of) : series_(std::make_unique_for_overwrite<double[]>(vols * entries)) {
  assert(of.bumps.n == gated_lanes);
  static const auto factors = series_factors();
  HWY_DYNAMIC_DISPATCH(tabulate)(of, factors.data(), series_.get(), error_.data());
  // The terms kept last stand for those left out. One random book in 27,000 was 4 % further off than they add up to.
  constexpr double room = 1.5;
  for (std::size_t j = 0; j < pieces; ++j) {
    for (std::size_t k = 0; k < values; ++k) error_[j] += std::abs(term(vols - 1)[j * values + k]);
    error_[j] *= room;
  }
}

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
