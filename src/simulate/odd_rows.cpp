#include "simulate/odd_rows.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "simulate/quotes.h"
#include "simulate/random.h"

namespace gammafield::simulate {
namespace {

using market::Price;
using market::Right;

constexpr std::uint64_t odd_rows_key = 0x6f6464;  // a stream of its own
constexpr double two_ticks = 0.2;

SimulatedOption& side(SimulatedStrike& row, Right right) { return right == Right::call ? row.call : row.put; }

/// The side in the money, against the forward.
Right in_the_money(const SimulatedChain& chain, const SimulatedStrike& row) {
  return row.strike.value() < chain.expiries[row.expiry].forward.value() ? Right::call : Right::put;
}

bool two_sided(const SimulatedStrike& row) { return row.call.bid.value() > 0 && row.put.bid.value() > 0; }

/// The side in the money is worth its intrinsic value to less than half a tick: no volatility can be read from it.
bool without_time_value(const SimulatedChain& chain, const SimulatedStrike& row) {
  constexpr double nothing = 0.025;
  const Right right = in_the_money(chain, row);
  return (right == Right::call ? row.put : row.call).true_price.value() < nothing;
}

void print_no_vol(SimulatedOption& option, double delta) {
  option.vendor_vol = market::ImpliedVol{};
  option.delta = market::Delta{delta};
  option.gamma = market::Gamma{};
  option.vega = {};
  option.theta = {};
  option.rho = {};
}

void clear_quote(SimulatedOption& option) {
  option.bid = option.ask = Price{};
  option.bid_size = option.ask_size = 0;
}

void forget_interest(SimulatedOption& option) {
  option.open_interest = option.volume = market::Contracts{};
  option.last = option.open = option.high = option.low = Price{};
  option.change = Change{};
  option.last_trade.reset();
}

class Spoiler {
 public:
  Spoiler(SimulatedChain& chain, std::size_t rows, std::uint64_t seed)
      : chain_(chain),
        regular_rows_(chain.strikes.size()),
        few_(odd_rows_of_each_kind(rows)),
        random_(seed, odd_rows_key) {}

  void spoil(const market::Calendar& calendar, const std::string& weekly_root) {
    zero_interest();
    spoil_quotes();
    zero_vols();
    add_duplicates();
    add_adjusted();
    add_expired(calendar, weekly_root);
  }

 private:
  using Rule = std::function<bool(const SimulatedStrike&)>;

  /// Up to `count` unspoilt rows that satisfy the rule, drawn without repetition, and marked.
  std::vector<std::uint32_t> draw(OddRow kind, std::size_t count, const Rule& rule) {
    std::vector<std::uint32_t> eligible;
    for (std::uint32_t i = 0; i < chain_.strikes.size(); ++i) {
      if (!chain_.strikes[i].odd && rule(chain_.strikes[i])) eligible.push_back(i);
    }
    count = std::min(count, eligible.size());
    for (std::size_t i = 0; i < count; ++i) std::swap(eligible[i], eligible[i + random_.below(eligible.size() - i)]);
    eligible.resize(count);
    for (const std::uint32_t i : eligible) chain_.strikes[i].odd = kind;
    return eligible;
  }

  SimulatedOption& either_side(std::uint32_t row) {
    return side(chain_.strikes[row], random_.below(2) == 0 ? Right::call : Right::put);
  }

  /// A run of neighbours in the PM expiry listed last among the near ones.
  void zero_interest() {
    std::uint32_t newest = 0;
    for (std::uint32_t e = 0; e < chain_.expiries.size(); ++e) {
      const auto& expiry = chain_.expiries[e];
      if (expiry.settlement == market::Settlement::pm && expiry.years.value() < 42 / 365.0) newest = e;
    }
    std::size_t left = 5 * few_;
    for (SimulatedStrike& row : chain_.strikes) {
      if (row.expiry != newest || left == 0) continue;
      forget_interest(row.call);
      forget_interest(row.put);
      row.odd = OddRow::open_interest_zero;
      --left;
    }
  }

  void spoil_quotes() {
    for (const auto row : draw(OddRow::crossed_quote, few_, two_sided)) {
      SimulatedOption& option = either_side(row);
      option.bid = tick_at_or_above(Price{option.ask.value() + two_ticks});
    }
    for (const auto row : draw(OddRow::locked_quote, few_, two_sided)) {
      SimulatedOption& option = either_side(row);
      option.ask = option.bid = tick_at_or_below(option.true_price);
    }
    const auto deep = [this](const SimulatedStrike& row) { return without_time_value(chain_, row); };
    for (const auto row : draw(OddRow::no_quote, few_, deep)) {
      SimulatedStrike& strike = chain_.strikes[row];
      clear_quote(side(strike, in_the_money(chain_, strike)));
    }
  }

