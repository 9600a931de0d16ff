#include "exposure/expiry_filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "market/calendar.h"
#include "market/date.h"
#include "market/expiry_class.h"

namespace gammafield::exposure {
namespace {

using market::ExpiryClass;
using Kind = ExpiryFilter::Kind;
using Day = std::chrono::sys_days;

constexpr std::string_view le_dte_prefix = "le_dte:";
constexpr int days_max = 36'500;  // a century: no option lives that long

struct NamedKind {
  std::string_view name;
  Kind kind;
};
constexpr std::array named_kinds{
    NamedKind{"all", Kind::all},         NamedKind{"next", Kind::next},
    NamedKind{"0dte", Kind::zero_dte},   NamedKind{"ex_0dte", Kind::ex_zero_dte},
    NamedKind{"monthly", Kind::monthly}, NamedKind{"quarterly", Kind::quarterly},
    NamedKind{"ex_next", Kind::ex_next}, NamedKind{"ex_next_monthly", Kind::ex_next_monthly},
};

std::optional<int> parse_days(std::string_view text) {
  int days = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, days);
  const bool whole = error == std::errc{} && stop == end;
  return whole && days >= 0 && days <= days_max ? std::optional{days} : std::nullopt;
}

/// Ascending, each once; none where something is no date.
std::optional<std::vector<market::Date>> parse_dates(std::string_view text) {
  std::vector<market::Date> dates;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto date = market::parse_date(text.substr(from, comma - from));
    if (!date) return std::nullopt;
    dates.push_back(*date);
    from = comma + 1;
  }
  std::ranges::sort(dates);
  dates.erase(std::ranges::unique(dates).begin(), dates.end());
  return dates;
}

Day settlement_day(const market::Expiry& expiry) {
  return market::rules_of(expiry.exchange).to_local(expiry.settles_at).date;
}

/// The class without the overlay "settles today", under which a monthly expiry would be lost on its own day.
ExpiryClass lasting_class(const market::Expiry& expiry) {
  if (expiry.expiry_class != ExpiryClass::zero_dte) return expiry.expiry_class;
  const market::Date day_before = settlement_day(expiry) - std::chrono::days{1};
  return market::expiry_class(expiry.date, expiry.settlement, day_before, *market::Calendar::of(expiry.exchange));
}

bool is_monthly(const market::Expiry& expiry) {
  const ExpiryClass kind = lasting_class(expiry);
  return kind == ExpiryClass::monthly_opex || kind == ExpiryClass::quarterly_opex;
}

bool is_quarterly(const market::Expiry& expiry) {
  const ExpiryClass kind = lasting_class(expiry);
  return kind == ExpiryClass::quarterly_opex || kind == ExpiryClass::quarter_end;
}

/// The first day on which an expiry that `counts` settles and still has time left.
template <class Counts>
std::optional<Day> first_live_day(const pricing::PricedChain& priced, Counts counts) {
  std::optional<Day> first;
  for (std::size_t i = 0; i < priced.expiries.size(); ++i) {
    const market::Expiry& expiry = priced.chain->expiries[i];
    if (priced.expiries[i].years <= 0 || !counts(expiry)) continue;
    const Day day = settlement_day(expiry);
    if (!first || day < *first) first = day;
  }
  return first;
}

std::optional<Day> next_day(const pricing::PricedChain& priced) {
  return first_live_day(priced, [](const market::Expiry&) { return true; });
}

template <class Keeps>
std::vector<bool> kept(const pricing::PricedChain& priced, Keeps keeps) {
  std::vector<bool> result;
  result.reserve(priced.chain->expiries.size());
  for (const market::Expiry& expiry : priced.chain->expiries) result.push_back(keeps(expiry));
  return result;
}

}  // namespace

std::optional<ExpiryFilter> ExpiryFilter::parse(std::string_view text) {
  for (const NamedKind& named : named_kinds) {
    if (text == named.name) return ExpiryFilter{named.kind};
  }
  if (!text.starts_with(le_dte_prefix)) {
    auto dates = parse_dates(text);
    return dates ? std::optional{ExpiryFilter{std::move(*dates)}} : std::nullopt;
  }
  const auto days = parse_days(text.substr(le_dte_prefix.size()));
  return days ? std::optional{ExpiryFilter{Kind::le_dte, *days}} : std::nullopt;
}

std::string ExpiryFilter::to_string() const {
  for (const NamedKind& named : named_kinds) {
    if (kind_ == named.kind) return std::string{named.name};
  }
  if (kind_ == Kind::le_dte) return fmt::format("{}{}", le_dte_prefix, days_);
  std::vector<std::string> names;
  for (const market::Date date : dates_) names.push_back(market::to_string(date));
  return fmt::format("{}", fmt::join(names, ","));
}

std::vector<bool> ExpiryFilter::keep(const pricing::PricedChain& priced) const {
  const Day today = priced.chain->calendar->today(priced.chain->as_of);
  const auto settles_on = [](const market::Expiry& expiry, std::optional<Day> day) {
    return day && settlement_day(expiry) == *day;
  };
  switch (kind_) {
    case Kind::all: return kept(priced, [](const auto&) { return true; });
    case Kind::next: return kept(priced, [&, day = next_day(priced)](const auto& e) { return settles_on(e, day); });
    case Kind::zero_dte: return kept(priced, [&](const auto& e) { return settles_on(e, today); });
    case Kind::ex_zero_dte: return kept(priced, [&](const auto& e) { return !settles_on(e, today); });
    case Kind::le_dte:
      return kept(priced, [&](const auto& e) { return settlement_day(e) <= today + std::chrono::days{days_}; });
    case Kind::monthly: return kept(priced, is_monthly);
    case Kind::quarterly: return kept(priced, is_quarterly);
    case Kind::ex_next: return kept(priced, [&, day = next_day(priced)](const auto& e) { return !settles_on(e, day); });
    case Kind::ex_next_monthly:
      return kept(priced, [&, day = first_live_day(priced, is_monthly)](const auto& e) { return !settles_on(e, day); });
    case Kind::dates:
      return kept(priced, [&](const auto& expiry) { return std::ranges::binary_search(dates_, expiry.date); });
  }
  return kept(priced, [](const auto&) { return true; });
}

}  // namespace gammafield::exposure
