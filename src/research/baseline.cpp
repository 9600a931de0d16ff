#include "research/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/random.h"
#include "research/round_numbers.h"

namespace gammafield::research {
namespace {

constexpr std::array<std::string_view, baseline_count> names{"random_price", "rank_2_to_5",       "prior_session",
                                                             "round_number", "max_open_interest", "expected_move",
                                                             "stale_wall",   "shuffled_date"};

double sign_of(levels::Side side) { return side == levels::Side::call ? 1 : -1; }

/// In expected moves, positive away from the first price on the wall's side.
double distance(const WallOfDay& of) {
  const auto& day = of.at();
  return sign_of(of.side) * std::log(of.wall / day.first_price()) / day.move;
}

double price_at(const StudyDay& day, levels::Side side, double moves) {
  return day.first_price() * std::exp(sign_of(side) * moves * day.move);
}

base::RandomStream stream_of(const WallOfDay& of, std::uint64_t seed) {
  return {seed, key_of_day(of.at()) * 2 + (of.side == levels::Side::call ? 1 : 0)};
}

std::vector<double> random_prices(const WallOfDay& of, const BaselineRule& rule) {
  constexpr double spread = 0.1;  // expected moves
  auto stream = stream_of(of, rule.seed);
  std::vector<double> prices(rule.draws);
  for (auto& price : prices) price = price_at(of.at(), of.side, distance(of) + spread * (2 * stream.uniform() - 1));
  return prices;
}

std::vector<double> next_ranks(const WallOfDay& of) {
  std::vector<double> strikes;
  for (const auto& wall : ranked_strikes(of.at().sheet, of.side, of.basis, 5)) strikes.push_back(wall.strike.value());
  if (!strikes.empty()) strikes.erase(strikes.begin());
  return strikes;
}

std::vector<double> prior_session(const WallOfDay& of) {
  const auto& prior = of.at().prior;
  return prior ? std::vector{prior->high, prior->low, prior->close} : std::vector<double>{};
}

std::vector<double> round_numbers(const WallOfDay& of) {
  const double first = of.at().first_price();
  const double step = round_step(first);
  const double nearest = of.side == levels::Side::call ? std::ceil(first / step) : std::floor(first / step);
  return {nearest * step, (nearest + sign_of(of.side)) * step};
}

std::vector<double> max_open_interest(const WallOfDay& of) {
  const auto& strikes = of.at().sheet.strikes;
  const auto held = [&](const exposure::StrikeExposure& strike) {
    if (sign_of(of.side) * (strike.strike.value() - of.at().first_price()) <= 0) return -1.0;
    return of.side == levels::Side::call ? strike.call_open_interest.value() : strike.put_open_interest.value();
  };
  const auto most = std::ranges::max_element(strikes, {}, held);
  if (most == strikes.end() || held(*most) <= 0) return {};
  return {most->strike.value()};
}

/// The wall as it was a week before, by the latest day at least that long ago; none from further back than two weeks.
std::vector<double> stale_wall(const WallOfDay& of) {
  using std::chrono::days, std::chrono::sys_days;
  const sys_days now{of.at().session};
  for (std::size_t i = of.day; i-- > 0;) {
    const auto& before = of.days[i];
    if (sys_days{before.session} > now - days{7}) continue;
    if (sys_days{before.session} < now - days{14}) break;
    const auto wall = wall_of(before.sheet, of.side, of.basis);
    return wall ? std::vector{wall->strike.value()} : std::vector<double>{};
  }
  return {};
}

/// Which day a distance is borrowed from does not matter to a level that owes nothing to its strike; days to come are
/// borrowed from too.
std::vector<double> shuffled_dates(const WallOfDay& of) {
  std::vector<double> prices;
  for (std::size_t i = 0; i < of.days.size(); ++i) {
    const auto& other = of.days[i];
    if (i == of.day || !has_similar_move(other, of.at())) continue;
    const auto wall = wall_of(other.sheet, of.side, of.basis);
    if (!wall) continue;
    const WallOfDay there{of.days, i, of.side, of.basis, wall->strike.value()};
    prices.push_back(price_at(of.at(), of.side, distance(there)));
  }
  return prices;
}

std::vector<double> candidates(Baseline baseline, const WallOfDay& of, const BaselineRule& rule) {
  switch (baseline) {
    case Baseline::random_price: return random_prices(of, rule);
    case Baseline::rank_2_to_5: return next_ranks(of);
    case Baseline::prior_session: return prior_session(of);
    case Baseline::round_number: return round_numbers(of);
    case Baseline::max_open_interest: return max_open_interest(of);
    case Baseline::expected_move: return {price_at(of.at(), of.side, 1)};
    case Baseline::stale_wall: return stale_wall(of);
    case Baseline::shuffled_date: return shuffled_dates(of);
  }
  return {};
}

}  // namespace

std::uint64_t key_of_day(const StudyDay& day) {
  auto key = static_cast<std::uint64_t>(std::chrono::sys_days{day.session}.time_since_epoch().count());
  for (const char letter : day.symbol) key = key * 257 + static_cast<unsigned char>(letter);
  return key;
}

bool has_similar_move(const StudyDay& one, const StudyDay& other) {
  constexpr double similar = 0.25;  // |ln| of the ratio of expected moves
  return std::abs(std::log(one.move / other.move)) <= similar;
}

std::string_view to_string(Baseline baseline) { return names.at(static_cast<std::size_t>(baseline)); }

std::optional<Baseline> baseline_of(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Baseline>(found - names.begin());
}

std::vector<double> baseline_levels(Baseline baseline, const WallOfDay& of, const BaselineRule& rule) {
  auto levels = candidates(baseline, of, rule);
  const double first = of.at().first_price();
  std::erase_if(levels, [&](double level) {
    return sign_of(of.side) * (level - first) <= 0 || (baseline != Baseline::random_price && level == of.wall);
  });
  return levels;
}

}  // namespace gammafield::research
