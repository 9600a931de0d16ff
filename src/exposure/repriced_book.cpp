#include "exposure/repriced_book.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/exponential.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {

/// One option, or the call and the put of one strike. Positions are in x = ln(s/S), where differences keep their
/// digits.
struct RepricedBook::Bump {
  double center = 0;         ///< x of the peak
  double inverse_width = 0;  ///< 1/v
  double net_peak = 0;       ///< $ a 1 % at the peak, dealer's side
  double gross_peak = 0;
  double strike = 0;        ///< x of the strike
  double delta_shares = 0;  ///< dealer shares * e^(-qT): what delta's N(d1) is counted in
  void add(const pricing::PricedExpiry&, const Holding&);
  [[nodiscard]] double width() const { return 1 / inverse_width; }
  [[nodiscard]] double z(double x) const { return (x - center) * inverse_width; }  ///< d2
  [[nodiscard]] double d1(double x) const { return z(x) + width(); }
};

struct RepricedBook::Sums {
  double net = 0, gross = 0;
};

namespace {

constexpr double narrowest = 1e-8;     // v; pricing clamps gamma at the same width
constexpr double spike_width = 0.005;  // v; wider bumps are seen by a grid of 0.1 % of spot
constexpr double z_cut = 9.5;          // exp(-z^2/2) = 2.5e-20: what is passed over of a bump's peak
constexpr double passed_over_max = 2.6e-20;
constexpr double promised = 1e-15;      // of gross at the spot: what passing over may cost
constexpr std::size_t block_size = 64;  // bumps summed plainly before the compensated sum takes over
constexpr std::size_t spiky_bumps_max = 256;

double bump_shape(double z) { return exponential_of_negative(-0.5 * z * z); }

bool same_bump(const pricing::PricedChain& priced, const Holding& left, const Holding& right) {
  return left.expiry == right.expiry && left.strike == right.strike &&
         priced.options[left.option].sigma == priced.options[right.option].sigma;
}

/// N(b) - N(a) from the nearer tail; exactly minus itself with a and b exchanged.
double normal_between(double a, double b) {
  if (a > 0 && b > 0) return pricing::normal_distribution(-a) - pricing::normal_distribution(-b);
  return pricing::normal_distribution(b) - pricing::normal_distribution(a);
}

/// Plain sums of a block of bumps over the spots they reach: the loop that the time goes into.
class Block {
 public:
  explicit Block(std::size_t spots) : net_(spots), gross_(spots) {}

  template <class Bump>
  void add(const Bump& bump, std::span<const double> x) {
    const double reach = z_cut * bump.width();
    const auto first = std::ranges::lower_bound(x, bump.center - reach) - x.begin();
    const auto last = std::ranges::upper_bound(x.subspan(first), bump.center + reach) - x.begin();
    for (auto i = first; i < last; ++i) {
      const double shape = bump_shape(bump.z(x[i]));
      net_[i] += bump.net_peak * shape;
      gross_[i] += bump.gross_peak * shape;
    }
  }

  void move_into(std::span<base::CompensatedSum> net, std::span<base::CompensatedSum> gross) {
    for (std::size_t i = 0; i < net_.size(); ++i) {
      net[i].add(std::exchange(net_[i], 0));
      gross[i].add(std::exchange(gross_[i], 0));
    }
  }

 private:
  std::vector<double> net_, gross_;
};

/// A spot where a narrow bump may turn the profile, and how far from it the next one may be.
struct SpikeSpot {
  double x = 0;
  double width = 0;
};

/// Sorted, and thinned to an eighth of a width.
std::vector<SpikeSpot> thinned(std::vector<SpikeSpot> spots) {
  std::ranges::sort(spots, {}, [](const SpikeSpot& spot) { return std::pair{spot.x, spot.width}; });
  std::vector<SpikeSpot> kept;
  for (const SpikeSpot& spot : spots) {
    if (kept.empty() || spot.x - kept.back().x >= std::min(spot.width, kept.back().width) / 8) kept.push_back(spot);
  }
  return kept;
}

/// The `count` highest; of equal ones those of the lower strike.
template <class Bump>
std::vector<Bump> highest_peaks(std::vector<Bump> bumps, std::size_t count) {
  if (bumps.size() <= count) return bumps;
  std::ranges::sort(bumps, {}, [](const Bump& bump) { return std::tuple{-bump.gross_peak, bump.strike, bump.center}; });
  bumps.resize(count);
  return bumps;
}

}  // namespace

RepricedBook::Bump RepricedBook::bump_of(const pricing::PricedChain& priced, const Holding& holding) {
  const pricing::PricedExpiry& expiry = priced.expiries[holding.expiry];
  const double width = std::max(priced.options[holding.option].sigma * std::sqrt(expiry.years), narrowest);
  const double strike = std::log(holding.strike.value() / priced.spot.value());
  Bump bump;
  bump.center = strike - (expiry.rate - expiry.carry) * expiry.years + 0.5 * width * width;
  bump.inverse_width = 1 / width;
  bump.strike = strike;
  return bump;
}

