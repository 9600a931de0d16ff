#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/book.h"
#include "exposure/bump.h"
#include "exposure/exercise_bumps.h"
#include "kernels/gated_bumps.h"
#include "kernels/gated_table.h"

namespace gammafield::exposure {

class ExerciseGroup;  // exposure/exercise_group.h

/// Inside of RepricedBook: what early exercise adds to the exposure of a book's American holdings with spot elsewhere
/// (docs/methods.md 2.11). Their premium's gamma is a sum of bumps with a slope, one for each point of its integral,
/// where it pays to wait; where it pays to exercise a holding has no gamma, so its European bump is taken away.
/// Exposure jumps between the two.
///
/// Places are x = ln(s/S), as those of the bumps. Copies, and parts by expiry, share what they are made of.
class ExerciseRows {
 public:
  /// `states`: one a holding; empty: as priced.
  explicit ExerciseRows(const Book&, std::span<const OptionState> states = {});

  [[nodiscard]] bool empty() const { return groups_.empty(); }
  [[nodiscard]] ExerciseRows of_expiries(const std::vector<bool>& keep) const;

  /// Adds the corrections, $ a 1 % (slope: in x), at places x.
  void add_to(std::size_t places, const double* x, const kernels::GatedBumpSums&) const;
  /// The same at ascending places, faster and not exact. The last places that were asked for are remembered.
  void add_tabulated(std::span<const double> ascending, const kernels::TabulatedSums&) const;
  /// Where between two places it begins to pay to exercise a holding, ascending: exposure jumps there.
  [[nodiscard]] std::vector<ExerciseJump> jumps(double low, double high) const;
  /// Shares of delta that early exercise adds to the book at place x.
  [[nodiscard]] double delta_shares(double x) const;

 private:
  ExerciseRows() = default;

  std::vector<std::shared_ptr<const ExerciseGroup>> groups_;  ///< by expiry, years, right and range of volatilities
};

/// Gammas of a book's holdings in other states, with early exercise where it is priced; 0 for settled ones.
[[nodiscard]] std::vector<double> gammas_of(const Book&, std::span<const OptionState>);

}  // namespace gammafield::exposure
