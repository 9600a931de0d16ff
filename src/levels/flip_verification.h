#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "levels/flip.h"
#include "levels/flip_scan.h"
#include "levels/negligible.h"

/// From a place where GEX is zero to a verified root (docs/methods.md 1.4.5), for every kind of re-priced book:
/// RepricedBook, DynamicBook.
namespace gammafield::levels {

/// A place where GEX is zero, before verification.
struct Candidate {
  market::Spot price;
  bool touch = false;  ///< the sign is the same on both sides
};

/// How far from a candidate its signs are looked at: 1e-4 of it, but never past a third of the way to the next one.
/// Candidates ascending.
[[nodiscard]] double sign_step(const std::vector<Candidate>&, std::size_t i);

[[nodiscard]] std::optional<FlipKind> kind_between(double below, double above);

/// Null if there is none; a touch is no crossing.
[[nodiscard]] const FlipRoot* nearest_crossing(const std::vector<FlipRoot>&, market::Spot);

/// Why there is no crossing. `positive`, `negative`: whether GEX is anywhere in the domain.
[[nodiscard]] NoLevel absence(bool empty_book, std::size_t unverified, bool positive, bool negative);

inline constexpr double residual_max = 1e-8;  // of gross at the root, docs/methods.md 1.4.5
inline constexpr double shallow_step = 0.01, shallow_share = 0.02;

/// Adds candidate i to the roots; counts what fails; passes over, uncounted, what lies where there is no exposure.
template <class Book>
void verify_into(FlipRoots& flips, const Book& book, double largest_gross, const std::vector<Candidate>& all,
                 std::size_t i) {
  const double price = all[i].price.value(), step = sign_step(all, i);
  const exposure::SlopedPoint here = book.sloped(all[i].price);
  const double gross = here.point.gross.value();
  if (gross < negligible_share_of_gross * largest_gross) return;
  const double residual = std::abs(here.point.net.value()) / gross;
  const auto net_at = [&](double spot) { return book.net_gex(market::Spot{spot}).value(); };
  const auto kind =
      all[i].touch ? std::optional{FlipKind::tangent} : kind_between(net_at(price - step), net_at(price + step));
  if (!kind || !(residual <= residual_max)) {
    ++flips.unverified;
    return;
  }
  flips.roots.push_back({all[i].price, *kind, here.slope, residual});
}

/// GammaFlip::shallow of any price: by the profile where that leaves no doubt.
template <class Book>
[[nodiscard]] bool shallow_in(const Book& book, market::Spot flip, const KnownExposure& known) {
  const double limit = shallow_share * known.gross.value();
  const auto small_at = [&](double factor) {
    const market::Spot spot{flip.value() * factor};
    const auto read = read_off(known.profile, spot);
    const double size = read ? std::abs(read->point.net.value()) : limit;
    if (read && std::abs(size - limit) > FlipScan::errors_for_sure * read->error.value()) return size < limit;
    return std::abs(book.net_gex(spot).value()) < limit;
  };
  return small_at(1 - shallow_step) && small_at(1 + shallow_step);
}

template <class Book>
[[nodiscard]] GammaFlip flip_at(const FlipRoot& root, const Book& book, const KnownExposure& known) {
  return {root.price, root.kind, FlipMethod::reprice, root.slope, shallow_in(book, root.price, known)};
}

}  // namespace gammafield::levels
