#pragma once

#include <string>
#include <vector>

#include "chart/geometry.h"
#include "studies/result.h"

namespace gammafield::studies {

/// Cells of one measure, whose differences share a scale.
struct Forest {
  std::string measure;
  bool is_share = false;
  std::vector<const research::Cell*> cells;  ///< the primary one first
};
/// The cells that were compared with something, by measure; they point into the result.
[[nodiscard]] std::vector<Forest> forests_of(const StudyResult& told);

/// Every comparison's difference with its interval about zero, the size that matters as a band; a shape for each
/// baseline, filled where it differs. SVG for the page: colours are its variables. From 640 pixels on in columns,
/// below with the words over their mark.
[[nodiscard]] std::string forest_svg(const Forest&, const research::InferenceRule&, chart::Pixels width);

}  // namespace gammafield::studies
