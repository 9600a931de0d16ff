#pragma once

#include <optional>
#include <vector>

namespace gammafield::pricing {

/// Internal to pricing/: the one rate of an American chain. Early exercise taken out of the prices at some rate, the
/// slope of each expiry tells a rate; looked for is the one at which the median of those told is itself. One for all:
/// single slopes lean on quotes far in the money, and are off by percents.
///
/// Told anew at what was told last, rates come closer by a factor of three to five only. What each expiry tells is
/// nearly straight in the rate that was taken, so two tellings foretell the end, and one does by what is usual.
class CommonRate {
 public:
  /// What the expiries tell, none where a slope does not; in the same order each time.
  using Told = std::vector<std::optional<double>>;

  /// A year, not negative; none: nobody tells.
  [[nodiscard]] static std::optional<double> median_of(const Told&);

  void add(double taken, Told);
  /// Where taken and told would meet; as median_of.
  [[nodiscard]] std::optional<double> found() const;

 private:
  struct Telling {
    double taken = 0;
    Told told;
  };

  [[nodiscard]] std::vector<double> slopes() const;
  [[nodiscard]] Told told_at(double rate, const std::vector<double>& slopes) const;

  std::optional<Telling> before_, last_;
};

}  // namespace gammafield::pricing
