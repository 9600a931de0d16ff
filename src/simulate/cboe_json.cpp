#include "simulate/vendor_files.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "market/osi.h"
#include "simulate/printed_number.h"

namespace gammafield::simulate {
namespace {

using namespace std::chrono;
using market::Price;

constexpr minutes feed_delay{15};
constexpr std::size_t bytes_a_contract = 430;

/// Date and time with a letter between, no zone, as the feed writes them.
std::string written(const market::LocalTime& time, char between) {
  const hh_mm_ss clock(time.since_midnight);
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}"), static_cast<int>(time.date.year()),
                     static_cast<unsigned>(time.date.month()), static_cast<unsigned>(time.date.day()), between,
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string written_utc(market::Instant instant) {
  const auto day = floor<days>(instant);
  return written({market::Date{day}, instant - day}, ' ');
}

template <class Number>
void field(std::string& text, std::string_view name, Number number) {
  text += name;
  append<WholeNumbers::with_zero>(text, number);
}

/// The feed keeps the close before in a 32-bit float and prints it with 15 digits: 202.525001525879.
void float_field(std::string& text, std::string_view name, Price price) {
  text += name;
  const auto narrow = static_cast<double>(static_cast<float>(price.value()));
  fmt::format_to(std::back_inserter(text), FMT_COMPILE("{:.15g}"), narrow);
  if (narrow == std::floor(narrow)) text += ".0";
}

std::string_view tick(const SimulatedOption& option) {
  if (option.volume.value() == 0) return "no_change";
  return option.last.value() < option.previous_close.value() ? "down" : "up";
}

Change percent_change(const SimulatedOption& option) {
  return Change{100 * option.change.value() / option.previous_close.value()};
}

using Size = base::Strong<struct SizeTag>;  ///< contracts in the book

void quote_fields(std::string& text, const SimulatedOption& option) {
  field(text, R"(,"bid":)", option.bid);
  field(text, R"(,"bid_size":)", Size{static_cast<double>(option.bid_size)});
  field(text, R"(,"ask":)", option.ask);
  field(text, R"(,"ask_size":)", Size{static_cast<double>(option.ask_size)});
}

void greek_fields(std::string& text, const SimulatedOption& option) {
  field(text, R"(,"iv":)", option.vendor_vol);
  field(text, R"(,"open_interest":)", option.open_interest);
  field(text, R"(,"volume":)", option.volume);
  field(text, R"(,"delta":)", option.delta);
  field(text, R"(,"gamma":)", option.gamma);
  field(text, R"(,"vega":)", option.vega);
  field(text, R"(,"theta":)", option.theta);
  field(text, R"(,"rho":)", option.rho);
  field(text, R"(,"theo":)", option.theo);
}

void trade_fields(std::string& text, const SimulatedOption& option) {
  field(text, R"(,"change":)", option.change);
  field(text, R"(,"open":)", option.open);
  field(text, R"(,"high":)", option.high);
  field(text, R"(,"low":)", option.low);
  text += R"(,"tick":")";
  text += tick(option);
  field(text, R"(","last_trade_price":)", option.last);
  text += R"(,"last_trade_time":)";
  text += option.last_trade ? '"' + written(market::to_new_york(*option.last_trade), 'T') + '"' : "null";
  field(text, R"(,"percent_change":)", percent_change(option));
  float_field(text, R"(,"prev_day_close":)", option.previous_close);
}

void contract(std::string& text, std::string_view symbol, const SimulatedOption& option) {
  text += R"({"option":")";
  text += symbol;
  text += '"';
  quote_fields(text, option);
  greek_fields(text, option);
  trade_fields(text, option);
  text += "},";
}

std::vector<const SimulatedStrike*> by_root(const SimulatedChain& chain) {
  std::vector<const SimulatedStrike*> rows;
  for (const SimulatedStrike& row : chain.strikes) rows.push_back(&row);
  std::ranges::sort(rows, {}, [&](const SimulatedStrike* row) {
    const SimulatedExpiry& expiry = chain.expiries[row->expiry];
    return std::tuple(std::string_view(expiry.root), expiry.date, row->strike, row);
  });
  return rows;
}

/// What the feed says about the index itself; it has no market, so no bid, ask or volume.
void index_fields(std::string& text, const SimulatedChain& chain) {
  const double change = chain.spot.value() - chain.previous_spot.value();
  fmt::format_to(std::back_inserter(text), R"(],"symbol":"^{}","security_type":"index","exchange_id":5)", chain.symbol);
  field(text, R"(,"current_price":)", chain.spot);
  field(text, R"(,"price_change":)", Change{change});
  field(text, R"(,"price_change_percent":)", Change{100 * change / chain.previous_spot.value()});
  text += R"(,"bid":0.0,"ask":0.0,"bid_size":0,"ask_size":0)";
  field(text, R"(,"open":)", chain.previous_spot);
  field(text, R"(,"high":)", market::Spot{std::max(chain.spot.value(), chain.previous_spot.value())});
  field(text, R"(,"low":)", market::Spot{std::min(chain.spot.value(), chain.previous_spot.value())});
  field(text, R"(,"close":)", chain.spot);
  field(text, R"(,"prev_day_close":)", chain.previous_spot);
  field(text, R"(,"volume":0,"iv30":)", market::ImpliedVol{100 * chain.vol_30_days.value()});
  fmt::format_to(std::back_inserter(text),
                 R"(,"iv30_change":0.0,"iv30_change_percent":0.0,"seqno":{},"last_trade_time":"{}","tick":"{}"}})",
                 chain.as_of.time_since_epoch().count(), written(market::to_new_york(chain.as_of - feed_delay), 'T'),
                 change < 0 ? "down" : "up");
}

}  // namespace

std::string to_cboe_json(const SimulatedChain& chain) {
  std::string text;
  text.reserve(bytes_a_contract * (chain.contracts() + 2));
  text += R"({"timestamp":")" + written_utc(chain.as_of) + R"(","data":{"options":[)";
  for (const SimulatedStrike* row : by_root(chain)) {
    const SimulatedExpiry& expiry = chain.expiries[row->expiry];
    contract(text, market::to_compact_osi({expiry.root, expiry.date, market::Right::call, row->strike}), row->call);
    contract(text, market::to_compact_osi({expiry.root, expiry.date, market::Right::put, row->strike}), row->put);
  }
  text.pop_back();  // the comma after the last one
  index_fields(text, chain);
  text += R"(,"symbol":"_)" + chain.symbol + "\"}";
  return text;
}

}  // namespace gammafield::simulate
