#include "pricing/fitted_smiles.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "base/side_by_side.h"
#include "pricing/smile_floor.h"
#include "pricing/smile_quadratic.h"
#include "pricing/smile_spline.h"
#include "pricing/smile_ssvi.h"
#include "pricing/smile_svi.h"

namespace gammafield::pricing {
namespace {

constexpr double same_time = 1e-9;  // years: expiries at one instant do not bound each other

/// The surface through all expiries, fitted when the first needs it.
class Surface {
 public:
  explicit Surface(std::span<const SmileQuotes> expiries) : expiries_(expiries) {}

  [[nodiscard]] std::optional<RawSvi> slice(std::size_t expiry) {
    if (!fitted_) fit();
    if (!ssvi_ || !(theta_[expiry] > 0)) return std::nullopt;
    return ssvi_->slice(theta_[expiry]);
  }

 private:
  /// Variance at the money never falls with time on the surface: a dip takes the value before it.
  void fit() {
    fitted_ = true;
    std::vector<SsviSlice> slices;
    double highest = 0;
    for (const SmileQuotes& expiry : expiries_) {
      const auto theta = theta_of(expiry.quotes);
      highest = std::max(highest, theta.value_or(0));
      theta_.push_back(theta ? highest : 0);
      if (theta) slices.push_back({highest, expiry.quotes});
    }
    ssvi_ = fit_ssvi(slices);
  }

  std::span<const SmileQuotes> expiries_;
  bool fitted_ = false;
  std::optional<Ssvi> ssvi_;
  std::vector<double> theta_;
};

/// An expiry's quotes with what is judged there.
struct Field {
  std::span<const SmileQuote> quotes;
  std::vector<double> places = check_places(smile_width(quotes));

  /// All about a curve but calendar spreads; none where it is no curve for these quotes.
  template <class Curve>
  [[nodiscard]] std::optional<Smile> judged(const std::optional<Curve>& curve, SmileKind kind) const {
    if (!curve) return std::nullopt;
    const SmileFit fit = fit_of(*curve, quotes);
    if (!std::isfinite(fit.rmse)) return std::nullopt;
    return Smile{.curve = *curve,
                 .kind = kind,
                 .quotes = quotes.size(),
                 .k_low = quotes.front().k,
                 .k_high = quotes.back().k,
                 .inside = fit.inside,
                 .rmse = fit.rmse,
                 .butterfly_free = is_butterfly_free(*curve, places),
                 .calendar_free = false};
  }
};

/// The candidates for one expiry, compared as they come.
class Contest {
 public:
  Contest(const Field& field, SmileFloor floor) : field_(field), floor_(std::move(floor)) {}

  [[nodiscard]] const SmileFloor& floor() const { return floor_; }
  [[nodiscard]] bool won() const { return best_ && rank(*best_) == 0; }
  [[nodiscard]] const std::optional<Smile>& best() const { return best_; }

  void enter(std::optional<Smile> smile) {
    if (!smile) return;
    smile->calendar_free = std::visit([this](const auto& curve) { return floor_.holds(curve); }, smile->curve);
    if (!best_ || better(*smile, *best_)) best_ = std::move(smile);
  }
  template <class Curve>
  void enter(const std::optional<Curve>& curve, SmileKind kind) {
    enter(field_.judged(curve, kind));
  }

 private:
  [[nodiscard]] static int rank(const Smile& smile) {
    if (!smile.butterfly_free) return 3;
    if (smile.inside >= inside_wanted) return smile.calendar_free ? 0 : 1;
    return smile.inside >= inside_least ? 2 : 3;
  }
  [[nodiscard]] static bool better(const Smile& one, const Smile& than) {
    if (rank(one) != rank(than)) return rank(one) < rank(than);
    return rank(one) >= 2 && one.inside > than.inside;
  }