/// Gamma times s^2 is the strike's own second derivative times K^2 (docs/methods.md 8.1), and that one is known at the
/// peak.
void RepricedBook::Bump::add(const pricing::PricedExpiry& expiry, const Holding& holding) {
  const double strike_gamma =
      std::exp(-expiry.rate * expiry.years) * pricing::normal_density(0) * inverse_width / holding.strike.value();
  const auto peak = [&](market::Shares shares) {
    return gamma_exposure(market::Gamma{strike_gamma}, shares, market::Spot{holding.strike.value()}).value();
  };
  net_peak += peak(holding.dealer_shares);
  gross_peak += peak(holding.gross_shares);
  delta_shares += holding.dealer_shares.value() * std::exp(-expiry.carry * expiry.years);
}

RepricedBook::RepricedBook(const Book& book) : spot_(book.spot()) {
  const pricing::PricedChain& priced = *book.priced;
  std::vector<Bump> bumps;
  const Holding* last = nullptr;
  for (const Holding& holding : book.holdings) {
    if (!last || !same_bump(priced, *last, holding)) bumps.push_back(bump_of(priced, holding));
    bumps.back().add(priced.expiries[holding.expiry], holding);
    last = &holding;
  }
  bumps_ = std::make_shared<const std::vector<Bump>>(std::move(bumps));
}

bool RepricedBook::empty() const { return bumps_->empty(); }

double RepricedBook::log_moneyness(market::Spot spot) const {
  assert(spot.value() > 0 && std::isfinite(spot.value()));
  return std::log(spot.value() / spot_.value());
}

RepricedBook::Sums RepricedBook::sums_at(double x) const {
  base::CompensatedSum net, gross;
  for (const Bump& bump : *bumps_) {
    const double shape = bump_shape(bump.z(x));
    net.add(bump.net_peak * shape);
    gross.add(bump.gross_peak * shape);
  }
  return {net.value(), gross.value()};
}

market::UsdPerPercent RepricedBook::net_gex(market::Spot spot) const {
  return market::UsdPerPercent{sums_at(log_moneyness(spot)).net};
}

market::UsdPerPercent RepricedBook::gross_gex(market::Spot spot) const {
  return market::UsdPerPercent{sums_at(log_moneyness(spot)).gross};
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
  for (const market::Spot spot : ascending) x.push_back(log_moneyness(spot));

  std::vector<base::CompensatedSum> net(x.size()), gross(x.size());
  Block block{x.size()};
  double peaks = 0;
  for (std::size_t i = 0; i < bumps_->size(); ++i) {
    block.add((*bumps_)[i], x);
    peaks += (*bumps_)[i].gross_peak;
    if ((i + 1) % block_size == 0) block.move_into(net, gross);
  }
  block.move_into(net, gross);

  std::vector<ProfilePoint> points;
  points.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool thin = gross[i].value() * promised < peaks * passed_over_max;
    const Sums sums = thin ? sums_at(x[i]) : Sums{net[i].value(), gross[i].value()};
    points.push_back({ascending[i], market::UsdPerPercent{sums.net}, market::UsdPerPercent{sums.gross}});
  }
  return points;
}

market::UsdPerPercent RepricedBook::slope(market::Spot spot) const {
  const double x = log_moneyness(spot);
  base::CompensatedSum sum;
  for (const Bump& bump : *bumps_) {
    const double z = bump.z(x);
    sum.add(-one_percent * bump.net_peak * bump_shape(z) * z * bump.inverse_width);
  }
  return market::UsdPerPercent{sum.value()};
}

market::Shares RepricedBook::hedging_flow(market::Spot from, market::Spot to) const {
  const double x_from = log_moneyness(from), x_to = log_moneyness(to);
  base::CompensatedSum bought;
  for (const Bump& bump : *bumps_) {
    bought.add(-bump.delta_shares * normal_between(bump.d1(x_from), bump.d1(x_to)));
  }
  return market::Shares{bought.value()};
}

std::vector<market::Spot> RepricedBook::spike_spots(market::Spot lowest, market::Spot highest) const {
  constexpr std::array widths_away{-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0};
  const double low = log_moneyness(lowest), high = log_moneyness(highest);
  std::vector<Bump> narrow;
  for (const Bump& bump : *bumps_) {
    const bool within = bump.strike + 3 * bump.width() >= low && bump.strike - 3 * bump.width() <= high;
    if (within && bump.width() < spike_width && bump.net_peak != 0) narrow.push_back(bump);
  }
  std::vector<SpikeSpot> candidates;
  for (const Bump& bump : highest_peaks(std::move(narrow), spiky_bumps_max)) {
    for (const double away : widths_away) {
      const double x = bump.strike + away * bump.width();
      if (x >= low && x <= high) candidates.push_back({x, bump.width()});
    }
  }
  std::vector<market::Spot> spots;
  for (const SpikeSpot& kept : thinned(std::move(candidates))) {
    spots.push_back(std::clamp(market::Spot{spot_.value() * std::exp(kept.x)}, lowest, highest));
  }
  return spots;
}

}  // namespace gammafield::exposure
