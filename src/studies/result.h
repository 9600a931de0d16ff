#pragma once

#include <string>
#include <utility>
#include <vector>

#include "market/date.h"
#include "research/finding.h"
#include "statistics/estimate.h"

/// What a study came to, with all that is needed to doubt it.
namespace gammafield::studies {

/// Data that were read, and what of it.
struct DataUsed {
  std::string name;  ///< of the file or recording, without its folder
  std::string what;  ///< `12 chains, SPX, 2026-07-22 to 2026-08-12`
};

struct DayLeftOut {
  std::string symbol, session, reason;
};

/// A line of a picture with its interval; a reference is what no effect would draw.
struct Curve {
  struct Point {
    double x = 0;
    statistics::Estimate y;  ///< of a reference value, low and high are the same
  };
  std::string name;
  bool reference = false;
  std::vector<Point> points;  ///< ascending
};

struct Figure {
  std::string title, x_label, y_label;
  bool stepped = false;  ///< drawn as steps: a survival curve
  std::vector<Curve> curves;
};

/// One trade of a strategy, in per cent of its first session's first price.
struct Trading {
  std::string symbol;
  market::Instant entered, left;
  std::string entry_reason, exit_reason;
  double gross = 0, cost = 0;  ///< net: gross - cost
};

struct StudyResult {
  std::string name, kind;
  std::string title, question;  ///< in a trader's words
  std::string measure_text;     ///< what the figure is, with its unit
  research::Findings findings;
  research::InferenceRule rule;
  std::vector<Figure> figures;
  std::vector<Trading> trades = {};                          ///< of a strategy
  std::vector<std::pair<std::string, std::string>> choices;  ///< every one that was made, by its key in the file
  std::vector<DataUsed> data;
  std::vector<DayLeftOut> left_out;
  std::vector<std::string> cautions;  ///< what the figures do not say
};

}  // namespace gammafield::studies