  const Field& field_;
  SmileFloor floor_;
  std::optional<Smile> best_;
};

/// What needs no other expiry, and so no waiting for one.
class Alone {
 public:
  /// `eager`: also what is likely to be needed later.
  Alone(std::span<const SmileQuote> quotes, bool eager) : field{.quotes = quotes} {
    svi = field.judged(fit_svi(quotes), SmileKind::svi);
    if (eager && (!svi || !svi->butterfly_free || svi->inside < inside_wanted)) (void)free_spline();
  }
  const std::optional<Smile>& free_spline() {
    if (free_fitted_) return free_spline_;
    free_fitted_ = true;
    if (spline()) free_spline_ = field.judged(std::optional{spline()->free()}, SmileKind::spline);
    return free_spline_;
  }
  /// None where the free one does not meet the floor.
  std::optional<CubicCurve> spline_above(const SmileFloor& floor) {
    return spline() ? spline()->above(floor) : std::nullopt;
  }

  Field field;
  std::optional<Smile> svi;

 private:
  const std::optional<SplineFit>& spline() {
    if (!begun_) spline_ = SplineFit::of(field.quotes);
    begun_ = true;
    return spline_;
  }

  bool begun_ = false, free_fitted_ = false;
  std::optional<SplineFit> spline_;
  std::optional<Smile> free_spline_;
};

std::optional<Smile> fit_one(Alone& alone, SmileFloor floor, std::size_t expiry, Surface& surface) {
  const std::span<const SmileQuote> quotes = alone.field.quotes;
  Contest contest{alone.field, std::move(floor)};
  contest.enter(alone.svi);
  // Penalties only take away from the fit: worth trying where it was good enough before.
  if (contest.best() && !contest.won() && contest.best()->inside >= inside_wanted)
    contest.enter(fit_svi_without_arbitrage(quotes, contest.floor()), SmileKind::svi);
  if (!contest.won()) contest.enter(surface.slice(expiry), SmileKind::ssvi);
  if (!contest.won()) contest.enter(alone.spline_above(contest.floor()), SmileKind::spline);
  // Where the floor cannot be kept, or only far from the quotes, the fit without it may be the better one.
  if (!contest.won()) contest.enter(alone.free_spline());
  if (!contest.won() && quotes.size() < spline_quotes_min) contest.enter(fit_quadratic(quotes), SmileKind::quadratic);
  return contest.best();
}

/// The last expiry that has a smile and settles before this one.
const Smile* before(std::span<const SmileQuotes> expiries, const std::vector<std::optional<Smile>>& smiles,
                    std::size_t expiry) {
  for (std::size_t i = expiry; i-- > 0;)
    if (smiles[i] && expiries[i].years < expiries[expiry].years - same_time) return &*smiles[i];
  return nullptr;
}

SmileFloor floor_for(const Smile* earlier, std::span<const SmileQuote> quotes) {
  if (earlier == nullptr) return {};
  return floor_from(*earlier, std::max(earlier->k_low, quotes.front().k), std::min(earlier->k_high, quotes.back().k),
                    smile_width(quotes));
}

}  // namespace

std::string_view to_string(SmileKind kind) {
  switch (kind) {
    case SmileKind::svi: return "svi";
    case SmileKind::ssvi: return "ssvi";
    case SmileKind::spline: return "spline";
    case SmileKind::quadratic: return "quadratic";
    case SmileKind::line: return "line";
  }
  return "line";
}

std::vector<std::optional<Smile>> fit_smiles(std::span<const SmileQuotes> expiries, bool rising, std::size_t threads) {
  std::vector<std::optional<Smile>> smiles(expiries.size());
  Surface surface{expiries};
  std::vector<std::optional<Alone>> alone(expiries.size());
  base::ahead_and_in_turn(
      expiries.size(), threads,
      [&](std::size_t i) {
        if (expiries[i].quotes.size() >= quadratic_quotes_min) alone[i].emplace(expiries[i].quotes, threads > 1);
      },
      [&](std::size_t i) {
        if (!alone[i]) return;
        const Smile* earlier = rising ? before(expiries, smiles, i) : nullptr;
        smiles[i] = fit_one(*alone[i], floor_for(earlier, expiries[i].quotes), i, surface);
        alone[i].reset();
      });
  return smiles;
}

}  // namespace gammafield::pricing
