#include "pricing/quote_quality.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;

constexpr double wide_share = 0.5;  // of mid
constexpr double wide_ticks = 5;
constexpr double rounding = 1e-9;  // dollars: quotes are decimal, sums of them are not

QuoteFlags bit(QuoteFlag flag) { return static_cast<QuoteFlags>(flag); }
QuoteFlags bit_if(bool set, QuoteFlag flag) { return set ? bit(flag) : QuoteFlags{0}; }

bool is_nickel(const std::optional<market::Price>& price) {
  if (!price) return true;
  const double nickels = price->value() * 20;
  return std::abs(nickels - std::round(nickels)) < 1e-6;
}

QuoteFlags flags_of_quote(double bid, double ask, double tick) {
  const double spread = ask - bid, mid = 0.5 * (bid + ask);
  QuoteFlags flags = bit_if(bid <= 0, QuoteFlag::zero_bid) | bit_if(bid > ask, QuoteFlag::crossed);
  flags |= bit_if(bid > 0 && bid == ask, QuoteFlag::locked);
  return flags | bit_if(spread > wide_share * mid && spread > wide_ticks * tick, QuoteFlag::wide);
}

QuoteFlags flags_of_columns(const OptionRow& row) {
  return bit_if(!row.vendor_vol, QuoteFlag::vendor_iv_missing) |
         bit_if(!row.open_interest || row.open_interest->value() <= 0, QuoteFlag::no_open_interest);
}

/// A quote in use while walking up the strikes.
struct Standing {
  double strike = 0, bid = 0, ask = 0;
  std::uint32_t row = 0;
};

bool is_sure_gain(Right right, const Standing& low, const Standing& high) {
  return right == Right::call ? high.bid > low.ask + rounding : low.bid > high.ask + rounding;
}

/// Long the wings, short the middle, weighted to pay nothing between: costs less than nothing.
bool is_free_butterfly(const Standing& low, const Standing& middle, const Standing& high) {
  const double share = (high.strike - middle.strike) / (high.strike - low.strike);
  return share * low.ask + (1 - share) * high.ask < middle.bid - rounding;
}

void flag_side(const market::ChainSnapshot& chain, std::span<const Rung> strikes, Right right,
               std::vector<QuoteFlags>& flags) {
  std::optional<Standing> before, last;
  for (const Rung& rung : strikes) {
    const auto row = rung.row(right);
    if (!row || !has_mid(flags[*row]) || (last && last->strike == rung.strike)) continue;
    const OptionRow& option = chain.rows[*row];
    const Standing now{rung.strike, bid_of(option), ask_of(option), *row};
    if (last && is_sure_gain(right, *last, now)) {
      flags[last->row] |= bit(QuoteFlag::non_monotone);
      flags[*row] |= bit(QuoteFlag::non_monotone);
    }
    if (before && is_free_butterfly(*before, *last, now)) flags[last->row] |= bit(QuoteFlag::non_convex);
    before = last;
    last = now;
  }
}

}  // namespace

std::string_view to_string(QuoteFlag flag) {
  switch (flag) {
    case QuoteFlag::no_quote: return "no_quote";
    case QuoteFlag::zero_bid: return "zero_bid";
    case QuoteFlag::crossed: return "crossed";
    case QuoteFlag::locked: return "locked";
    case QuoteFlag::wide: return "wide";
    case QuoteFlag::below_intrinsic: return "below_intrinsic";
    case QuoteFlag::above_bound: return "above_bound";
    case QuoteFlag::non_monotone: return "non_monotone";
    case QuoteFlag::non_convex: return "non_convex";
    case QuoteFlag::vendor_iv_missing: return "vendor_iv_missing";
    case QuoteFlag::no_open_interest: return "no_open_interest";
    case QuoteFlag::last_trade: return "last_trade";
  }
  return "no_quote";
}

double quote_tick(const market::ChainSnapshot& chain) {
  const auto in_nickels = [](const OptionRow& row) { return is_nickel(row.bid) && is_nickel(row.ask); };
  return std::ranges::all_of(chain.rows, in_nickels) ? 0.05 : 0.01;
}

QuoteFlags flags_of_row(const OptionRow& row, double tick) {
  const QuoteFlags flags = flags_of_columns(row);
  if (!row.bid || !row.ask) return flags | bit(QuoteFlag::no_quote);
  return flags | flags_of_quote(row.bid->value(), row.ask->value(), tick);
}

QuoteFlags flags_of_trade(const OptionRow& row) {
  const bool today = !row.volume || row.volume->value() > 0;
  return flags_of_columns(row) | bit(row.last && today ? QuoteFlag::last_trade : QuoteFlag::no_quote);
}

bool has_mid(QuoteFlags flags) {
  return (flags & (bit(QuoteFlag::no_quote) | bit(QuoteFlag::zero_bid) | bit(QuoteFlag::crossed))) == 0;
}

double bid_of(const OptionRow& row) { return (row.bid ? row.bid : row.last)->value(); }
double ask_of(const OptionRow& row) { return (row.ask ? row.ask : row.last)->value(); }
double mid_of(const OptionRow& row) { return 0.5 * (bid_of(row) + ask_of(row)); }
double half_spread_of(const OptionRow& row) { return 0.5 * (ask_of(row) - bid_of(row)); }

QuoteFlags flags_of_bounds(const OptionRow& row, double forward, double discount) {
  const double strike = row.strike.value(), sign = row.right == Right::call ? 1 : -1;
  const double intrinsic = discount * std::max(sign * (forward - strike), 0.0);
  const double bound = discount * (row.right == Right::call ? forward : strike);
  const double slack = half_spread_of(row) + rounding, mid = mid_of(row);
  return bit_if(mid < intrinsic - slack, QuoteFlag::below_intrinsic) |
         bit_if(mid > bound + slack, QuoteFlag::above_bound);
}

void flag_arbitrage(const market::ChainSnapshot& chain, std::span<const Rung> strikes, std::vector<QuoteFlags>& flags) {
  flag_side(chain, strikes, Right::call, flags);
  flag_side(chain, strikes, Right::put, flags);
}

}  // namespace gammafield::pricing
