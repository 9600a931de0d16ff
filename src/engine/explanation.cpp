#include "engine/explanation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "exposure/gamma_exposure.h"

namespace gammafield::engine {
namespace {

using levels::Level;
using levels::Levels;

/// Where a named level lies, whatever its type.
using Place = Level<market::Spot>;

template <class T>
Place place(const Level<T>& level) {
  if (!level) return base::failure(level.error());
  if constexpr (requires { level->at.strike; }) {
    return market::Spot{level->at.strike.value()};
  } else if constexpr (requires { level->strike; }) {
    return market::Spot{level->strike.value()};
  } else {
    return market::Spot{level->value()};
  }
}

struct NamedPlace {
  std::string_view name;
  std::function<Place(const Levels&)> find;
};

const std::array<NamedPlace, 9>& strike_levels() {
  static const std::array<NamedPlace, 9> table{{
      {"call_wall", [](const Levels& l) { return place(l.call_wall); }},
      {"put_wall", [](const Levels& l) { return place(l.put_wall); }},
      {"absolute_gamma", [](const Levels& l) { return place(l.absolute_gamma); }},
      {"peak_net", [](const Levels& l) { return place(l.peak_net); }},
      {"trigger", [](const Levels& l) { return place(l.trigger); }},
      {"pin", [](const Levels& l) { return place(l.open_interest.pin); }},
      {"oi_call_wall", [](const Levels& l) { return place(l.open_interest.call_wall); }},
      {"oi_put_wall", [](const Levels& l) { return place(l.open_interest.put_wall); }},
      {"max_pain", [](const Levels& l) { return place(l.open_interest.max_pain); }},
  }};
  return table;
}

base::Refusal no_such_level(std::string_view level) {
  std::vector<std::string_view> names{"gamma_flip"};
  for (const auto& known : strike_levels()) names.push_back(known.name);
  return {base::RefusalKind::usage,
          fmt::format("explain {}: no such level; use {} or a strike", level, fmt::join(names, ", "))};
}

base::Refusal absent(std::string_view level, levels::NoLevel reason) {
  return {base::RefusalKind::no_usable_data,
          fmt::format("explain {}: this book has none ({})", level, to_string(reason))};
}

/// The holding with spot elsewhere: time, rate, carry and volatility as they are (sticky strike).
Contribution contribution_at(const exposure::Holding& holding, const pricing::PricedChain& priced, market::Spot spot) {
  const auto& expiry = priced.expiries[holding.expiry];
  const double vol = priced.options[holding.option].sigma;
  const double gamma = pricing::black_scholes_gamma({.right = holding.right,
                                                     .S = spot.value(),
                                                     .K = holding.strike.value(),
                                                     .T = expiry.years,
                                                     .r = expiry.rate,
                                                     .q = expiry.carry,
                                                     .sigma = vol});
  const auto gross = exposure::gamma_exposure(market::Gamma{gamma}, holding.gross_shares, spot);
  const double fraction = holding.dealer_shares.value() / holding.gross_shares.value();
  return {.row = holding.row,
          .net = market::UsdPerPercent{fraction * gross.value()},
          .gross = gross,
          .open_interest = holding.open_interest,
          .multiplier = holding.gross_shares.value() / holding.open_interest.value(),
          .dealer_fraction = fraction,
          .gamma = market::Gamma{gamma},
          .vol = market::ImpliedVol{vol},
          .years = expiry.years};
}

template <class Keep>
Explanation collect(const Analysis& analysis, std::string_view level, market::Spot price, market::Spot priced_at,
                    Keep keep) {
  Explanation told{.level = std::string{level}, .price = price, .priced_at = priced_at};
  double net_sum = 0, gross_sum = 0;
  for (const auto& holding : analysis.book.holdings) {
    if (!keep(holding)) continue;
    const auto& part = told.contributions.emplace_back(contribution_at(holding, *analysis.priced, priced_at));
    net_sum += part.net.value();
    gross_sum += part.gross.value();
  }
  told.net = market::UsdPerPercent{net_sum};
  told.gross = market::UsdPerPercent{gross_sum};
  for (auto& part : told.contributions) part.share = gross_sum > 0 ? part.gross.value() / gross_sum : 0;
  std::ranges::sort(told.contributions, [](const Contribution& a, const Contribution& b) {
    return a.gross == b.gross ? a.row < b.row : a.gross > b.gross;
  });
  return told;
}

std::optional<double> to_strike(std::string_view text) {
  double strike = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), strike);
  if (error != std::errc{} || end != text.data() + text.size() || !(strike > 0)) return std::nullopt;
  return strike;
}

base::Result<Explanation, base::Refusal> at_strike(const Analysis& analysis, std::string_view level,
                                                   market::Spot price) {
  auto told = collect(analysis, level, price, analysis.report.spot,
                      [&](const exposure::Holding& holding) { return holding.strike.value() == price.value(); });
  if (!told.contributions.empty()) return told;
  return base::failure(
      base::Refusal{base::RefusalKind::no_usable_data,
                    fmt::format("explain {}: no priced contract with open interest at {}", level, price.value())});
}

}  // namespace

base::Result<Explanation, base::Refusal> explain(const Analysis& analysis, std::string_view level) {
  const auto& found = analysis.report.levels;
  if (level == "gamma_flip") {
    if (!found.flip) return base::failure(absent(level, found.flip.error()));
    return collect(analysis, level, found.flip->price, found.flip->price, [](const auto&) { return true; });
  }
  const auto named = std::ranges::find(strike_levels(), level, &NamedPlace::name);
  if (named != strike_levels().end()) {
    const auto where = named->find(found);
    return where ? at_strike(analysis, level, *where) : base::failure(absent(level, where.error()));
  }
  const auto strike = to_strike(level);
  return strike ? at_strike(analysis, level, market::Spot{*strike}) : base::failure(no_such_level(level));
}

}  // namespace gammafield::engine
