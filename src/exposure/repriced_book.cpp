#include "exposure/repriced_book.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/bump.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double z_cut = 9.5;  // exp(-z^2/2) = 2.5e-20: what is passed over of a bump's peak
constexpr double passed_over_max = 2.6e-20;
constexpr double promised = 1e-15;      // of gross at the spot: what passing over may cost
constexpr std::size_t block_size = 64;  // bumps summed plainly before the compensated sum takes over

/// The loop that the time goes into. Plain arrays and a bump of its own, so that both compilers make it vector code.
void add_bump(const Bump bump, const double* x, double* net, double* gross, std::ptrdiff_t count) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const double shape = power_of_two(bump.exponent(x[i]));
    net[i] += bump.net_peak * shape;
    gross[i] += bump.gross_peak * shape;
  }
}

/// Both columns at many ascending places at once: plain sums of a block of bumps, compensated sums of the blocks.
class Columns {
 public:
  explicit Columns(std::span<const double> x)
      : x_(x), block_net_(x.size()), block_gross_(x.size()), net_(x.size()), gross_(x.size()) {}

  void add(std::span<const Bump> bumps) {
    while (!bumps.empty()) {
      const std::span<const Bump> block = bumps.first(std::min(block_size, bumps.size()));
      for (const Bump& bump : block) add_where_it_reaches(bump);
      finish_block();
      bumps = bumps.subspan(block.size());
    }
  }
  [[nodiscard]] double net(std::size_t i) const { return net_[i].value(); }
  [[nodiscard]] double gross(std::size_t i) const { return gross_[i].value(); }
  /// Whether what was passed over may be more than promised.
  [[nodiscard]] bool thin(std::size_t i) const { return gross(i) * promised < peaks_ * passed_over_max; }

 private:
  void add_where_it_reaches(const Bump& bump) {
    const double reach = z_cut * bump.width();
    const auto first = std::ranges::lower_bound(x_, bump.center - reach);
    const auto last = std::upper_bound(first, x_.end(), bump.center + reach);
    const auto at = first - x_.begin();
    add_bump(bump, x_.data() + at, block_net_.data() + at, block_gross_.data() + at, last - first);
    peaks_ += bump.gross_peak;
  }

  void finish_block() {
    for (std::size_t i = 0; i < x_.size(); ++i) {
      net_[i].add(std::exchange(block_net_[i], 0));
      gross_[i].add(std::exchange(block_gross_[i], 0));
    }
  }

  std::span<const double> x_;
  std::vector<double> block_net_, block_gross_;
  std::vector<base::CompensatedSum> net_, gross_;
  double peaks_ = 0;
};

/// N(b) - N(a) from the nearer tail; exactly minus itself with a and b exchanged.
double normal_between(double a, double b) {
  if (a > 0 && b > 0) return pricing::normal_distribution(-a) - pricing::normal_distribution(-b);
  return pricing::normal_distribution(b) - pricing::normal_distribution(a);
}

}  // namespace

RepricedBook::RepricedBook(const Book& book)
    : bumps_(std::make_shared<const std::vector<Bump>>(bumps_of(book))), spot_(book.spot()) {}

bool RepricedBook::empty() const { return bumps_->empty(); }

double RepricedBook::place(market::Spot spot) const {
  assert(spot.value() > 0 && std::isfinite(spot.value()));
  return std::log(spot.value() / spot_.value());
}

market::UsdPerPercent RepricedBook::net_gex(market::Spot spot) const {
  const double x = place(spot);
  base::CompensatedSum sum;
  for (const Bump& bump : *bumps_) sum.add(bump.net_peak * bump.shape(x));
  return market::UsdPerPercent{sum.value()};
}

market::UsdPerPercent RepricedBook::gross_gex(market::Spot spot) const {
  const double x = place(spot);
  base::CompensatedSum sum;
  for (const Bump& bump : *bumps_) sum.add(bump.gross_peak * bump.shape(x));
  return market::UsdPerPercent{sum.value()};
}

std::vector<market::UsdPerPercent> RepricedBook::net_gex(std::span<const market::Spot> ascending) const {
  std::vector<market::UsdPerPercent> net;
  net.reserve(ascending.size());
  for (const ProfilePoint& point : profile(ascending)) net.push_back(point.net);
  return net;
}

std::vector<ProfilePoint> RepricedBook::profile(std::span<const market::Spot> ascending) const {
  assert(std::ranges::is_sorted(ascending));
  std::vector<double> x;
  x.reserve(ascending.size());
  for (const market::Spot spot : ascending) x.push_back(place(spot));
  Columns columns{x};
  columns.add(*bumps_);

  std::vector<ProfilePoint> points;
  points.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const market::Spot spot = ascending[i];
    if (columns.thin(i)) {
      points.push_back({spot, net_gex(spot), gross_gex(spot)});
    } else {
      points.push_back({spot, market::UsdPerPercent{columns.net(i)}, market::UsdPerPercent{columns.gross(i)}});
    }
  }
  return points;
}

market::UsdPerPercent RepricedBook::slope(market::Spot spot) const {
  const double x = place(spot);
  base::CompensatedSum sum;
  for (const Bump& bump : *bumps_) {
    sum.add(-one_percent * bump.net_peak * bump.shape(x) * bump.z(x) * bump.inverse_width);
  }
  return market::UsdPerPercent{sum.value()};
}

market::Shares RepricedBook::hedging_flow(market::Spot from, market::Spot to) const {
  const double here = place(from), there = place(to);
  base::CompensatedSum bought;
  for (const Bump& bump : *bumps_) bought.add(-bump.delta_shares * normal_between(bump.d1(here), bump.d1(there)));
  return market::Shares{bought.value()};
}

}  // namespace gammafield::exposure
