#include "kernels/profile_table.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

#include "kernels/profile_exact.h"
#include "kernels/profile_interpolation.h"

namespace gammafield::kernels {
namespace {

constexpr int finest_exponent = -11;  // nodes 2^-11 apart: at most a twentieth of a per cent
constexpr double resolved_scale = bump_scale / nodes_a_width * (1 << -finest_exponent);  // of class 1's narrowest
constexpr double narrow_reach = 7.5;        // widths, as far as the recurrence goes
constexpr double error_of_heights = 1e-11;  // 2e-12 interpolated, 3e-12 by the recurrence, and room

// From so many places on it pays to look for those that a narrow bump reaches.
constexpr std::size_t places_one_by_one = 4;

void add_exactly(const Bumps& bumps, double x, BumpSums sums) {
  double net = 0, gross = 0, slope = 0;
  bump_sums(bumps, 1, &x, {&net, &gross, sums.slope == nullptr ? nullptr : &slope});
  *sums.net += net;
  *sums.gross += gross;
  if (sums.slope != nullptr) *sums.slope += slope;
}

NodeSums nodes_over(double step, double low, double high) {
  const auto first = static_cast<std::ptrdiff_t>(std::floor(low / step)) - margin;
  const auto last = static_cast<std::ptrdiff_t>(std::ceil(high / step)) + margin;
  return {step, first, static_cast<std::size_t>(last - first + 1)};
}

}  // namespace

std::size_t WidthClasses::of(double scale) {
  const double finest_steps = resolved_scale / scale;
  if (!(finest_steps >= 1)) return 0;
  const auto exponent = (std::bit_cast<std::uint64_t>(finest_steps) >> 52) - 1023;
  return std::min(static_cast<std::size_t>(exponent) + 1, count - 1);
}

double WidthClasses::step(std::size_t number) {
  assert(number >= 1 && number < count);
  return std::ldexp(1, finest_exponent + static_cast<int>(number) - 1);
}

std::vector<std::uint32_t> order_by_width(std::span<const double> scales, WidthClasses& classes) {
  std::vector<std::uint8_t> class_of(scales.size());
  std::ranges::transform(scales, class_of.begin(),
                         [](double scale) { return static_cast<std::uint8_t>(WidthClasses::of(scale)); });
  classes = {};
  for (const std::uint8_t c : class_of) ++classes.begin[c + 1U];
  for (std::size_t c = 0; c < WidthClasses::count; ++c) classes.begin[c + 1] += classes.begin[c];
  auto next = classes.begin;
  std::vector<std::uint32_t> order(scales.size());
  for (std::uint32_t i = 0; i < scales.size(); ++i) order[next[class_of[i]]++] = i;
  return order;
}

ProfileTable::ProfileTable(const Bumps& bumps, const WidthClasses& classes, double low, double high)
    : narrow_(bumps.part(0, classes.begin[1])) {
  assert(low <= high && classes.begin[WidthClasses::count] == bumps.count);
  for (std::size_t i = 0; i < bumps.count; ++i) error_ += error_of_heights * bumps.gross[i];
  const auto finest =
      static_cast<std::size_t>(std::ranges::upper_bound(classes.begin, narrow_.count) - classes.begin.begin()) - 1;
  if (narrow_.count == bumps.count) return;
  for (std::size_t c = WidthClasses::count - 1; c >= finest; --c) {
    NodeSums finer = nodes_over(WidthClasses::step(c), low, high);
    if (nodes_.size() > 0) add_refined(nodes_, finer);
    nodes_ = std::move(finer);
    add_to_nodes(bumps.part(classes.begin[c], classes.begin[c + 1]), nodes_);
  }
}

void ProfileTable::sums(std::size_t n, const double* ascending, BumpSums out) const {
  assert(out.net != nullptr && out.gross != nullptr && std::is_sorted(ascending, ascending + n));
  if (nodes_.size() > 0) {
    interpolate(nodes_, n, ascending, out);
  } else {
    for (double* column : {out.net, out.gross, out.slope})
      if (column != nullptr) std::fill_n(column, n, 0.0);
  }
  if (n > places_one_by_one) return add_near_bumps(narrow_, narrow_reach, n, ascending, out);
  for (std::size_t i = 0; i < n; ++i) add_exactly(narrow_, ascending[i], out.from(i));
}

}  // namespace gammafield::kernels
