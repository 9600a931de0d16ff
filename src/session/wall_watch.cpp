#include "session/wall_watch.h"

#include <algorithm>
#include <utility>

namespace gammafield::session {
namespace {

using std::chrono::seconds;

constexpr int gap_samples = 2;  // more than so many sampling times between two prices is a gap

/// One price on its way through the machine.
class Step {
 public:
  Step(WallWatch& watch, const PriceSample& sample, const Hours& hours, const WatchRule& rule,
       std::vector<WallEvent>& events)
      : watch_(watch),
        sample_(sample),
        hours_(hours),
        rule_(rule),
        events_(events),
        by_(beyond_by(watch, sample.price)) {}

  void take() {
    count_time();
    switch (watch_.state) {
      case WallState::holding:
        if (is_beyond()) cross();
        break;
      case WallState::tested: watch_.attempt ? test() : reopen(); break;
      case WallState::broken: reclaim(); break;
    }
    watch_.last = sample_;
  }

 private:
  [[nodiscard]] bool is_beyond() const { return by_ > rule_.buffer; }
  void tell(WallEventKind kind, std::optional<Attempt> attempt) {
    events_.push_back({sample_.at, kind, watch_.strike, std::move(attempt)});
  }

  /// Trading time since the last price of this session; none of a gap.
  void count_time() {
    if (!watch_.last) return;
    passed_ = sample_.at - watch_.last->at;
    is_gap_ = passed_ > gap_samples * rule_.sampling;
    if (is_gap_) passed_ = seconds{0};
  }

  void cross() {
    watch_.state = WallState::tested;
    watch_.attempt = Attempt{.crossed_at = sample_.at, .furthest = by_, .gap_open = sample_.at == hours_.open};
    tell(WallEventKind::tested, watch_.attempt);
    if (is_confirmed()) confirm();
  }

  /// The last session ended while price was beyond.
  void reopen() {
    if (is_beyond()) return cross();
    watch_.state = WallState::holding;
    tell(WallEventKind::held, std::nullopt);
  }

  void test() {
    Attempt& attempt = *watch_.attempt;
    attempt.beyond += passed_;
    attempt.gap = attempt.gap || is_gap_;
    if (!is_beyond()) return hold();
    attempt.furthest = std::max(attempt.furthest, by_);
    if (is_confirmed()) confirm();
  }

  void hold() {
    watch_.attempt->label = label_of_return();
    watch_.state = WallState::holding;
    tell(WallEventKind::held, std::exchange(watch_.attempt, std::nullopt));
  }

  void confirm() {
    watch_.attempt->label = AttemptLabel::real;
    watch_.state = WallState::broken;
    watch_.inside_for.reset();
    tell(WallEventKind::broken, std::exchange(watch_.attempt, std::nullopt));
  }

  void reclaim() {
    if (is_beyond()) return watch_.inside_for.reset();
    watch_.inside_for = watch_.inside_for ? *watch_.inside_for + passed_ : seconds{0};
    if (rule_.sticky || *watch_.inside_for < rule_.reclaim) return;
    watch_.inside_for.reset();
    watch_.state = WallState::holding;
    tell(WallEventKind::reclaimed, std::nullopt);
  }

  [[nodiscard]] bool is_confirmed() const {
    struct Confirmed {
      const Step& step;
      bool operator()(const MinutesRule& rule) const { return step.watch_.attempt->beyond >= rule.real; }
      bool operator()(const CloseRule&) const { return step.sample_.at == step.hours_.close; }
      bool operator()(const ExcursionRule& rule) const {
        return step.by_.value() >= rule.fraction * step.watch_.strike.value();
      }
      bool operator()(const SigmaRule& rule) const {
        const auto& move = step.hours_.expected_move;
        return move && step.by_.value() >= rule.expected_moves * move->value();
      }
    };
    return std::visit(Confirmed{*this}, rule_.broken);
  }

  /// Only the rule of minutes knows anything but a failure.
  [[nodiscard]] AttemptLabel label_of_return() const {
    const auto* rule = std::get_if<MinutesRule>(&rule_.broken);
    if (rule == nullptr) return AttemptLabel::fake;
    if (hours_.close - watch_.attempt->crossed_at < rule->real) return AttemptLabel::censored;
    return watch_.attempt->beyond <= rule->fake ? AttemptLabel::fake : AttemptLabel::indeterminate;
  }

  WallWatch& watch_;
  const PriceSample& sample_;
  const Hours& hours_;
  const WatchRule& rule_;
  std::vector<WallEvent>& events_;
  market::Usd by_;
  seconds passed_{0};
  bool is_gap_ = false;
};

}  // namespace

std::string_view to_string(WallState state) {
  switch (state) {
    case WallState::holding: return "HOLDING";
    case WallState::tested: return "TESTED";
    case WallState::broken: return "BROKEN";
  }
  return "HOLDING";
}

std::string_view to_string(AttemptLabel label) {
  switch (label) {
    case AttemptLabel::open: return "OPEN";
    case AttemptLabel::real: return "REAL";
    case AttemptLabel::fake: return "FAKE";
    case AttemptLabel::indeterminate: return "INDETERMINATE";
    case AttemptLabel::censored: return "CENSORED";
    case AttemptLabel::migrated: return "MIGRATED";
  }
  return "OPEN";
}

std::string_view to_string(WallEventKind kind) {
  switch (kind) {
    case WallEventKind::tested: return "tested";
    case WallEventKind::held: return "held";
    case WallEventKind::broken: return "broken";
    case WallEventKind::reclaimed: return "reclaimed";
    case WallEventKind::censored: return "censored";
    case WallEventKind::migrated: return "migrated";
  }
  return "tested";
}

WallWatch watch_of(levels::Side side, market::Strike strike) {
  WallWatch watch;
  watch.side = side;
  watch.strike = strike;
  return watch;
}

market::Usd beyond_by(const WallWatch& watch, market::Spot price) {
  const double above = price.value() - watch.strike.value();
  return market::Usd{watch.side == levels::Side::call ? above : -above};
}

WallWatch ended(WallWatch watch, const WatchRule& rule, std::vector<WallEvent>& events) {
  if (watch.attempt) {
    watch.attempt->label = AttemptLabel::censored;
    events.push_back({watch.last->at, WallEventKind::censored, watch.strike, watch.attempt});
  }
  watch.attempt.reset();
  watch.inside_for.reset();
  watch.last.reset();
  watch.session_open.reset();
  if (rule.sticky && watch.state == WallState::broken) watch.state = WallState::holding;
  return watch;
}

WallWatch advanced(WallWatch watch, const PriceSample& sample, const Hours& hours, const WatchRule& rule,
                   std::vector<WallEvent>& events) {
  if (sample.at < hours.open || sample.at > hours.close) return watch;
  if (watch.last && sample.at <= watch.last->at) return watch;
  if (watch.session_open && *watch.session_open != hours.open) watch = ended(std::move(watch), rule, events);
  watch.session_open = hours.open;
  Step{watch, sample, hours, rule, events}.take();
  return watch;
}

WallWatch migrated(const WallWatch& watch, market::Strike to, market::Instant at, std::vector<WallEvent>& events) {
  WallWatch moved = watch_of(watch.side, to);
  moved.session_open = watch.session_open;
  moved.last = watch.last;
  if (!watch.attempt) return moved;
  Attempt attempt = *watch.attempt;
  attempt.label = AttemptLabel::migrated;
  events.push_back({at, WallEventKind::migrated, watch.strike, attempt});
  return moved;
}

}  // namespace gammafield::session
