#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "levels/flip.h"
#include "levels/flip_scan.h"
#include "levels/flip_verification.h"
#include "levels/flips_there.h"
#include "levels/negligible.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;
using exposure::StrikeExposure;
using Strikes = std::span<const StrikeExposure>;

constexpr std::size_t public_grid_spots = 60;
constexpr double public_grid_low = 0.8, public_grid_high = 1.2;
constexpr double noise_of_running_sum = 1e-4;  // of gross; on real SPX chains the far puts leave up to 3e-5

FlipKind kind_when(double below) { return below < 0 ? FlipKind::regular : FlipKind::inverted; }

double gross_of(Strikes strikes) {
  double gross = 0;
  for (const StrikeExposure& at : strikes) gross += at.absolute().value();
  return gross;
}

/// Between two neighbours of opposite sign, `low` and `high`, or at the one nil point between them.
struct PublicCrossing {
  std::size_t low = 0, high = 0;
};

class PublicScan {
 public:
  explicit PublicScan(std::span<const exposure::ProfilePoint> points) : points_(points) {
    for (const auto& point : points) largest_gross_ = std::max(largest_gross_, point.gross.value());
  }

  [[nodiscard]] std::optional<PublicCrossing> first_crossing() const {
    std::optional<std::size_t> last;  // neither nil nor without exposure
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!is_exposed(i) || is_nil(i)) continue;
      if (last && net(*last) * net(i) < 0) {
        if (i - *last == 1 || (i - *last == 2 && is_exposed(i - 1))) return PublicCrossing{*last, i};
      }
      last = i;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] double net(std::size_t i) const { return points_[i].net.value(); }
  [[nodiscard]] double gross(std::size_t i) const { return points_[i].gross.value(); }
  [[nodiscard]] bool is_exposed(std::size_t i) const {
    return gross(i) >= negligible_share_of_gross * largest_gross_ && gross(i) > 0;
  }
  [[nodiscard]] bool is_nil(std::size_t i) const { return std::abs(net(i)) < negligible_share_of_gross * gross(i); }
  std::span<const exposure::ProfilePoint> points_;
  double largest_gross_ = 0;
};

/// Where the chord of two exact points is zero, or what lies between them.
market::Spot price_of(const PublicCrossing& found, const std::vector<exposure::ProfilePoint>& points,
                      std::span<const exposure::ProfilePoint> exact) {
  if (found.high - found.low == 2) return points[found.low + 1].spot;
  const double s_low = exact[0].spot.value(), s_high = exact[1].spot.value();
  const double n_low = exact[0].net.value(), n_high = exact[1].net.value();
  return market::Spot{s_high - (s_high - s_low) * n_high / (n_high - n_low)};
}

/// None where the profile does not reach as far as the spots.
std::optional<std::vector<exposure::TabulatedPoint>> read_off(std::span<const exposure::ProfilePoint> profile,
                                                              std::span<const market::Spot> spots) {
  std::vector<exposure::TabulatedPoint> points;
  points.reserve(spots.size());
  for (const market::Spot spot : spots) {
    const auto point = levels::read_off(profile, spot);
    if (!point) return std::nullopt;
    points.push_back(*point);
  }
  return points;
}

double interpolated(const StrikeExposure& low, const StrikeExposure& high) {
  const double n_low = low.net.value(), n_high = high.net.value();
  return high.strike.value() - (high.strike.value() - low.strike.value()) * n_high / (n_high - n_low);
}

}  // namespace

std::vector<market::Spot> public_grid(market::Spot spot) {
  const double low = public_grid_low * spot.value(), high = public_grid_high * spot.value();
  std::vector<market::Spot> grid;
  for (std::size_t i = 0; i < public_grid_spots; ++i)
    grid.push_back(market::Spot{low + (high - low) * static_cast<double>(i) / (public_grid_spots - 1)});
  return grid;
}

