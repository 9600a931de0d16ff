#include "research/known_until.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::research {
namespace {

Prices up_to(Prices prices, market::Instant until) {
  const auto later = std::ranges::upper_bound(prices, until, {}, &ingest::PricePoint::at);
  return prices.first(static_cast<std::size_t>(later - prices.begin()));
}

auto look_ahead(std::string_view what, market::Instant at, market::Instant now) {
  return base::failure(base::Refusal{base::RefusalKind::input_rejected,
                                     fmt::format("look-ahead: {} of {} at {}, when only what was "
                                                 "known by then may be used",
                                                 what, market::to_string(at), market::to_string(now))});
}

}  // namespace

base::Result<KnownUntil, base::Refusal> KnownUntil::of(const StudyDay& day, market::Instant now) {
  if (day.sheet.available > day.from) return look_ahead("levels", day.sheet.available, day.from);
  const auto known = up_to(day.prices, now);
  if (known.empty()) return look_ahead("a first price", day.prices.front().at, now);
  return KnownUntil(day, now, known);
}

base::Result<Prices, base::Refusal> KnownUntil::prices_until(market::Instant until) const {
  if (until > now_) return look_ahead("prices", until, now_);
  return up_to(known_, until);
}

std::optional<double> KnownUntil::volume_z() const { return research::volume_z_at(*day_, now_); }

std::optional<std::span<const SignedTrade>> KnownUntil::option_trades() const {
  if (!day_->option_trades) return std::nullopt;
  const std::span<const SignedTrade> all{*day_->option_trades};
  const auto later = std::ranges::upper_bound(all, now_, {}, &SignedTrade::at);
  return all.first(static_cast<std::size_t>(later - all.begin()));
}

double KnownUntil::move_of(std::chrono::seconds part) const { return research::move_of(*day_, part); }

std::optional<double> volume_z_at(const StudyDay& day, market::Instant end) {
  const auto found = std::ranges::lower_bound(day.volume_z, end, {}, &Reading::at);
  return found == day.volume_z.end() || found->at != end ? std::nullopt : std::optional(found->value);
}

double move_of(const StudyDay& day, std::chrono::seconds part) {
  const std::chrono::duration<double> session = day.close - day.open;
  return day.move * std::sqrt(std::chrono::duration<double>(part) / session);
}

}  // namespace gammafield::research
