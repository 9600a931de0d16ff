#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "levels/flip.h"
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
  const auto exact = book.profile(std::array{market::Spot{price - step}, all[i].price, market::Spot{price + step}});
  const double gross = exact[1].gross.value();
  if (gross < negligible_share_of_gross * largest_gross) return;
  const double residual = std::abs(exact[1].net.value()) / gross;
  const auto kind =
      all[i].touch ? std::optional{FlipKind::tangent} : kind_between(exact[0].net.value(), exact[2].net.value());
  if (!kind || !(residual <= residual_max)) {
    ++flips.unverified;
    return;
  }
  flips.roots.push_back({all[i].price, *kind, book.slope(all[i].price), residual});
}

/// GammaFlip::shallow of any price.
template <class Book>
[[nodiscard]] bool shallow_in(const Book& book, market::Spot flip, market::UsdPerPercent gross) {
  const double limit = shallow_share * gross.value();
  const auto small_at = [&](double factor) {
    return std::abs(book.net_gex(market::Spot{flip.value() * factor}).value()) < limit;
  };
  return small_at(1 - shallow_step) && small_at(1 + shallow_step);
}

/// `gross`: the book's where spot is.
template <class Book>
[[nodiscard]] GammaFlip flip_at(const FlipRoot& root, const Book& book, market::UsdPerPercent gross) {
  return {root.price, root.kind, FlipMethod::reprice, root.slope, shallow_in(book, root.price, gross)};
}

}  // namespace gammafield::levels
