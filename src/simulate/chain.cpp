#include "simulate/chain.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "market/calendar.h"
#include "pricing/black_scholes.h"
#include "simulate/activity.h"
#include "simulate/indices.h"
#include "simulate/ladder.h"
#include "simulate/listing.h"
#include "simulate/odd_rows.h"
#include "simulate/quotes.h"
#include "simulate/random.h"
#include "simulate/trades.h"

namespace gammafield::simulate {
namespace {

using market::Price;
using market::Right;

constexpr std::size_t fewest_contracts = 100, most_contracts = 200'000;
constexpr std::size_t fewest_expiries = 4, rows_an_expiry = 20;  // below this a short chain drops expiries
constexpr std::uint64_t day_key = 0x646179;
constexpr double daily_move = 0.008;    // standard deviation of spot since the close before
constexpr double mood = 0.1;            // how much more than usual is held of calls than of puts; a logarithm
constexpr double vendor_noise = 0.002;  // of the vendor's volatility, relative
constexpr double print_scale = 1e4;     // vendors print four decimals

std::optional<base::Refusal> objection(const ChainScenario& scenario) {
  const auto out_of_range = [](std::string_view what, auto low, auto high) {
    return base::Refusal{base::RefusalKind::usage, fmt::format("{} must be from {} to {}", what, low, high)};
  };
  const auto outside = [](double value, double low, double high) { return !(value >= low && value <= high); };
  const int year = static_cast<int>(market::to_new_york(scenario.as_of).date.year());
  if (!find_index(scenario.symbol)) {
    return base::Refusal{base::RefusalKind::usage,
                         fmt::format("cannot make up a chain of '{}': SPX, NDX or RUT", scenario.symbol)};
  }
  if (scenario.contracts < fewest_contracts || scenario.contracts > most_contracts) {
    return out_of_range("contracts", fewest_contracts, most_contracts);
  }
  if (scenario.contracts % 2 != 0) {
    return base::Refusal{base::RefusalKind::usage, "contracts must be even: a call and a put for each strike"};
  }
  if (outside(scenario.spot.value(), 500, 28'000)) return out_of_range("spot", 500, 28'000);
  for (const auto vol : {scenario.near_vol, scenario.far_vol}) {
    if (outside(vol.value(), 0.01, 2)) return out_of_range("volatility", 0.01, 2);
  }
  if (outside(scenario.skew.value(), -0.95, 0.95)) return out_of_range("skew", -0.95, 0.95);
  for (const auto rate : {scenario.rate, scenario.dividend_yield}) {
    if (outside(rate.value(), -0.05, 0.2)) return out_of_range("rate and dividend yield", -0.05, 0.2);
  }
  if (year < 2001 || year > 2090) return out_of_range("the year of as_of", 2001, 2090);
  return std::nullopt;
}

double printed(double value) { return std::round(value * print_scale) / print_scale; }

/// The stream of one contract, whatever else the chain holds.
RandomStream stream_of(std::uint64_t seed, const SimulatedExpiry& expiry, market::Strike strike, Right right) {
  const auto day = static_cast<std::uint64_t>(std::chrono::sys_days{expiry.date}.time_since_epoch().count());
  const auto thousandths = static_cast<std::uint64_t>(std::llround(strike.value() * 1000));
  const std::uint64_t am = expiry.settlement == market::Settlement::am ? 1 : 0, put = right == Right::put ? 1 : 0;
  return RandomStream(seed, day << 40 | am << 33 | put << 32 | thousandths);
}

/// Makes the rows of one scenario.
class Maker {
 public:
  Maker(const ChainScenario& scenario, const Index& index)
      : scenario_(scenario), index_(index), surface_(scenario.near_vol, scenario.far_vol, scenario.skew) {}

  SimulatedChain make() {
    const std::size_t rows = scenario_.contracts / 2;
    const std::size_t added = scenario_.odd_rows ? added_odd_rows(rows) : 0;
    start_day();
    list_expiries(rows);
    const auto rungs = choose_rungs(chain_.expiries, listed_.spot, rows - added);
    move_to_now();
    for (const Rung& rung : rungs)
      if (chain_.expiries[rung.expiry].years.value() > 0) add_row(rung);
    if (scenario_.odd_rows) {
      add_odd_rows(chain_, rows, scenario_.seed, calendar_, std::string(index_.weekly_root));
    }
    sort_as_listed();
    assert(scenario_.opening || chain_.strikes.size() == rows);
    return std::move(chain_);
  }

 private:
  void start_day() {
    RandomStream random(scenario_.seed, day_key);
    listed_ = scenario_.opening.value_or(Opening{scenario_.as_of, scenario_.spot});
    const double change = std::round(listed_.spot.value() * daily_move * random.normal() * 100) / 100;
    tilt_ = std::exp(mood * random.normal());
    chain_.symbol = scenario_.symbol;
    chain_.as_of = scenario_.as_of;
    chain_.spot = scenario_.spot;
    chain_.previous_spot = market::Spot{printed(listed_.spot.value() - change)};
    chain_.vol_30_days = surface_.at_the_money(market::Years{30 / 365.0});
    session_ = {&calendar_, calendar_.session_of(scenario_.as_of), scenario_.as_of,
                chain_.spot.value() - chain_.previous_spot.value()};
  }

  void list_expiries(std::size_t rows) {
    const IndexRoots roots{std::string(index_.monthly_root), std::string(index_.weekly_root)};
    chain_.expiries =
        most_important(listed_expiries(listed_.at, roots, calendar_), std::max(fewest_expiries, rows / rows_an_expiry));
    for (const SimulatedExpiry& expiry : chain_.expiries) {
      habits_.push_back(habits_of(expiry));
      habits_.back().call_interest *= tilt_;
      habits_.back().put_interest /= tilt_;
    }
  }

  /// From the opening to as_of: 0 years left of what has settled.
  void move_to_now() {
    for (SimulatedExpiry& expiry : chain_.expiries) {
      expiry.years = std::max(years_between(scenario_.as_of, expiry.settles_at), market::Years{0});
      const double T = expiry.years.value(), r = scenario_.rate.value(), q = scenario_.dividend_yield.value();
      expiry.forward = Price{chain_.spot.value() * std::exp((r - q) * T)};
      expiry.discount = Discount{std::exp(-r * T)};
    }
    if (!scenario_.opening) return;
    const auto open = calendar_.session_open(session_.day), close = calendar_.session_close(session_.day);
    const std::chrono::duration<double> passed = scenario_.as_of - open, all = close - open;
    traded_ = std::clamp(passed / all, 0.0, 1.0);
  }

  void add_row(const Rung& rung) {
    const SimulatedExpiry& expiry = chain_.expiries[rung.expiry];
    SimulatedStrike row;
    row.expiry = rung.expiry;
    row.strike = market::Strike{rung.steps * strike_step(listed_.spot).value()};
    row.true_vol = surface_.implied_vol(expiry.forward, row.strike, expiry.years);
    row.call = option(Right::call, row, rung.steps);
    row.put = option(Right::put, row, rung.steps);
    chain_.strikes.push_back(row);
  }

  SimulatedOption option(Right right, const SimulatedStrike& row, std::uint32_t steps) {
    const SimulatedExpiry& expiry = chain_.expiries[row.expiry];
    RandomStream random = stream_of(scenario_.seed, expiry, row.strike, right);
    SimulatedOption out;
    set_quote(out, right, row, random);
    const Activity activity = draw_activity({right, row.strike, steps, listed_.spot}, habits_[row.expiry], random);
    out.open_interest = activity.open_interest;
    out.volume = market::Contracts{std::floor(traded_ * activity.volume.value())};
    const pricing::Greeks greeks = vendor_greeks(out, right, row, random);
    draw_trades(out, market::Delta{greeks.delta}, market::Gamma{greeks.gamma}, session_, random);
    return out;
  }

  void set_quote(SimulatedOption& out, Right right, const SimulatedStrike& row, RandomStream& random) const {
    const SimulatedExpiry& expiry = chain_.expiries[row.expiry];
    const double F = expiry.forward.value(), K = row.strike.value(), T = expiry.years.value();
    const double intrinsic = std::max(right == Right::call ? F - K : K - F, 0.0);
    const Right twin = K < F ? Right::put : Right::call;
    const double time_value =
        expiry.discount.value() * pricing::black_price(twin, F, K, row.true_vol.value() * std::sqrt(T));
    out.true_price = Price{expiry.discount.value() * intrinsic + time_value};
    const Quote quote = draw_quote({.value = out.true_price,
                                    .time_value = Price{time_value},
                                    .in_the_money = intrinsic / F,
                                    .years = expiry.years,
                                    .settlement = expiry.settlement,
                                    .spot = chain_.spot},
                                   random);
    out.bid = quote.bid;
    out.ask = quote.ask;
  }

  /// Fills the vendor's columns; hands back the greeks before rounding.
  pricing::Greeks vendor_greeks(SimulatedOption& out, Right right, const SimulatedStrike& row,
                                RandomStream& random) const {
    const double T = chain_.expiries[row.expiry].years.value(), S = chain_.spot.value();
    const double sigma = row.true_vol.value() * std::exp(vendor_noise * random.normal());
    const pricing::Greeks greeks = pricing::black_scholes_greeks(
        {right, S, row.strike.value(), T, scenario_.rate.value(), scenario_.dividend_yield.value(), sigma});
    out.vendor_vol = market::ImpliedVol{printed(sigma)};
    out.delta = market::Delta{printed(greeks.delta)};
    out.gamma = market::Gamma{printed(greeks.gamma)};
    out.vega = market::UsdPerVolPoint{printed(greeks.vega / 100)};
    out.theta = market::UsdPerDay{printed(greeks.theta / 365)};
    out.rho = UsdPerRatePoint{printed(T * (S * greeks.delta - greeks.price) / 100)};  // T K D N(d2), with its sign
    out.theo = Price{printed(greeks.price)};
    return greeks;
  }

  void sort_as_listed() {
    sort_expiries();
    std::ranges::sort(chain_.strikes, {}, [&](const SimulatedStrike& row) {
      const SimulatedExpiry& expiry = chain_.expiries[row.expiry];
      return std::tuple(expiry.date, row.strike, expiry.settlement, std::string_view(expiry.root),
                        row.odd == OddRow::duplicate);
    });
  }

  void sort_expiries() {
    std::vector<std::uint32_t> order(chain_.expiries.size()), place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::uint32_t i) {
      return std::tuple(chain_.expiries[i].settles_at, std::string_view(chain_.expiries[i].root));
    });
    std::vector<SimulatedExpiry> sorted;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(chain_.expiries[order[i]]));
    }
    chain_.expiries = std::move(sorted);
    for (SimulatedStrike& row : chain_.strikes) row.expiry = place[row.expiry];
  }

  const ChainScenario& scenario_;
  Index index_;
  Surface surface_;
  const market::Calendar& calendar_ = market::Calendar::us();
  Session session_;
  Opening listed_;
  double traded_ = 1;  // of the day's volume
  double tilt_ = 1;
  std::vector<Habits> habits_;
  SimulatedChain chain_;
};

}  // namespace

base::Result<SimulatedChain, base::Refusal> simulate_chain(const ChainScenario& scenario) {
  if (auto refusal = objection(scenario)) return base::failure(std::move(*refusal));
  return Maker(scenario, *find_index(scenario.symbol)).make();
}

}  // namespace gammafield::simulate
