#include "strategies/backtest.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace gammafield::strategies {
namespace {

/// The walk through the bars with at most one position and one decision that waits for its bar.
class Walk {
 public:
  Walk(const Tape& tape, const Rule& rule) : tape_(tape), rule_(rule) {}

  [[nodiscard]] Outcome through() {
    for (std::size_t day = 0; day < tape_.size(); ++day) {
      entered_today_ = false;
      lacking_today_.clear();
      for (std::size_t bar = 0; bar < tape_.day(day).prices.size(); ++bar) at({day, bar});
      for (const auto& what : lacking_today_) ++outcome_.lacking[what];
    }
    if (held_) leave(tape_.last(), "the days end", settles_by(tape_.last()));
    return std::move(outcome_);
  }

 private:
  void at(Place place) {
    if (ordered_) execute(place);
    if (held_ && settles_by(place)) leave(place, "settled", true);
    if (held_ && leaving_) leave(place, *leaving_, false);
    leaving_.reset();
    const View view(tape_, place);
    if (held_) {
      leaving_ = rule_.leave(view, {held_->entered, held_->legs});
    } else if (!entered_today_ && !view.closing()) {
      decide(view);
    }
  }

  void decide(const View& view) {
    const auto conditions = rule_.wanted(view);
    for (const auto what : conditions.lacking()) lacking_today_.emplace(what);
    if (!conditions.met()) return;
    ordered_ = rule_.order(view);
  }

  void execute(Place place) {
    auto order = std::move(*ordered_);
    ordered_.reset();
    if (order.limit && tape_.price(place) > *order.limit) return;
    if (!tradable(order.legs, tape_, place)) {
      lacking_today_.emplace("prices of the options, and of the session in which they settle");
      return;
    }
    entered_today_ = true;
    held_ = Trade{.entered = place,
                  .left = place,
                  .legs = std::move(order.legs),
                  .entry_reason = std::move(order.why),
                  .exit_reason = {}};
  }

  [[nodiscard]] bool settles_by(Place place) const {
    return std::ranges::any_of(
        held_->legs, [&](const Leg& leg) { return leg.option && tape_.time(place) >= leg.option->settles_at; });
  }

  void leave(Place place, std::string why, bool settled) {
    held_->left = place;
    held_->exit_reason = std::move(why);
    held_->settled = settled;
    outcome_.trades.push_back(std::move(*held_));
    held_.reset();
  }

  const Tape& tape_;
  const Rule& rule_;
  Outcome outcome_;
  std::optional<Order> ordered_;
  std::optional<Trade> held_;
  std::optional<std::string> leaving_;
  std::set<std::string> lacking_today_;
  bool entered_today_ = false;
};

}  // namespace

Outcome backtest(const Tape& tape, const Rule& rule) { return Walk(tape, rule).through(); }

}  // namespace gammafield::strategies
