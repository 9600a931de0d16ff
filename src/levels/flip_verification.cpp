#include "levels/flip_verification.h"

#include <algorithm>

namespace gammafield::levels {
namespace {

constexpr double sign_check_step = 1e-4;  // of the root

}  // namespace

double sign_step(const std::vector<Candidate>& all, std::size_t i) {
  const double price = all[i].price.value();
  double step = sign_check_step * price;
  if (i > 0) step = std::min(step, (price - all[i - 1].price.value()) / 3);
  if (i + 1 < all.size()) step = std::min(step, (all[i + 1].price.value() - price) / 3);
  return step;
}

std::optional<FlipKind> kind_between(double below, double above) {
  if (below < 0 && above > 0) return FlipKind::regular;
  if (below > 0 && above < 0) return FlipKind::inverted;
  return std::nullopt;
}

const FlipRoot* nearest_crossing(const std::vector<FlipRoot>& roots, market::Spot spot) {
  const FlipRoot* nearest = nullptr;
  const auto distance = [&](const FlipRoot& root) { return std::abs(std::log(root.price.value() / spot.value())); };
  for (const FlipRoot& root : roots) {
    if (root.kind == FlipKind::tangent) continue;
    if (nearest == nullptr || distance(root) < distance(*nearest)) nearest = &root;
  }
  return nearest;
}

NoLevel absence(bool empty_book, std::size_t unverified, bool positive, bool negative) {
  if (empty_book) return NoLevel::empty_book;
  if (unverified > 0) return NoLevel::flip_not_verified;
  if (positive == negative) return NoLevel::no_exposure;
  return positive ? NoLevel::positive_everywhere : NoLevel::negative_everywhere;
}

}  // namespace gammafield::levels
