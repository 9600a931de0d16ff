#include "strategies/tape.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "session/wall_watch.h"

namespace gammafield::strategies {
namespace {

using research::StudyDay;

std::optional<double> strike_of(const StudyDay& day, levels::Side side, research::WallBasis basis) {
  const auto wall = research::wall_of(day.sheet, side, basis);
  return wall ? std::optional(wall->strike.value()) : std::nullopt;
}

DayLevels levels_of(const StudyDay& day, research::WallBasis basis) {
  DayLevels levels{.call_wall = strike_of(day, levels::Side::call, basis),
                   .put_wall = strike_of(day, levels::Side::put, basis),
                   .flip = std::nullopt,
                   .absolute_peak = std::nullopt,
                   .put_wall_share = std::nullopt,
                   .net_to_gross = std::nullopt,
                   .spot = day.sheet.spot.value(),
                   .move = day.move};
  if (day.sheet.flip) levels.flip = day.sheet.flip->value();
  const double gross = day.sheet.gross_gex.value();
  if (gross > 0) levels.net_to_gross = day.sheet.net_gex.value() / gross;
  const auto peak = levels::absolute_gamma_strike(day.sheet.strikes, day.sheet.spot);
  if (peak) levels.absolute_peak = peak->strike.value();
  const auto at_wall = std::ranges::find_if(day.sheet.strikes, [&](const auto& strike) {
    return levels.put_wall && strike.strike.value() == *levels.put_wall;
  });
  if (at_wall != day.sheet.strikes.end() && gross > 0) levels.put_wall_share = at_wall->absolute().value() / gross;
  return levels;
}

std::vector<market::Instant> breaks_of(const StudyDay& day, std::optional<double> wall, levels::Side side,
                                       std::chrono::seconds bar) {
  std::vector<market::Instant> breaks;
  if (!wall) return breaks;
  const session::Hours hours{.open = day.prices.front().at, .close = day.close, .expected_move = std::nullopt};
  const session::WatchRule rule{.sampling = bar};
  auto watch = session::watch_of(side, market::Strike{*wall});
  std::vector<session::WallEvent> events;
  for (const auto& price : day.prices)
    watch = session::advanced(std::move(watch), {price.at, price.price}, hours, rule, events);
  for (const auto& event : events) {
    if (event.kind == session::WallEventKind::broken) breaks.push_back(event.at);
  }
  return breaks;
}

std::optional<base::Refusal> look_ahead(const StudyDay& day, const DayInputs& inputs,
                                        const market::Calendar& calendar) {
  const auto refusal = [&](std::string_view what, market::Instant known) {
    return base::Refusal{
        base::RefusalKind::input_rejected,
        fmt::format("{}: look-ahead: {} known from {} on, but the session is followed from {}",
                    market::to_string(day.session), what, calendar.written(known), calendar.written(day.from))};
  };
  if (day.sheet.available > day.from) return refusal("levels", day.sheet.available);
  if (inputs.quotes && inputs.quotes->available > day.from) return refusal("quotes", inputs.quotes->available);
  return std::nullopt;
}

}  // namespace

base::Result<Tape, base::Refusal> Tape::of(const research::SymbolDays& symbol, std::vector<DayInputs> inputs,
                                           research::WallBasis basis,
                                           std::shared_ptr<const market::Calendar> calendar) {
  inputs.resize(symbol.days.size());
  Tape tape;
  for (std::size_t i = 0; i < symbol.days.size(); ++i) {
    const auto& day = symbol.days[i];
    if (auto refused = look_ahead(day, inputs[i], *calendar)) return base::failure(*refused);
    const auto& levels = tape.levels_.emplace_back(levels_of(day, basis));
    tape.call_breaks_.push_back(breaks_of(day, levels.call_wall, levels::Side::call, symbol.bar));
    tape.put_breaks_.push_back(breaks_of(day, levels.put_wall, levels::Side::put, symbol.bar));
  }
  tape.symbol_ = &symbol;
  tape.inputs_ = std::move(inputs);
  tape.calendar_ = std::move(calendar);
  return tape;
}

bool Tape::can_settle(const Option& option) const {
  if (option.settles_at > symbol_->days.back().close) return true;
  return std::ranges::any_of(
      symbol_->days, [&](const auto& day) { return day.from <= option.settles_at && option.settles_at <= day.close; });
}

std::optional<OptionPrice> Tape::option_price(const Option& option, Place at) const {
  for (std::size_t i = at.day + 1; i-- > 0;) {
    if (!inputs_[i].quotes) continue;
    if (auto found = price_of(*inputs_[i].quotes, option, time(at), price(at))) return found;
  }
  return std::nullopt;
}

}  // namespace gammafield::strategies
