#include "hedging/book.h"

#include <cmath>
#include <optional>

#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

using market::Instant;

/// Counts an exchange's trading as laboratory minutes: a full session is 390 whatever its length, so that a session is
/// a 252nd of the laboratory's year everywhere.
class TradingClock {
 public:
  TradingClock(const market::Calendar& calendar, Instant from) : calendar_(calendar), from_(from) {
    first_ = calendar.trading_day_on_or_before(calendar.session_of(from));
    market::Date full = first_;
    while (calendar.is_half_day(full)) full = calendar.next_trading_day(full);
    minutes_a_second_ = minutes_a_session / seconds(calendar.session_open(full), calendar.session_close(full));
  }

  /// Minutes of sessions between the start and this instant.
  [[nodiscard]] Minutes until(Instant to) const {
    double open_seconds = 0;
    for (market::Date day = first_; calendar_.session_open(day) < to; day = calendar_.next_trading_day(day)) {
      const Instant begin = std::max(from_, calendar_.session_open(day)),
                    end = std::min(to, calendar_.session_close(day));
      if (begin < end) open_seconds += seconds(begin, end);
    }
    return Minutes{open_seconds * minutes_a_second_};
  }

 private:
  [[nodiscard]] static double seconds(Instant from, Instant to) {
    return std::chrono::duration<double>(to - from).count();
  }

  const market::Calendar& calendar_;
  Instant from_;
  market::Date first_;
  double minutes_a_second_ = 0;
};

/// The expiries with trading left, and where each one of the chain went.
struct Expiries {
  std::vector<Expiry> kept;
  std::vector<std::optional<std::uint32_t>> index;
  std::vector<double> vol_scale;  ///< of a kept one: what keeps sigma^2 T
};

Expiries expiries_of(const pricing::PricedChain& priced) {
  const auto& chain = *priced.chain;
  const TradingClock clock{*chain.calendar, chain.as_of};
  Expiries expiries;
  for (std::size_t i = 0; i < chain.expiries.size(); ++i) {
    const auto& of = priced.expiries[i];
    const Minutes left = clock.until(chain.expiries[i].settles_at);
    expiries.index.emplace_back();
    if (of.years <= 0 || left.value() <= 0) continue;
    expiries.index.back() = static_cast<std::uint32_t>(expiries.kept.size());
    const double ratio = of.years / years_of(left).value();
    const bool shares = chain.expiries[i].exercise == market::Exercise::american;
    expiries.kept.push_back({left, ContinuousRate{of.rate * ratio}, ContinuousRate{of.carry * ratio},
                             shares ? Delivery::shares : Delivery::cash});
    expiries.vol_scale.push_back(std::sqrt(ratio));
  }
  return expiries;
}

}  // namespace

Book book_of(const exposure::Book& of) {
  const auto expiries = expiries_of(*of.priced);
  Book book{expiries.kept, {}};
  for (const auto& holding : of.holdings) {
    const auto expiry = expiries.index[holding.expiry];
    if (!expiry || holding.dealer_shares.value() == 0) continue;
    const double sigma = of.priced->options[holding.option].sigma * expiries.vol_scale[*expiry];
    book.positions.push_back(
        {*expiry, holding.right, holding.strike, holding.dealer_shares, market::ImpliedVol{sigma}});
  }
  return book;
}

Book mirrored(Book book) {
  for (auto& position : book.positions) position.shares = market::Shares{-position.shares.value()};
  return book;
}

market::UsdPerPercent gamma_exposure(const Book& book, market::Spot spot, Minutes at, bool with_unlisted) {
  const double S = spot.value();
  double gamma = 0;
  for (const auto& position : book.positions) {
    const auto& expiry = book.expiries[position.expiry];
    const double T = years_of(Minutes{expiry.settles.value() - at.value()}).value();
    if (T <= 0 || (position.unlisted && !with_unlisted)) continue;
    gamma += position.shares.value() *
             pricing::black_scholes_gamma({position.right, S, position.strike.value(), T, expiry.rate.value(),
                                           expiry.carry.value(), position.implied_vol.value()});
  }
  return market::UsdPerPercent{gamma * S * S * 0.01};
}

}  // namespace gammafield::hedging
