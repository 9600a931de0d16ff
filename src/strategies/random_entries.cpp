#include "strategies/random_entries.h"

#include <algorithm>
#include <optional>

#include "base/random.h"
#include "base/side_by_side.h"

namespace gammafield::strategies {
namespace {

/// Places of a tape as one row of bars.
class Bars {
 public:
  explicit Bars(const Tape& tape) {
    for (std::size_t day = 0; day < tape.size(); ++day) first_.push_back(first_.back() + tape.day(day).prices.size());
  }
  [[nodiscard]] std::size_t count() const { return first_.back(); }
  [[nodiscard]] std::size_t number(Place at) const { return first_[at.day] + at.bar; }
  [[nodiscard]] Place place(std::size_t number) const {
    const auto day = static_cast<std::size_t>(std::ranges::upper_bound(first_, number) - first_.begin()) - 1;
    return {day, number - first_[day]};
  }

 private:
  std::vector<std::size_t> first_{0};
};

class Drawing {
 public:
  Drawing(const Tape& tape, const Rule& rule) : tape_(tape), rule_(rule), bars_(tape) {}

  /// The rule's order at a random bar, held as long as this trade.
  [[nodiscard]] std::optional<Trade> instead_of(const Trade& trade, base::RandomStream& stream) const {
    constexpr int tries = 50;
    const auto held = bars_.number(trade.left) - bars_.number(trade.entered);
    const bool within_session = trade.left.day == trade.entered.day;
    for (int i = 0; i < tries; ++i) {
      const auto decided = stream.below(bars_.count());
      const auto left = decided + 1 + held;
      if (left >= bars_.count()) continue;
      const auto from = bars_.place(decided), entered = bars_.place(decided + 1), until = bars_.place(left);
      if (from.day != entered.day || (within_session && until.day != entered.day)) continue;
      if (auto placed = placed_at(from, entered, until)) return placed;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<Trade> placed_at(Place from, Place entered, Place until) const {
    auto order = rule_.order(View(tape_, from));
    if (!order || !tradable(order->legs, tape_, entered)) return std::nullopt;
    Trade trade{
        .entered = entered, .left = until, .legs = std::move(order->legs), .entry_reason = {}, .exit_reason = {}};
    for (const auto& leg : trade.legs) {
      if (leg.option && tape_.time(until) >= leg.option->settles_at) settle(trade, leg.option->settles_at);
    }
    return trade;
  }

  /// Left at the first price from settlement on.
  void settle(Trade& trade, market::Instant at) const {
    trade.settled = true;
    for (auto bar = bars_.number(trade.entered); bar <= bars_.number(trade.left); ++bar) {
      if (tape_.time(bars_.place(bar)) < at) continue;
      trade.left = bars_.place(bar);
      return;
    }
  }

  const Tape& tape_;
  const Rule& rule_;
  Bars bars_;
};

void add(Booked& to, const Booked& more, double part) {
  to.gross += part * more.gross;
  to.cost += part * more.cost;
}

}  // namespace

Books random_entries(const Tape& tape, const Rule& rule, std::span<const Trade> trades, const CostRule& costs,
                     const RandomEntryRule& random) {
  const Drawing drawing(tape, rule);
  std::vector<Books> drawn(random.draws);
  base::side_by_side(random.draws, random.threads, [&](std::size_t draw) {
    base::RandomStream stream(random.seed, draw);
    drawn[draw].sessions.resize(tape.size());
    for (const auto& trade : trades) {
      const auto instead = drawing.instead_of(trade, stream);
      auto& of_trade = drawn[draw].trades.emplace_back();
      if (!instead) continue;
      const auto books = booked(tape, {&*instead, 1}, costs);
      of_trade = books.trades.front();
      for (std::size_t day = instead->entered.day; day <= instead->left.day; ++day)
        add(drawn[draw].sessions[day], books.sessions[day], 1);
    }
  });
  Books mean{.sessions = std::vector<Booked>(tape.size()), .trades = std::vector<Booked>(trades.size())};
  const double part = 1 / static_cast<double>(random.draws);
  for (const auto& each : drawn) {
    for (std::size_t day = 0; day < tape.size(); ++day) add(mean.sessions[day], each.sessions[day], part);
    for (std::size_t i = 0; i < trades.size(); ++i) add(mean.trades[i], each.trades[i], part);
  }
  return mean;
}

}  // namespace gammafield::strategies
