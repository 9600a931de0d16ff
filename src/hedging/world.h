#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/refusal.h"
#include "hedging/ledger.h"
#include "hedging/marks.h"
#include "hedging/path.h"
#include "hedging/price.h"
#include "hedging/scenario.h"
#include "hedging/schedule.h"

namespace gammafield::hedging {

/// What happened to one path in one step. Bare numbers: the inner loop's.
struct StepFacts {
  std::size_t step = 0;                      ///< from 0
  std::uint64_t path = 0;                    ///< its number
  double before = 0, after = 0;              ///< ln spot
  double alone_before = 0, alone_after = 0;  ///< the same without dealers
  double hedging = 0, flow = 0;              ///< dollars bought
  bool stressed = false;
  bool overshoots = false;  ///< what lagging dealers trade against a move is expected to exceed the move
  std::span<const DealerStep> dealers;
};

/// Told of every step of every path, paths of a step in order.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void stepped(const StepFacts&) = 0;
};

/// What a dealer came to over a path.
struct DealerTotals {
  Attribution attribution;
  std::size_t trades = 0;
  market::Shares turnover;
};

/// A few paths of a scenario, all at the same minute, so that what depends on time alone is computed once for them.
class World {
 public:
  /// Paths first to first + paths - 1. The scenario and its schedule must outlive it.
  World(const Scenario&, std::span<const Conditions>, std::uint64_t seed, std::uint64_t first, std::size_t paths);

  /// From the first minute to the last; refuses where a path becomes unstable, and says which and when.
  [[nodiscard]] std::optional<base::Refusal> run(Watcher&);

  /// Before the run: what each dealer holds.
  [[nodiscard]] std::vector<DealerStep> opening(std::size_t place);
  /// After a run: of the path with this place among its paths.
  [[nodiscard]] DealerTotals totals(std::size_t place, std::size_t dealer);
  [[nodiscard]] double imbalance(std::size_t place) const {
    return paths_[place].ledger.imbalance(paths_[place].price.spot());
  }

 private:
  /// Parts of a dealer's gain, dollars.
  struct Gains {
    double gamma = 0, theta = 0, vega = 0, delta = 0, carry = 0, cost = 0;
  };
  struct Holder {
    double last_traded_at = 0;
    BookGreeks at_start;  ///< of the step, by his marks
    double shares_at_start = 0;
    double traded = 0, spent = 0;  ///< in this step: shares, and dollars for them
    Gains gains;
    std::size_t trades = 0;
    double turnover = 0;
  };
  struct PathState {
    std::uint64_t number = 0;
    ImpactedPrice price, alone;
    std::vector<double> past, past_alone;  ///< rings: ln spot at the start of the last steps
    Ledger ledger;
    std::vector<Holder> holders;
    std::vector<DealerStep> steps;
    std::vector<std::size_t> order;  ///< in which dealers trade in this step
    bool stressed = false, was_stressed = false, overshoots = false, lost = false;
    double before = 0, alone_before = 0;  ///< ln spot at the step's start
    double hedging = 0, flow = 0;         ///< dollars bought in this step
  };
  /// A dealer's book at one minute, calm and stressed: by his marks, by what he hedges with where that is another
  /// volatility, by the marks before a shift, and (policy::TimeDecay) one step earlier.
  struct Desk {
    std::vector<Marks> marks, hedges, before, earlier;
    bool hedges_by_marks = true;
  };

  [[nodiscard]] Desk desk_of(const Dealer&) const;
  [[nodiscard]] PathState started(std::uint64_t number);
  void set_start(const Conditions&, std::size_t step);
  void set_end(const Conditions&);
  void open_step(const Conditions&, std::size_t step, PathState&);
  void close_step(const Conditions&, PathState&);
  [[nodiscard]] StepFacts facts(std::size_t step, const PathState&) const;
  [[nodiscard]] std::optional<base::Refusal> unstable(const Conditions&, const PathState&) const;

  void begin_gains(const Conditions&, PathState&);
  void end_gains(const Conditions&, PathState&);
  void settle(const Conditions&, PathState&);

  void lagging_trades(const Conditions&, std::size_t step, PathState&);
  void following_trades(const Conditions&, PathState&);
  /// Whether the trade was worth another look.
  [[nodiscard]] bool follow(const Conditions&, PathState&, std::size_t dealer, bool first_look);
  void other_flows(const Conditions&, std::size_t step, PathState&, std::uint64_t chance);
  void trade(PathState&, std::size_t dealer, double shares);
  [[nodiscard]] Marks& hedge_marks(const PathState&, std::size_t dealer);
  [[nodiscard]] HedgeView view(const Conditions&, const PathState&, std::size_t dealer, double spot);
  /// With the book's greeks at this spot at hand.
  [[nodiscard]] HedgeView view(const Conditions&, const PathState&, std::size_t dealer, double spot, const BookGreeks&);

  const Scenario& scenario_;
  std::span<const Conditions> schedule_;
  std::uint64_t seed_;
  std::vector<Desk> desks_;
  std::vector<PathState> paths_;
  double impact_ = 0;     ///< permanent and transient
  double decay_ = 1;      ///< what a step leaves of the transient part
  bool follows_ = false;  ///< some dealer has no lag
};

}  // namespace gammafield::hedging
