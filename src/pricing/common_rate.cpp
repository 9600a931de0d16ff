#include "pricing/common_rate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pricing/robust.h"

namespace gammafield::pricing {
namespace {

constexpr double apart_min = 1e-6;  // a year: rates closer than this tell no slope
constexpr double slope_max = 0.4;   // steeper is noise, as 34 real chains tell it
constexpr double usual_slope = 0.25;
constexpr int rounds_max = 30;    // 0.4^30 is 1e-12
constexpr double settled = 1e-9;  // a year

}  // namespace

void CommonRate::add(double taken, Told told) { before_ = std::exchange(last_, Telling{taken, std::move(told)}); }

/// Change of what each expiry tells with the rate taken; of one that told once, the median of the others'.
std::vector<double> CommonRate::slopes() const {
  std::vector<double> out(last_->told.size()), known;
  const double apart = before_ ? last_->taken - before_->taken : 0;
  if (std::abs(apart) < apart_min) {
    std::ranges::fill(out, usual_slope);
    return out;
  }
  std::vector<std::size_t> unknown;
  for (std::size_t e = 0; e < out.size(); ++e) {
    if (!last_->told[e]) continue;
    if (!before_->told[e]) {
      unknown.push_back(e);
      continue;
    }
    out[e] = std::clamp((*last_->told[e] - *before_->told[e]) / apart, 0.0, slope_max);
    known.push_back(out[e]);
  }
  const double usual = known.empty() ? usual_slope : median(std::move(known));
  for (const std::size_t e : unknown) out[e] = usual;
  return out;
}

CommonRate::Told CommonRate::told_at(double rate, const std::vector<double>& slopes) const {
  Told told = last_->told;
  for (std::size_t e = 0; e < told.size(); ++e)
    if (told[e]) *told[e] += slopes[e] * (rate - last_->taken);
  return told;
}

std::optional<double> CommonRate::median_of(const Told& told) {
  std::vector<double> rates;
  rates.reserve(told.size());
  for (const auto& rate : told)
    if (rate) rates.push_back(*rate);
  if (rates.empty()) return std::nullopt;
  const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
  std::ranges::nth_element(rates, middle);
  return std::max(*middle, 0.0);
}

std::optional<double> CommonRate::found() const {
  if (!last_) return std::nullopt;
  const std::vector<double> by = slopes();
  auto rate = median_of(last_->told);
  for (int round = 0; rate && round < rounds_max; ++round) {
    const double before = std::exchange(*rate, *median_of(told_at(*rate, by)));
    if (std::abs(*rate - before) < settled) break;
  }
  return rate;
}

}  // namespace gammafield::pricing