  void zero_vols() {
    const auto deep = [this](const SimulatedStrike& row) { return without_time_value(chain_, row); };
    for (const auto row : draw(OddRow::vendor_vol_zero, 20 * few_, deep)) {
      SimulatedStrike& strike = chain_.strikes[row];
      const Right right = in_the_money(chain_, strike);
      print_no_vol(side(strike, right), right == Right::call ? 1 : -1);
    }
  }

  void add_duplicates() {
    for (const auto row : draw(OddRow::duplicate, few_, [](const auto&) { return true; })) {
      const SimulatedStrike again = chain_.strikes[row];
      chain_.strikes[row].odd.reset();
      chain_.strikes.push_back(again);
    }
  }

  /// Copies of neighbouring rows of the longest ladder (strikes must differ), in an expiry of their own.
  void add_neighbours(OddRow kind, const std::function<void(SimulatedExpiry&)>& change_expiry,
                      const std::function<void(SimulatedStrike&)>& change_row) {
    const Ladder ladder = longest_ladder();
    SimulatedExpiry expiry = chain_.expiries[chain_.strikes[ladder.first].expiry];
    change_expiry(expiry);
    chain_.expiries.push_back(std::move(expiry));
    const std::size_t start = start_near_spot(ladder);
    for (std::size_t i = start; i < start + few_; ++i) {
      SimulatedStrike row = chain_.strikes[i];
      row.expiry = static_cast<std::uint32_t>(chain_.expiries.size() - 1);
      row.odd = kind;
      change_row(row);
      chain_.strikes.push_back(row);
    }
  }

  struct Ladder {
    std::size_t first = 0, size = 0;
  };
  /// The regular rows of an expiry still stand together.
  [[nodiscard]] Ladder longest_ladder() const {
    Ladder longest;
    for (std::size_t i = 0, first = 0; i < regular_rows_; ++i) {
      if (chain_.strikes[i].expiry != chain_.strikes[first].expiry) first = i;
      if (i + 1 - first > longest.size) longest = {first, i + 1 - first};
    }
    return longest;
  }

  /// Where a run of `few_` rows begins that spot lies in or beside.
  [[nodiscard]] std::size_t start_near_spot(const Ladder& ladder) {
    std::size_t start = ladder.first;
    while (start < ladder.first + ladder.size && chain_.strikes[start].strike.value() < chain_.spot.value()) ++start;
    start -= std::min(start - ladder.first, static_cast<std::size_t>(random_.below(few_ + 1)));
    return std::min(start, ladder.first + ladder.size - few_);
  }

  void add_adjusted() {
    add_neighbours(
        OddRow::adjusted_series, [](SimulatedExpiry& expiry) { expiry.root = fmt::format("2{}", expiry.root); },
        [](SimulatedStrike&) {});
  }

  void add_expired(const market::Calendar& calendar, const std::string& root) {
    market::Date day = calendar.session_of(chain_.as_of);
    if (calendar.session_close(day) > chain_.as_of) day = calendar.previous_trading_day(day);
    const auto change_expiry = [&](SimulatedExpiry& expiry) {
      expiry = {.root = root,
                .date = day,
                .settlement = market::Settlement::pm,
                .settles_at = calendar.session_close(day),
                .expiry_class =
                    market::expiry_class(day, market::Settlement::pm, calendar.session_of(chain_.as_of), calendar),
                .forward = market::Price{chain_.previous_spot.value()},
                .discount = Discount{1}};
    };
    add_neighbours(OddRow::expired_listed, change_expiry, [this](SimulatedStrike& row) { expire(row); });
  }

  void expire(SimulatedStrike& row) {
    row.true_vol = market::ImpliedVol{};
    const double call_pays = chain_.previous_spot.value() - row.strike.value();
    expire(row.call, call_pays, call_pays > 0 ? 1 : 0);
    expire(row.put, -call_pays, call_pays > 0 ? 0 : -1);
  }

  /// Open interest alone is left: the feed drops it a day late.
  static void expire(SimulatedOption& option, double pays, double delta) {
    const market::Contracts held = option.open_interest;
    forget_interest(option);
    clear_quote(option);
    print_no_vol(option, delta);
    option.open_interest = held;
    option.true_price = option.theo = Price{};
    option.previous_close = tick_at_or_above(Price{std::max(pays, 0.01)});
  }

  SimulatedChain& chain_;
  std::size_t regular_rows_;
  std::size_t few_;
  RandomStream random_;
};

}  // namespace

std::size_t odd_rows_of_each_kind(std::size_t rows) { return std::clamp<std::size_t>(rows / 2500, 1, 12); }

std::size_t added_odd_rows(std::size_t rows) { return 3 * odd_rows_of_each_kind(rows); }

void add_odd_rows(SimulatedChain& chain, std::size_t rows, std::uint64_t seed, const market::Calendar& calendar,
                  const std::string& weekly_root) {
  Spoiler(chain, rows, seed).spoil(calendar, weekly_root);
}

}  // namespace gammafield::simulate
