#include "simulate/vendor_files.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "market/daylight_saving.h"
#include "market/osi.h"
#include "simulate/indices.h"
#include "simulate/printed_number.h"

namespace gammafield::simulate {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::size_t bytes_a_line = 190;  // generous: one allocation
constexpr std::string_view columns =
    "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,"
    "Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest\n";

std::string_view month_name(market::Date date) { return months[static_cast<unsigned>(date.month()) - 1]; }

/// `September 14, 2023 at 4:31 PM EDT`
std::string spoken(market::Instant instant) {
  const market::LocalTime local = market::to_new_york(instant);
  const hh_mm_ss clock(local.since_midnight);
  const market::DaylightSaving summer = market::daylight_saving(local.date.year());
  const bool is_summer = instant >= summer.begins && instant < summer.ends;
  return fmt::format("{} {}, {} at {}:{:02} {} {}", month_name(local.date), static_cast<unsigned>(local.date.day()),
                     static_cast<int>(local.date.year()), make12(clock.hours()).count(), clock.minutes().count(),
                     is_am(clock.hours()) ? "AM" : "PM", is_summer ? "EDT" : "EST");
}

/// `Thu Sep 14 2023`
std::string short_date(market::Date date) {
  return fmt::format("{} {} {:02} {}", weekdays[weekday{sys_days{date}}.c_encoding()], month_name(date).substr(0, 3),
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()));
}

template <class Number>
void cell(std::string& text, Number number) {
  text += ',';
  append<WholeNumbers::plain>(text, number);
}

void half(std::string& text, std::string_view symbol, const SimulatedOption& option) {
  text += ',';
  text += symbol;
  cell(text, option.last);
  cell(text, option.change);
  cell(text, option.bid);
  cell(text, option.ask);
  cell(text, option.volume);
  cell(text, option.vendor_vol);
  cell(text, option.delta);
  cell(text, option.gamma);
  cell(text, option.open_interest);
}

/// The symbol of a call; a put's differs in one letter.
std::string call_symbol(const SimulatedExpiry& expiry, market::Strike strike) {
  return market::to_compact_osi({expiry.root, expiry.date, market::Right::call, strike});
}

void preamble(std::string& text, const SimulatedChain& chain) {
  const auto index = find_index(chain.symbol);
  text += '\n';
  text += index ? index->name : chain.symbol;
  text += ",Last: ";
  append<WholeNumbers::plain>(text, chain.spot);
  text += ",Change:  ";
  append<WholeNumbers::plain>(text, Change{chain.spot.value() - chain.previous_spot.value()});
  // An index has no market of its own: the feed prints a band around it.
  constexpr double band = 0.003;
  text += fmt::format("\n\"Date: {}\",Bid: {:.2f},Ask: {:.2f},Size: 1*1,Volume: 0\n", spoken(chain.as_of),
                      chain.spot.value() * (1 - band), chain.spot.value() * (1 + band));
}

}  // namespace

std::string to_quotedata(const SimulatedChain& chain) {
  constexpr std::size_t right_and_strike = 9;
  std::string text;
  text.reserve(bytes_a_line * (chain.strikes.size() + 4));
  preamble(text, chain);
  text += columns;
  std::vector<std::string> dates;
  for (const SimulatedExpiry& expiry : chain.expiries) dates.push_back(short_date(expiry.date));
  for (const SimulatedStrike& row : chain.strikes) {
    std::string symbol = call_symbol(chain.expiries[row.expiry], row.strike);
    text += dates[row.expiry];
    half(text, symbol, row.call);
    fmt::format_to(std::back_inserter(text), ",{:.2f}", row.strike.value());
    symbol[symbol.size() - right_and_strike] = market::letter(market::Right::put);
    half(text, symbol, row.put);
    text += '\n';
  }
  return text;
}

}  // namespace gammafield::simulate
