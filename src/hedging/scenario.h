#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/book.h"
#include "hedging/policy.h"
#include "hedging/units.h"

/// Everything that a run of the laboratory is made of. docs/methods.md section 6.
namespace gammafield::hedging {

/// What a dealer pays for trading q shares at S: half_spread S |q| + fee |q| + Y sigma_day sqrt(|q| / ADV) S |q|.
struct Costs {
  Lambda half_spread{0};
  UsdPerShare fee{0};
  double temporary = 0;  ///< Y; about 1 by the square-root law
};

/// By which volatility a dealer computes the deltas he hedges.
struct HedgeVol {
  enum class Kind : std::uint8_t { implied, fixed, shifted, leland } kind = Kind::implied;
  market::ImpliedVol fixed{0};  ///< kind fixed
  VolPoints shift{0};           ///< kind shifted: on top of every implied volatility
};  // leland: the implied volatility widened by his own cost and time between trades, as his options' side asks

struct Dealer {
  std::string name;
  Book book;
  Policy policy = policy::Continuous{};
  Costs costs;
  market::Shares lot{0};  ///< 0: fractions of a share
  unsigned lag = 1;       ///< steps from the price he looks at to his trade; 0: he follows within the step
  HedgeVol hedge_vol;
  bool hedged_at_start = true;  ///< flat in delta at minute 0, at no cost and without impact
};

/// What trading does to the price, in log return a dollar. permanent stays (Kyle); transient decays by half every
/// `half_life`; what is temporary is a cost (Costs).
struct Impact {
  PerUsd permanent{0}, transient{0};
  Minutes half_life{30};
  market::Shares daily_volume{0};          ///< ADV of the square-root law; > 0 where a dealer's `temporary` is
  market::ImpliedVol daily_volatility{0};  ///< sigma of a session of that law, not annual
};

/// Moves of no trade: news, everyone else. The log return of a step is normal with variance sigma^2 dt, mean
/// (drift - sigma^2/2) dt.
struct Noise {
  market::ImpliedVol volatility{0};  ///< a laboratory year
  ContinuousRate drift{0};
  bool u_shaped = false;  ///< more at the open and the close; a session's variance is the same
};

/// A second state that comes and goes by chance: noise is `noise_factor` times as strong, dealers mark their options
/// `marks` higher and widen their bands by `band_factor`.
struct Regime {
  double a_session = 0;  ///< how often it sets in, on average
  Minutes lasts{60};     ///< on average
  double noise_factor = 2;
  VolPoints marks{5};
  double band_factor = 1;
};

/// The same at a given minute, and for good.
struct VolShift {
  Minutes at;
  double noise_factor = 1;
  VolPoints marks{0};
  double band_factor = 1;
};

/// Buys `flow` dollars a minute for every 1 % that spot rose over the window; sells when it fell. Negative: fades.
struct Momentum {
  UsdPerMinute flow;
  Minutes window{30};
};
/// Buys `flow` dollars a minute for every 1 % that spot lies below the value.
struct Fundamental {
  market::Spot value;
  UsdPerMinute flow;
};
/// Trades a total evenly between two minutes: the pension fund. + buys.
struct ScheduledFlow {
  std::string name;
  Minutes from, to;
  market::Usd total;
};
/// Trades of chance: their sum over a minute has this standard deviation.
struct NoiseFlow {
  market::Usd a_minute{0};
};

/// A price to watch. The race of docs/methods.md 7.2: touched when spot comes within `touch` of it after having been
/// `away`; it holds when spot retraces by `race` before it is beyond by `race`, within `horizon`.
struct Level {
  std::string name;
  market::Spot price;
  bool from_below = true;  ///< the side it is approached from; else a level under spot
};
/// In parts of the expected move of a session, and minutes.
struct LevelRace {
  double touch = 0.05, away = 0.15, race = 0.10;
  Minutes horizon{60};
};

/// Spot at the end within `tolerance` of the strike counts as pinned.
struct Pin {
  market::Strike strike;
  market::Usd tolerance;
};

struct Scenario {
  std::string name;
  std::string title;
  std::string what;  ///< a few sentences for whoever chooses it
  market::Spot spot;
  Minutes minutes{390};
  Minutes step{1};
  Minutes starts{0};           ///< minute of the first session at which the run starts
  ContinuousRate rate{0};      ///< on cash
  ContinuousRate dividend{0};  ///< on shares
  Noise noise;
  std::optional<Regime> regime;
  std::vector<VolShift> shifts;  ///< ascending
  std::vector<Dealer> dealers;
  Impact impact;
  std::optional<Momentum> momentum;
  std::optional<Fundamental> fundamental;
  std::vector<ScheduledFlow> flows;
  NoiseFlow noise_flow;
  std::vector<Level> levels;
  LevelRace race;
  std::optional<Pin> pin;
};

/// What hedging multiplies a small move by, at the start: 1 / (1 + c), c = 100 kappa GEX of all dealers, kappa the
/// permanent and transient impact together. docs/methods.md 5.3.
struct Feedback {
  market::UsdPerPercent gamma_exposure;
  double c = 0;
};
[[nodiscard]] Feedback feedback(const Scenario&);

/// Why it cannot be run, in one line that names the member; none when it can. Beside numbers out of range: 1 + c <= 0,
/// where every hedge moves the price by more than it hedges; and |c| >= 1 for a dealer who lags, whose trades would
/// overshoot ever further.
[[nodiscard]] std::optional<base::Refusal> refused(const Scenario&);

/// Steps of the run.
[[nodiscard]] std::size_t steps(const Scenario&);

}  // namespace gammafield::hedging
