#include "research/landmarks.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

#include "learning/walk_hold.h"
#include "research/attempts.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;
using Rows = std::vector<LandmarkRow>;
template <class T>
using Tried = base::Result<T, base::Refusal>;

constexpr std::chrono::hours hour{1};

auto order_of(const LandmarkRow& row) { return std::tie(row.at, row.attempt); }

class DayRows {
 public:
  DayRows(const StudyDay& day, std::chrono::seconds bar, const LandmarkRule& rule, const market::Calendar& calendar)
      : day_(day), bar_(bar), rule_(rule), calendar_(calendar) {}

  [[nodiscard]] Tried<Rows> all() {
    for (const auto side : rule_.sides) {
      std::vector<market::Strike> seen;
      for (const auto basis : rule_.bases) {
        const auto wall = wall_of(day_.sheet, side, basis);
        if (!wall || std::ranges::find(seen, wall->strike) != seen.end()) continue;
        seen.push_back(wall->strike);
        const Watched watched{wall->strike.value(), side, day_.move, day_.close, bar_};
        for (const auto& attempt : attempts_at(day_.prices, watched)) {
          if (auto added = add(Crossing{watched, basis, attempt.crossed_at}); !added)
            return base::failure(added.error());
        }
      }
    }
    std::ranges::sort(rows_, {}, order_of);
    return std::move(rows_);
  }

 private:
  [[nodiscard]] Tried<void> add(const Crossing& crossing) {
    const auto until = std::min<market::Instant>(crossing.at + rule_.horizon, day_.close);
    if (until - crossing.at < rule_.shortest) return {};
    const auto outcome = outcome_of(crossing, until);
    for (const auto after : rule_.after) {
      const auto at = crossing.at + after;
      if (after % bar_ != std::chrono::seconds{0} || !still_beyond(crossing, at)) continue;
      const auto known = KnownUntil::of(day_, at);
      if (!known) return base::failure(known.error());
      auto features = features_at(*known, crossing, calendar_);
      if (!features) return base::failure(features.error());
      rows_.push_back({.symbol = day_.symbol,
                       .session = day_.session,
                       .attempt = name_of(crossing),
                       .landmark = after,
                       .at = at,
                       .until = until,
                       .walk = walk(*known, crossing, until),
                       .features = std::move(*features),
                       .outcome = outcome});
    }
    return {};
  }

  [[nodiscard]] std::string name_of(const Crossing& crossing) const {
    return fmt::format("{} {} {:g} {}", day_.symbol, to_string(crossing.watched.side), crossing.watched.level,
                       market::to_string(crossing.at));
  }

  /// The prices from one moment to another, both included.
  [[nodiscard]] Prices between(market::Instant from, market::Instant until) const {
    const auto first = std::ranges::lower_bound(day_.prices, from, {}, &ingest::PricePoint::at);
    const auto last = std::ranges::upper_bound(day_.prices, until, {}, &ingest::PricePoint::at);
    return {first, last};
  }

  /// At a close of its own, and at every one since the cross.
  [[nodiscard]] bool still_beyond(const Crossing& crossing, market::Instant at) const {
    const auto prices = between(crossing.at, at);
    return !prices.empty() && prices.back().at == at && std::ranges::all_of(prices, [&](const auto& price) {
      return beyond(crossing.watched, price.price.value()) > 0;
    });
  }

  [[nodiscard]] double margin() const { return rule_.margin * move_of(day_, hour); }

  [[nodiscard]] double walk(const KnownUntil& known, const Crossing& crossing, market::Instant until) const {
    return learning::probability_is_beyond(beyond(crossing.watched, known.price()), margin(),
                                           known.move_of(until - known.now()));
  }

  [[nodiscard]] std::optional<AttemptOutcome> outcome_of(const Crossing& crossing, market::Instant until) const {
    const auto prices = between(crossing.at, until);
    if (until - prices.back().at > 2 * bar_) return std::nullopt;  // as much as a study day may lack anywhere
    AttemptOutcome outcome;
    for (const auto& price : prices) {
      const double by = beyond(crossing.watched, price.price.value());
      outcome.furthest_beyond = std::max(outcome.furthest_beyond, by / move_of(day_, hour));
      if (by > 0 && price.at > crossing.at)
        outcome.minutes_beyond += std::chrono::duration<double, std::ratio<60>>(bar_).count();
    }
    outcome.beyond = beyond(crossing.watched, prices.back().price.value()) >= margin();
    return outcome;
  }

  const StudyDay& day_;
  std::chrono::seconds bar_;
  const LandmarkRule& rule_;
  const market::Calendar& calendar_;
  Rows rows_;
};

}  // namespace

Tried<Rows> landmark_rows(const StudyDay& day, std::chrono::seconds bar, const LandmarkRule& rule,
                          const market::Calendar& calendar) {
  return DayRows(day, bar, rule, calendar).all();
}

Tried<Rows> landmark_rows(std::span<const SymbolDays> symbols, const LandmarkRule& rule,
                          const market::Calendar& calendar) {
  Rows all;
  for (const auto& symbol : symbols) {
    for (const auto& day : symbol.days) {
      auto rows = landmark_rows(day, symbol.bar, rule, calendar);
      if (!rows) return base::failure(rows.error());
      std::ranges::move(*rows, std::back_inserter(all));
    }
  }
  std::ranges::sort(all, {}, order_of);
  return all;
}

Features model_inputs(const LandmarkRow& row) {
  Features inputs{{"landmark", static_cast<double>(row.landmark.count())},
                  {"walk_log_odds", learning::log_odds(row.walk)}};
  inputs.insert(inputs.end(), row.features.begin(), row.features.end());
  return inputs;
}

}  // namespace gammafield::research
