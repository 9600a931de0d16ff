#include "universe.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "market/calendar.h"
#include "pricing/american_expiry.h"

namespace gammafield::bench {
namespace {

using market::Right;
using std::chrono::days;

constexpr int weeks_to_expiry[] = {1, 2, 3, 5, 9, 18, 31, 52};
constexpr double rate = 0.04, dividend_yield_max = 0.04;

/// The largest of 1, 2.5 and 5 times a power of ten that is not above.
double listed_step(double most) {
  const double power = std::pow(10, std::floor(std::log10(most)));
  for (const double step : {5.0, 2.5})
    if (step * power <= most) return step * power;
  return power;
}

class Maker {
 public:
  Maker(std::size_t number, std::size_t contracts) : random_(number), contracts_(contracts) {
    loaded_.chain.symbol = fmt::format("S{:04}", number);
    loaded_.chain.session = std::chrono::year{2026} / 8 / 18;
    loaded_.chain.as_of = market::from_new_york(loaded_.chain.session, std::chrono::hours{14});
    spot_ = 10 * std::pow(100, uniform());
    loaded_.chain.spot = market::Spot{spot_};
    vol_ = 0.15 + 0.5 * uniform();
    if (number % 2 == 1) dividend_yield_ = dividend_yield_max * uniform();
  }

  ingest::LoadedChain made() && {
    const std::size_t strikes = contracts_ / (2 * std::size(weeks_to_expiry));
    for (const int weeks : weeks_to_expiry) {
      add_expiry(weeks);
      add_strikes(strikes);
    }
    loaded_.contracts_read = loaded_.chain.rows.size();
    return std::move(loaded_);
  }

 private:
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  void add_expiry(int weeks) {
    const auto& calendar = market::Calendar::us();
    const market::Date friday{std::chrono::sys_days{loaded_.chain.session} + days{3 + 7 * (weeks - 1)}};
    market::Expiry expiry;
    expiry.root = loaded_.chain.symbol;
    expiry.date = calendar.is_trading_day(friday) ? friday : market::Date{std::chrono::sys_days{friday} - days{1}};
    expiry.settles_at = calendar.settles_at(expiry.date, expiry.settlement);
    years_ = static_cast<double>((expiry.settles_at - loaded_.chain.as_of).count()) / (365.0 * 86400);
    loaded_.chain.expiries.push_back(std::move(expiry));
  }

  /// A call and a put at each of the strikes about the spot, which are spread over two and a half deviations either way
  /// where that leaves five within a tenth of the spot.
  std::vector<pricing::AmericanContract> listed(std::size_t strikes) const {
    const double deviation = vol_ * std::sqrt(years_);
    const double reach = 0.5 * static_cast<double>(strikes - 1);
    const double step = listed_step(std::min(2.5 * spot_ * deviation / reach, 0.04 * spot_));
    const double lowest = step * std::max(1.0, std::round(spot_ / step) - reach);
    std::vector<pricing::AmericanContract> contracts;
    for (std::size_t i = 0; i < strikes; ++i) {
      const double K = lowest + step * static_cast<double>(i), place = std::log(K / spot_) / (2.5 * deviation);
      const double sigma = vol_ * (1 - 0.1 * place + 0.08 * place * place);
      for (const Right right : {Right::call, Right::put}) contracts.push_back({right, K, sigma});
    }
    return contracts;
  }

  void add_strikes(std::size_t strikes) {
    const auto contracts = listed(strikes);
    const auto prices = pricing::AmericanExpiry{spot_, years_, rate, dividend_yield_}.prices(contracts);
    for (std::size_t i = 0; i < contracts.size(); ++i) add_row(contracts[i].right, contracts[i].K, prices[i]);
  }

  void add_row(Right right, double K, double price) {
    market::OptionRow row;
    row.expiry = static_cast<std::uint32_t>(loaded_.chain.expiries.size() - 1);
    row.right = right;
    row.strike = market::Strike{K};
    const double half_spread = 0.01 + 0.01 * price;
    if (price > half_spread) row.bid = market::Price{price - half_spread};
    row.ask = market::Price{price + half_spread};
    row.open_interest = market::Contracts{std::floor(std::exp(8 * uniform()))};
    loaded_.chain.rows.push_back(row);
  }

  std::mt19937_64 random_;
  std::size_t contracts_;
  ingest::LoadedChain loaded_;
  double spot_ = 0, vol_ = 0, dividend_yield_ = 0, years_ = 0;
};

}  // namespace

std::vector<std::shared_ptr<const ingest::LoadedChain>> opra_universe(std::size_t underlyings, std::size_t contracts) {
  std::vector<std::shared_ptr<const ingest::LoadedChain>> all;
  for (std::size_t number = 0; number < underlyings; ++number)
    all.push_back(std::make_shared<const ingest::LoadedChain>(Maker{number, contracts}.made()));
  return all;
}

}  // namespace gammafield::bench
