#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "exposure/book.h"
#include "exposure/bump.h"
#include "kernels/gated_bumps.h"
#include "pricing/american_expiry.h"

namespace gammafield::exposure {

/// Inside of RepricedBook: what early exercise adds to the exposure of a book's American holdings with spot elsewhere
/// (docs/methods.md 2.11). Their premium's gamma is a sum of bumps with a slope, one for each point of its integral,
/// where it pays to wait; where it pays to exercise a holding has no gamma, so its European bump is taken away.
/// Exposure jumps between the two.
///
/// Places are x = ln(s/S), as those of the bumps.
class ExerciseRows {
 public:
  /// `states`: one a holding; empty: as priced.
  explicit ExerciseRows(const Book&, std::span<const OptionState> states = {});

  [[nodiscard]] bool empty() const { return center_.empty(); }
  [[nodiscard]] ExerciseRows of_expiries(const std::vector<bool>& keep) const;

  /// Adds the corrections, $ a 1 % (slope: in x), at places x.
  void add_to(std::size_t places, const double* x, const kernels::GatedBumpSums&) const;
  /// Shares of delta that early exercise adds to the book at place x.
  [[nodiscard]] double delta_shares(double x) const;

 private:
  struct Option {
    market::Right right = market::Right::call;
    double K = 0, sigma = 0, net_shares = 0, gross_shares = 0;
    std::uint32_t expiry = 0;
  };
  struct Row {
    double center = 0, scale = 0, height = 0, tilt = 0, low = 0, high = 0;
  };
  /// The options of one expiry that share their time left.
  struct Group {
    pricing::AmericanExpiry american;
    std::vector<Option> options;
  };
  ExerciseRows() = default;
  void add(Group&, const Option&);
  void append(const Row&, const Option&);

  double negligible_ = 0;  ///< $ a 1 %: rows that never reach it are left out
  std::vector<double> center_, scale_, height_, tilt_, low_, high_, net_, gross_;
  std::vector<std::uint32_t> expiry_;
  std::map<std::pair<std::uint32_t, double>, Group> groups_;  ///< by expiry and years
};

/// Gammas of a book's holdings in other states, with early exercise where it is priced; 0 for settled ones.
[[nodiscard]] std::vector<double> gammas_of(const Book&, std::span<const OptionState>);

}  // namespace gammafield::exposure
