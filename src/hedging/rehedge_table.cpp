#include "hedging/rehedge_table.h"

#include <cassert>

#include <fmt/format.h>

#include "hedging/policy.h"
#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

constexpr double shares_a_contract = 100;
constexpr market::Spot text_spot{450};

market::Years hours(double count) { return market::Years{count / (365 * 24)}; }
market::Years days(double count) { return market::Years{count / 365}; }

MoveRange dollars(double low, double high) { return {market::Usd{low}, market::Usd{high}}; }

/// Of a price without drift, the mean time to leave +-move is the square of move over volatility.
std::optional<Rehedge> rehedge(market::Delta width, market::Gamma gamma, market::Spot spot, market::ImpliedVol vol) {
  if (width.value() >= gamma.value() * spot.value()) return std::nullopt;
  const double move = width.value() / gamma.value();
  const double years = move * move / (vol.value() * vol.value() * spot.value() * spot.value());
  return Rehedge{market::Usd{move}, minutes_of(market::Years{years})};
}

RehedgeBand desk(std::string name, const policy::FixedBand& band, market::Spot spot) {
  return {std::move(name), market::Delta{band.width * spot.value() / 100e6}};
}

RehedgeRow row_of(const RehedgeCase& of, const RehedgeTable& table) {
  assert(of.left.value() > 0);
  RehedgeRow row;
  row.of = of;
  row.strike = market::Strike{table.spot.value() * (1 + of.out_of_the_money)};
  const auto greeks = pricing::black_scholes_greeks(
      {market::Right::call, table.spot.value(), row.strike.value(), of.left.value(), 0, 0, table.vol.value()});
  row.delta = market::Delta{greeks.delta};
  row.gamma = market::Gamma{greeks.gamma};
  for (const auto& band : table.bands) row.by_band.push_back(rehedge(band.width, row.gamma, table.spot, table.vol));
  if (of.text_move) {
    row.text_band_low = of.text_move->low.value() * greeks.gamma;
    row.text_band_high = of.text_move->high.value() * greeks.gamma;
  }
  return row;
}

}  // namespace

std::vector<RehedgeCase> text_cases(market::Spot spot) {
  std::vector<RehedgeCase> cases{{"ATM, 3 hours", 0, hours(3), "$0.50-1", dollars(0.5, 1)},
                                 {"ATM, 30 days", 0, days(30), "$2-3", dollars(2, 3)},
                                 {"5 % OTM, 30 days", 0.05, days(30), "$5-10", dollars(5, 10)},
                                 {"10 % OTM, 90 days", 0.10, days(90), "rarely", std::nullopt}};
  if (spot == text_spot) return cases;
  for (auto& of : cases) of = {of.name, of.out_of_the_money, of.left, "", std::nullopt};
  return cases;
}

std::vector<RehedgeBand> rehedge_bands(const std::vector<double>& widths, market::Spot spot) {
  std::vector<RehedgeBand> bands;
  for (const double width : widths) bands.push_back({fmt::format("{:g}", width), market::Delta{width}});
  bands.push_back(desk("tight", tight_band(), spot));
  bands.push_back(desk("normal", normal_band(), spot));
  bands.push_back(desk("wide", wide_band(), spot));
  return bands;
}

RehedgeTable rehedge_table(market::Spot spot, market::ImpliedVol vol, std::vector<RehedgeBand> bands,
                           const std::vector<RehedgeCase>& cases) {
  assert(spot.value() > 0 && vol.value() > 0);
  RehedgeTable table{spot, vol, std::move(bands), {}};
  for (const auto& of : cases) table.rows.push_back(row_of(of, table));
  return table;
}

Swamped swamped(const OutsideFlow& outside, market::Spot spot) {
  const auto hedging = [&](market::Delta change) {
    return outside.contracts.value() * shares_a_contract * change.value() * spot.value();
  };
  const double low = hedging(outside.change_low), high = hedging(outside.change_high);
  return {market::Usd{low}, market::Usd{high}, outside.flow.value() / high, outside.flow.value() / low};
}

}  // namespace gammafield::hedging