Level<GammaFlip> grid60_flip(const RepricedBook& book) { return grid60_flip(book, {book.gross_gex(book.spot()), {}}); }

Level<GammaFlip> grid60_flip(const RepricedBook& book, const KnownExposure& known) {
  const std::vector<market::Spot> spots = public_grid(book.spot());
  auto grid = read_off(known.profile, spots);
  if (!grid) grid = book.tabulated(spots);
  return grid60_flip(book, *grid, known);
}

Level<GammaFlip> grid60_flip(const RepricedBook& book, const std::vector<exposure::TabulatedPoint>& grid,
                             const KnownExposure& known) {
  if (book.empty()) return base::failure(NoLevel::empty_book);
  const std::vector<exposure::ProfilePoint> points = settled(grid, book);
  const auto found = PublicScan(points).first_crossing();
  if (!found) return base::failure(NoLevel::no_sign_change);
  const auto exact = book.profile(std::array{points[found->low].spot, points[found->high].spot});
  const market::Spot price = price_of(*found, points, exact);
  return GammaFlip{price, kind_when(exact[0].net.value()), FlipMethod::grid60, book.slope(price),
                   shallow_in(book, price, known)};
}

Level<GammaFlip> cumulative_strikes_flip(Strikes strikes) {
  if (strikes.empty()) return base::failure(NoLevel::empty_book);
  const double noise = noise_of_running_sum * gross_of(strikes);
  double running = 0, established = 0;  // the last running sum that was more than noise
  for (const StrikeExposure& at : strikes) {
    running += at.net.value();
    if (running * established < 0)
      return GammaFlip{
          market::Spot{at.strike.value()}, kind_when(established), FlipMethod::cumulative_strikes, {}, false};
    if (std::abs(running) > noise) established = running > 0 ? 1 : -1;
  }
  return base::failure(NoLevel::no_sign_change);
}

Level<GammaFlip> nearest_sign_change_flip(Strikes strikes, market::Spot spot) {
  if (strikes.empty()) return base::failure(NoLevel::empty_book);
  const double nil = negligible_share_of_gross * gross_of(strikes);
  const auto distance = [&](double price) { return std::abs(price - spot.value()); };
  std::optional<GammaFlip> nearest;
  const StrikeExposure* last = nullptr;  // with exposure
  for (const StrikeExposure& at : strikes) {
    if (std::abs(at.net.value()) <= nil) continue;
    const StrikeExposure* before = std::exchange(last, &at);
    if (before == nullptr || (before->net.value() < 0) == (at.net.value() < 0)) continue;
    const double price = interpolated(*before, at);
    if (nearest && distance(nearest->price.value()) <= distance(price)) continue;
    nearest =
        GammaFlip{market::Spot{price}, kind_when(before->net.value()), FlipMethod::nearest_sign_change, {}, false};
  }
  if (!nearest) return base::failure(NoLevel::no_sign_change);
  return *nearest;
}

Level<GammaFlip> analytic_local_flip(const RepricedBook& book) {
  return analytic_local_flip(book, book.spot(), {book.gross_gex(book.spot()), {}});
}

Level<GammaFlip> analytic_local_flip(const RepricedBook& book, market::Spot here, const KnownExposure& known) {
  if (book.empty()) return base::failure(NoLevel::empty_book);
  const double spot = here.value();
  const auto [point, rise] = book.sloped(here);
  const double net = point.net.value(), slope = rise.value();  // $ a 1 %, and a 1 % rise
  const double factor = 1 - net / (100 * slope);
  const FlipDomain domain;
  if (!(factor >= domain.low && factor <= domain.high)) return base::failure(NoLevel::no_sign_change);
  const market::Spot price{spot * factor};
  return GammaFlip{price, slope > 0 ? FlipKind::regular : FlipKind::inverted, FlipMethod::analytic_local,
                   book.slope(price), shallow_in(book, price, known)};
}

}  // namespace gammafield::levels
