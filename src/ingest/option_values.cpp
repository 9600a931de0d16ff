#include "ingest/option_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <vector>

namespace gammafield::ingest {

namespace {

using market::OptionRow;

constexpr double strike_max = 1e6;                    // no listed strike is near it: the OSI symbol ends at 99,999.999
constexpr double contracts_max = 9007199254740992.0;  // 2^53: beyond it a double no longer counts
constexpr double price_max = 1e9;
constexpr double vol_min = 0.005;
constexpr double vol_max = 100;
constexpr double percent_median_min = 3;  // a median IV of 300 % is as unheard of as one of 3 per cent
constexpr std::array round_floors = {0.01, 0.02, 0.05, 0.1};
constexpr std::size_t floor_count_min = 20;
constexpr std::size_t floor_share_min = 3;

bool is_number(const std::optional<double>& value) { return value && !std::isnan(*value); }

template <class T>
std::optional<T> value_between(const std::optional<double>& raw, double min, double max, std::size_t& impossible) {
  if (!is_number(raw)) return std::nullopt;
  if (*raw < min || *raw > max) {
    ++impossible;
    return std::nullopt;
  }
  return T{*raw + 0.0};  // -0 becomes 0
}

std::optional<market::Price> without_zero(std::optional<market::Price> price) {
  return price && price->value() > 0 ? price : std::nullopt;
}

void clean_quote(OptionRow& row) {
  row.ask = without_zero(row.ask);
  if (!row.ask) row.bid = without_zero(row.bid);
}

bool is_bisection_artefact(double vol) {
  constexpr double tolerance = 1e-9;  // printed with 8 digits or more; Cboe's four decimals are never this near
  for (double power = 0.5; power > vol_min; power /= 2) {
    if (std::abs(vol - (power * (1 - 1e-5) + 1e-5)) < tolerance) return true;
  }
  return false;
}

double median_of_positive(std::span<const double> printed) {
  std::vector<double> values;
  values.reserve(printed.size());
  std::ranges::copy_if(printed, std::back_inserter(values), [](double v) { return v > 0; });
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

std::size_t round_floor_number(double vol) {
  return static_cast<std::size_t>(std::ranges::find(round_floors, vol) - round_floors.begin());
}

/// Which of round_floors the feed uses as fillers.
std::array<bool, round_floors.size()> floors_in_use(std::span<const double> vols) {
  std::array<std::size_t, round_floors.size() + 1> counts{};
  std::vector<double> others;
  for (const double vol : vols) ++counts[round_floor_number(vol)];
  std::array<bool, round_floors.size()> used{};
  if (std::ranges::none_of(std::span(counts).first(round_floors.size()), [](auto n) { return n >= floor_count_min; })) {
    return used;
  }
  std::unordered_map<double, std::size_t> tally;
  std::size_t commonest = 0;
  for (const double vol : vols) {
    if (vol > vol_min && round_floor_number(vol) == round_floors.size()) commonest = std::max(commonest, ++tally[vol]);
  }
  for (std::size_t i = 0; i < round_floors.size(); ++i) {
    used[i] = counts[i] >= floor_count_min && counts[i] > floor_share_min * commonest;
  }
  return used;
}

}  // namespace

bool is_symbol(std::string_view text) {
  return text.size() <= 32 && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' ||
                  c == '-' || c == '_';
         });
}

std::optional<RejectReason> fault_of(const RawOption& raw) {
  if (!is_symbol(raw.root)) return RejectReason::unreadable_symbol;
  const double strike = raw.strike.value();
  if (!(strike > 0 && strike <= strike_max)) return RejectReason::bad_strike;
  const int year = static_cast<int>(raw.expiry.year());
  if (!raw.expiry.ok() || year < 1990 || year > 2100) return RejectReason::bad_date;
  if (is_number(raw.open_interest)) {
    if (*raw.open_interest < 0 && std::isfinite(*raw.open_interest)) return RejectReason::negative_value;
    if (!(std::abs(*raw.open_interest) <= contracts_max)) return RejectReason::bad_number;
  }
  return std::nullopt;
}

OptionRow cleaned_row(const RawOption& raw, std::size_t& impossible) {
  OptionRow row;
  row.right = raw.right;
  row.strike = raw.strike;
  row.line = raw.line;
  row.quoted_at = raw.quoted_at;
  row.bid = value_between<market::Price>(raw.bid, 0, price_max, impossible);
  row.ask = value_between<market::Price>(raw.ask, 0, price_max, impossible);
  row.last = without_zero(value_between<market::Price>(raw.last, 0, price_max, impossible));
  row.vendor_gamma = value_between<market::Gamma>(raw.vendor_gamma, 0, price_max, impossible);
  row.vendor_delta = value_between<market::Delta>(raw.vendor_delta, -1.001, 1.001, impossible);
  row.open_interest = value_between<market::Contracts>(raw.open_interest, 0, contracts_max, impossible);
  row.volume = value_between<market::Contracts>(raw.volume, 0, contracts_max, impossible);
  clean_quote(row);
  return row;
}

VolReading read_vols(std::span<double> printed, VolUnit unit) {
  VolReading reading;
  reading.decided_by_rule = unit == VolUnit::automatic && median_of_positive(printed) > percent_median_min;
  reading.percent = unit == VolUnit::percent || reading.decided_by_rule;
  if (reading.percent) std::ranges::for_each(printed, [](double& vol) { vol /= 100; });
  const auto floor_used = floors_in_use(printed);
  for (double& vol : printed) {
    if (vol == 0) continue;
    const auto number = round_floor_number(vol);
    const bool floor = number < round_floors.size() && floor_used[number];
    if (floor || !(vol > vol_min && vol <= vol_max) || is_bisection_artefact(vol)) {
      ++reading.floors;
      vol = 0;
      continue;
    }
    ++reading.known;
  }
  return reading;
}

void drop_unpriced_greeks(OptionRow& row) {
  if (row.vendor_vol) return;
  const double delta = row.vendor_delta ? std::abs(row.vendor_delta->value()) : 0;
  const double gamma = row.vendor_gamma ? row.vendor_gamma->value() : 0;
  if (gamma != 0 || (delta != 0 && delta != 1)) return;
  row.vendor_gamma.reset();
  row.vendor_delta.reset();
}

}  // namespace gammafield::ingest
