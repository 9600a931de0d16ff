#include <algorithm>
#include <chrono>
#include <cmath>

#include "research/attempts.h"
#include "research/features.h"
#include "research/round_numbers.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;

constexpr minutes stretch{10};  // of an approach, and what a realised move takes at least

double sign_of(const Watched& watched) { return watched.side == levels::Side::call ? 1 : -1; }

/// The ln return towards beyond over the last so many minutes of these prices, in its own standard deviations; none
/// where they are not that long.
std::optional<double> speed(const KnownUntil& known, const Watched& watched, Prices prices, std::chrono::seconds over) {
  const auto from = prices.back().at - over;
  const auto after = std::ranges::upper_bound(prices, from, {}, &ingest::PricePoint::at);
  if (after == prices.begin()) return std::nullopt;
  const double change = beyond(watched, prices.back().price.value()) - beyond(watched, std::prev(after)->price.value());
  return change / known.move_of(over);
}

double touches(Prices prices, const Watched& watched) {
  double count = 0;
  for (auto rest = from_touch(prices, watched, {}); !rest.empty(); rest = from_touch(rest.subspan(1), watched, {}))
    ++count;
  return count;
}

/// By the watch's own labels, so that moves to and fro within a break are one attempt.
double earlier_attempts(Prices prices, const Crossing& crossing) {
  const auto attempts = attempts_at(prices, crossing.watched);
  return static_cast<double>(
      std::ranges::count_if(attempts, [&](const auto& attempt) { return attempt.crossed_at < crossing.at; }));
}

double furthest_since(Prices prices, const Crossing& crossing) {
  double furthest = 0;
  for (const auto& price : prices) {
    if (price.at >= crossing.at) furthest = std::max(furthest, beyond(crossing.watched, price.price.value()));
  }
  return furthest;
}

std::optional<double> realised_to_implied(const KnownUntil& known) {
  const auto prices = known.prices();
  const auto elapsed = prices.back().at - prices.front().at;
  if (elapsed < stretch) return std::nullopt;
  double variance = 0;
  for (std::size_t i = 1; i < prices.size(); ++i)
    variance += std::pow(std::log(prices[i].price.value() / prices[i - 1].price.value()), 2);
  return std::sqrt(variance) / known.move_of(elapsed);
}

void add_of_prior(const KnownUntil& known, const Watched& watched, Features& features) {
  std::optional<double> gap, distance;
  if (const auto& prior = known.prior()) {
    const double first = known.prices().front().price.value();
    const double extreme = watched.side == levels::Side::call ? prior->high : prior->low;
    gap = sign_of(watched) * std::log(first / prior->close) / known.move();
    distance = sign_of(watched) * std::log(extreme / known.price()) / known.move();
  }
  features.push_back({"gap", gap});
  features.push_back({"prior_extreme_distance", distance});
}

}  // namespace

base::Result<void, base::Refusal> add_path_features(const KnownUntil& known, const Crossing& crossing,
                                                    Features& features) {
  const auto to_cross = known.prices_until(crossing.at);
  if (!to_cross) return base::failure(to_cross.error());
  const auto& watched = crossing.watched;
  const double move = known.move();
  features.push_back({"is_call", watched.side == levels::Side::call ? 1.0 : 0.0});
  features.push_back({"distance_beyond", beyond(watched, known.price()) / move});
  features.push_back({"furthest_beyond", furthest_since(known.prices(), crossing) / move});
  features.push_back({"approach_speed", speed(known, watched, *to_cross, stretch)});
  features.push_back({"speed_now", speed(known, watched, known.prices(), watched.bar)});
  features.push_back({"touches", touches(known.prices(), watched)});
  features.push_back({"earlier_attempts", earlier_attempts(*to_cross, crossing)});
  features.push_back({"realised_to_implied", realised_to_implied(known)});
  features.push_back(
      {"round_number_distance", std::abs(std::log(watched.level / nearest_round_number(watched.level))) / move});
  add_of_prior(known, watched, features);
  return {};
}

base::Result<Features, base::Refusal> features_at(const KnownUntil& known, const Crossing& crossing,
                                                  const market::Calendar& calendar) {
  Features features;
  add_open_interest_features(known, crossing, features);
  add_regime_features(known, crossing, features);
  add_time_features(known, calendar, features);
  if (const auto added = add_path_features(known, crossing, features); !added) return base::failure(added.error());
  add_flow_features(known, crossing, features);
  return features;
}

}  // namespace gammafield::research
