#include "research/real_prices.h"

#include "base/random.h"
#include "research/made_up_sheet.h"

namespace gammafield::research {
namespace {

/// A sheet for each session from the first bar to the last, so that days can be joined.
std::vector<LevelSheet> without_levels(const ingest::PriceBars& bars, const market::Calendar& calendar) {
  std::vector<LevelSheet> sheets;
  const auto last = calendar.session_of(bars.bars.back().until);
  for (auto session = calendar.session_of(bars.bars.front().until); session <= last;
       session = calendar.next_trading_day(session)) {
    const auto evening = evening_before(session, calendar);
    sheets.push_back({.source = "no levels", .as_of = evening, .available = evening, .spot = bars.bars.front().open});
  }
  return sheets;
}

}  // namespace

SymbolDays days_of_prices(const std::string& symbol, const ingest::PriceBars& bars, const market::Calendar& calendar) {
  SymbolDays days{.symbol = symbol, .bar = bars.length, .days = {}};
  if (bars.bars.empty()) return days;
  const auto history = SheetHistory::of(without_levels(bars, calendar), calendar);
  if (history) days.days = join_days(symbol, *history, bars, {}, calendar).days;
  return days;
}

SymbolDays with_made_up_levels(const SymbolDays& symbol, std::uint64_t seed, const market::Calendar& calendar) {
  auto made_up = symbol;
  for (std::size_t i = 0; i < made_up.days.size(); ++i) {
    auto& day = made_up.days[i];
    base::RandomStream stream(seed, i);
    const double spot = day.prior ? day.prior->close : day.first_price();
    day.sheet = made_up_sheet(day.session, spot, day.move, stream, calendar);
  }
  return made_up;
}

}  // namespace gammafield::research
