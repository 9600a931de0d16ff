#include "pricing/smile_svi.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "pricing/simplex_search.h"
#include "pricing/smile_arbitrage.h"
#include "pricing/svi_columns.h"

namespace gammafield::pricing {
namespace {

constexpr int steps_first = 40, steps_again = 24;
constexpr double precision = 1e-4;       // of the sum of squares
constexpr std::size_t sample = 48;       // quotes that the first search looks at
constexpr std::size_t coarse = 20;       // stride of the penalty's places
constexpr double penalty_a_quote = 1e4;  // a unit of g, or all of the floor's w, costs this many tolerances a quote
constexpr double margin = 1e-3;          // penalties stop a little inside

/// The search runs in (m, ln sigma), both in widths of the smile.
using Place = std::array<double, 2>;

class Search {
 public:
  Search(std::span<const SmileQuote> quotes, double width) : columns_(quotes), width_(width) {}

  /// From here on arbitrage costs, too.
  void forbid(const SmileFloor& floor) {
    floor_ = &floor;
    places_ = check_places(width_, coarse);
  }
  void weigh_down_outliers(const RawSvi& svi) { columns_.weigh_down_outliers(svi); }
  [[nodiscard]] Place place(const RawSvi& svi) const { return {svi.m / width_, std::log(svi.sigma / width_)}; }

  [[nodiscard]] Place best_of_grid() const {
    Place best{};
    double lowest = INFINITY;
    for (const double m : {-2.0, 0.0, 1.0, 3.0})
      for (const double log_sigma : {-2.0, -0.5, 1.0, 2.0}) {
        const double height = cost({m, log_sigma});
        if (height >= lowest) continue;
        lowest = height;
        best = {m, log_sigma};
      }
    return best;
  }
  [[nodiscard]] RawSvi lowest(const Place& start, double step, int evaluations) const {
    const auto height = [&](const Place& at) { return cost(at); };
    return solved(lowest_vertex<2>(height, start, {step, step}, evaluations, precision).at).svi;
  }

 private:
  [[nodiscard]] SviColumns::Solved solved(const Place& at) const {
    return columns_.solve(at[0] * width_, width_ * std::exp(std::clamp(at[1], -12.0, 12.0)));
  }
  [[nodiscard]] double cost(const Place& at) const {
    const auto found = solved(at);
    return floor_ == nullptr ? found.cost : found.cost + penalty(found.svi);
  }
  [[nodiscard]] double penalty(const RawSvi& svi) const {
    double sum = 0;
    const auto below = [&](double value, double limit) {
      const double miss = std::max(limit - value, 0.0);
      sum += miss * miss;
    };
    for (const double k : places_) below(durrleman(k, svi.at(k)), margin);
    for (std::size_t i = 0; i < floor_->k.size(); ++i) below(svi.variance(floor_->k[i]) / floor_->w[i], 1);
    return penalty_a_quote * static_cast<double>(columns_.size()) * sum;
  }

  SviColumns columns_;
  double width_;
  const SmileFloor* floor_ = nullptr;
  std::vector<double> places_;
};

/// Evenly taken, the first and the last among them.
std::vector<SmileQuote> thinned(std::span<const SmileQuote> quotes) {
  std::vector<SmileQuote> some;
  for (std::size_t i = 0; i < sample; ++i) some.push_back(quotes[i * (quotes.size() - 1) / (sample - 1)]);
  return some;
}

RawSvi rough_fit(std::span<const SmileQuote> quotes, double width, const SmileFloor* floor) {
  std::vector<SmileQuote> some;
  if (quotes.size() > sample) some = thinned(quotes);
  Search search{some.empty() ? quotes : std::span<const SmileQuote>{some}, width};
  if (floor != nullptr) search.forbid(*floor);
  return search.lowest(search.best_of_grid(), 0.5, steps_first);
}

RawSvi fitted(std::span<const SmileQuote> quotes, const SmileFloor* floor) {
  const double width = smile_width(quotes);
  const RawSvi rough = rough_fit(quotes, width, floor);
  if (!rough.in_domain()) return rough;
  Search search{quotes, width};
  if (floor != nullptr) search.forbid(*floor);
  search.weigh_down_outliers(rough);
  return search.lowest(search.place(rough), 0.15, steps_again);
}

}  // namespace

std::optional<RawSvi> fit_svi(std::span<const SmileQuote> quotes) {
  if (quotes.size() < svi_quotes_min) return std::nullopt;
  const RawSvi svi = fitted(quotes, nullptr);
  return svi.in_domain() ? std::optional{svi} : std::nullopt;
}

std::optional<RawSvi> fit_svi_without_arbitrage(std::span<const SmileQuote> quotes, const SmileFloor& floor) {
  if (quotes.size() < svi_quotes_min) return std::nullopt;
  const RawSvi svi = fitted(quotes, &floor);
  if (!svi.in_domain() || !floor.holds(svi)) return std::nullopt;
  return is_butterfly_free(svi, check_places(smile_width(quotes))) ? std::optional{svi} : std::nullopt;
}

}  // namespace gammafield::pricing
