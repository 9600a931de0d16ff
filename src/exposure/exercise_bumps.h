#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "kernels/american_bumps.h"
#include "kernels/gated_bumps.h"
#include "kernels/gated_table.h"

namespace gammafield::exposure {

/// A place at which it begins to pay to exercise an option, and what its net weight times gamma s^2 jumps by there as x
/// rises.
struct ExerciseJump {
  double place = 0, size = 0;
};

/// Inside of ExerciseGroup: the gated bumps of options that share exercise boundaries, and their pieces.
class ExerciseBumps {
 public:
  /// Columns of n options. Places ln(K/S), volatilities within the range of the boundaries, two weights.
  struct Options {
    std::size_t n = 0;
    bool call = false;
    const double *place = nullptr, *strike = nullptr, *sigma = nullptr, *net = nullptr, *gross = nullptr;
  };

  ExerciseBumps(const kernels::SharedBoundary&, const Options&);

  /// Where it pays to wait, and where it pays to exercise: the European bump taken away.
  [[nodiscard]] kernels::GatedBumps premium() const;
  [[nodiscard]] kernels::GatedBumps european() const;
  /// The net weights' sum of what early exercise adds to delta at x = ln(s/S), a share.
  [[nodiscard]] double delta(double S, double x) const;
  /// Adds those between two places.
  void add_jumps(double begin, double end, std::vector<ExerciseJump>& to) const;
  /// How many options are open at how many of the places, in all.
  [[nodiscard]] std::size_t meetings(const kernels::AscendingPlaces&) const;
  /// For the premium; made when first asked for.
  [[nodiscard]] kernels::GatedEdges edges() const;

 private:
  enum Column : std::size_t {
    place,
    strike,
    sigma,
    vol_place,
    net,
    gross,
    boundary,
    unit,
    inverse,
    interest,
    carry,
    low,
    high,
    european_low,
    european_high,
    european_center,
    european_scale,
    european_height,
    european_tilt,
    rows  ///< from here on center, scale, height and tilt of the premium
  };

  [[nodiscard]] double* column(std::size_t k) { return &values_[k * n_]; }
  [[nodiscard]] const double* column(std::size_t k) const { return &values_[k * n_]; }
  [[nodiscard]] double* premium_column(std::size_t k) { return &values_[(rows + k * rows_) * n_]; }
  [[nodiscard]] const double* premium_column(std::size_t k) const { return &values_[(rows + k * rows_) * n_]; }
  void read(const Options&);
  void close(std::size_t from);
  [[nodiscard]] std::unique_ptr<const kernels::GatedPieces> made_pieces() const;

  const kernels::SharedBoundary* shared_;
  bool call_;
  std::size_t options_, n_, rows_;  ///< filled up to full vectors; of the premium
  double vol_low_ = 0, vol_high_ = 0;
  std::unique_ptr<double[]> values_;
  mutable std::mutex making_;
  mutable std::unique_ptr<const kernels::GatedPieces> pieces_;
};

}  // namespace gammafield::exposure
