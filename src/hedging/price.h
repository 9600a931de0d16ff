#pragma once

#include <cmath>

namespace gammafield::hedging {

/// Spot under impact: a part that stays and a part that decays, in logarithms. Bare numbers: the inner loop's.
class ImpactedPrice {
 public:
  explicit ImpactedPrice(double spot) : permanent_(std::log(spot)), spot_(spot) {}

  [[nodiscard]] double spot() const { return spot_; }
  [[nodiscard]] double log_spot() const { return permanent_ + transient_; }

  /// Dollars of stock bought; returns the price they are bought at: half way, in logarithms, of what they move it.
  double trade(double dollars, double permanent, double transient) {
    const double move = (permanent + transient) * dollars;
    if (move == 0) return spot_;
    permanent_ += permanent * dollars;
    transient_ += transient * dollars;
    const double paid = spot_ * std::exp(move / 2);
    spot_ = std::exp(log_spot());
    return paid;
  }
  void move(double log_return) {
    permanent_ += log_return;
    spot_ = std::exp(log_spot());
  }
  /// Time passes: `factor` of the transient part is left.
  void decay(double factor) {
    if (transient_ == 0) return;
    transient_ *= factor;
    spot_ = std::exp(log_spot());
  }

 private:
  double permanent_, transient_ = 0, spot_;
};

}  // namespace gammafield::hedging
