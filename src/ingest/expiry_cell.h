#pragma once

#include <string_view>

#include "market/date.h"

namespace gammafield::ingest {

/// Whether a date cell says this expiry: `Mon Feb 07 2022` (the weekday may be wrong), `2022-02-07`, `07-02-22`,
/// `2/7/2022`, `07.02.2022`: the numbers in any order, with two or four digits of year. A symbol dated Saturday
/// (listings before 2015) goes with a cell that says the Friday.
[[nodiscard]] bool names_expiry(std::string_view cell, market::Date expiry);

}  // namespace gammafield::ingest
