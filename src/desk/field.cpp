#include "desk/field.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "desk/day_records.h"

namespace gammafield::desk {

using base::Refusal;
using market::Instant;
using market::Spot;

namespace {

/// A snapshot of the day and its record.
struct Moment {
  Instant at;
  store::RecordNumber number = 0;
};
using Columns = std::map<Instant, SharedColumn>;

/// The first of each step, and of too many evenly some.
std::vector<Moment> chosen(const std::vector<Instant>& times, const FieldWanted& wanted) {
  std::vector<Moment> all;
  std::optional<std::int64_t> slot;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::int64_t now = times[i].time_since_epoch() / wanted.step;
    if (std::exchange(slot, now) != now) all.push_back({times[i], static_cast<store::RecordNumber>(i + 1)});
  }
  const std::size_t each = (all.size() + wanted.columns_most - 1) / wanted.columns_most;
  std::vector<Moment> some;
  for (std::size_t i = 0; i < all.size(); i += each) some.push_back(all[i]);
  return some;
}

/// Computes what is missing until it is enough; how many of them were looked at.
class Filling {
 public:
  Filling(FieldColumns& kept, Columns& columns, const engine::Settings& settings)
      : kept_(kept), columns_(columns), settings_(settings) {
    settings_.detail = engine::Detail::levels;  // the profile is all that is looked at
  }

  base::Result<std::size_t, Refusal> fill(const store::Folder& folder, std::string_view symbol, market::Date session,
                                          const std::vector<Moment>& missing, const std::function<bool()>& enough) {
    DayChains chains{folder, symbol, session};
    std::size_t done = 0;
    for (const Moment& moment : missing) {
      if (enough && enough()) break;
      ++done;
      auto loaded = chains.at(moment.at, moment.number);
      if (!loaded) return base::failure(loaded.error());
      if (*loaded == nullptr) break;
      const auto analysis = engine::analyse(std::move(*loaded), settings_);
      if (!analysis) continue;
      columns_[moment.at] = std::make_shared<const FieldColumn>(*analysis);
      kept_.keep(symbol, session, columns_[moment.at]);
    }
    return done;
  }

 private:
  FieldColumns& kept_;
  Columns& columns_;
  engine::Settings settings_;
};

std::vector<Spot> prices_around(const std::vector<SharedColumn>& columns, const FieldWanted& wanted) {
  const auto [low, high] = std::ranges::minmax_element(columns, {}, [](const auto& column) { return column->spot(); });
  const double from = (*low)->spot().value() * (1 - wanted.range), to = (*high)->spot().value() * (1 + wanted.range);
  std::vector<Spot> prices;
  for (std::size_t i = 0; i < wanted.points; ++i)
    prices.emplace_back(from + (to - from) * static_cast<double>(i) / static_cast<double>(wanted.points - 1));
  return prices;
}

}  // namespace

FieldColumn::FieldColumn(const engine::Analysis& analysis)
    : at_(analysis.report.as_of),
      spot_(analysis.report.spot),
      lowest_(spot_.value() * (1 - reach)),
      step_(2 * reach * spot_.value() / static_cast<double>(points - 1)) {
  for (const auto& point : analysis.curve(Spot{lowest_}, Spot{spot_.value() * (1 + reach)}, points))
    net_.push_back(static_cast<float>(point.net.value()));
}

std::optional<market::UsdPerPercent> FieldColumn::net_gex(Spot price) const {
  const double place = (price.value() - lowest_) / step_;
  if (!(place >= 0) || place > static_cast<double>(net_.size() - 1)) return std::nullopt;
  const std::size_t below = std::min(static_cast<std::size_t>(place), net_.size() - 2);
  const double low = net_[below], high = net_[below + 1];
  return market::UsdPerPercent{std::lerp(low, high, place - static_cast<double>(below))};
}

FieldColumns::Kept& FieldColumns::touched(std::string_view symbol, market::Date session) {
  Kept& kept = sessions_[{std::string{symbol}, session}];
  kept.used = ++uses_;
  if (sessions_.size() > sessions_max)
    sessions_.erase(std::ranges::min_element(sessions_, {}, [](const auto& each) { return each.second.used; }));
  return kept;
}

void FieldColumns::keep(std::string_view symbol, market::Date session, SharedColumn column) {
  const std::lock_guard lock{mutex_};
  auto& columns = touched(symbol, session).columns;
  if (columns.size() < columns_max) columns.insert_or_assign(column->at(), std::move(column));
}

bool FieldColumns::has_minute_of(std::string_view symbol, market::Date session, Instant at) {
  const std::lock_guard lock{mutex_};
  const auto& columns = touched(symbol, session).columns;
  const auto minute = std::chrono::floor<std::chrono::minutes>(at);
  const auto found = columns.lower_bound(minute);
  return found != columns.end() && found->first < minute + std::chrono::minutes{1};
}

void FieldColumns::take(const engine::Analysis& analysis) {
  const engine::Report& report = analysis.report;
  if (has_minute_of(report.symbol, report.session, report.as_of)) return;
  keep(report.symbol, report.session, std::make_shared<const FieldColumn>(analysis));
}

std::map<Instant, SharedColumn> FieldColumns::of(std::string_view symbol, market::Date session) {
  const std::lock_guard lock{mutex_};
  return touched(symbol, session).columns;
}

base::Result<std::optional<Field>, Refusal> field(FieldColumns& kept, const store::Folder& folder,
                                                  std::string_view symbol, market::Date session,
                                                  const FieldWanted& wanted, const engine::Settings& settings) {
  const auto times = times_of(folder, symbol, session);
  if (!times) return base::failure(times.error());
  if (times->empty()) return std::nullopt;
  auto columns = kept.of(symbol, session);
  const auto moments = chosen(*times, wanted);
  std::vector<Moment> missing;
  for (const Moment& each : moments)
    if (!columns.contains(each.at)) missing.push_back(each);
  const auto filled = Filling{kept, columns, settings}.fill(folder, symbol, session, missing, wanted.enough);
  if (!filled) return base::failure(filled.error());
  Field field;
  for (const Moment& each : moments) {
    const auto found = columns.find(each.at);
    if (found != columns.end()) field.columns.push_back(found->second);
  }
  field.missing = missing.size() - *filled;
  if (!field.columns.empty()) field.prices = prices_around(field.columns, wanted);
  return field;
}

}  // namespace gammafield::desk
