#include "exports/comparison_measures.h"

#include <fmt/format.h>

#include "exports/numerals.h"

namespace gammafield::exports {
namespace {

template <class Of>
Measure measure(std::string key, std::string name, MeasureUnit unit, const engine::Comparison& comparison, Of of) {
  Measure out{std::move(key), std::move(name), unit, {}};
  for (std::size_t i = 0; i < comparison.way.size(); ++i) out.at[i] = of(comparison.way[i]);
  return out;
}

Measure strength(const engine::StrengthPath& path) {
  const bool call = path.side == levels::Side::call;
  const double strike = path.strike.value();
  Measure out{fmt::format("{}_strength_usd_per_1pct_at_{}", call ? "call" : "put", strike),
              fmt::format("{} side at {}", call ? "Call" : "Put", grouped(strike, true)),
              MeasureUnit::usd,
              {}};
  for (std::size_t i = 0; i < path.value.size(); ++i) out.at[i] = path.value[i].value();
  return out;
}

}  // namespace

std::vector<Measure> measures_of(const engine::Comparison& comparison) {
  using engine::Waypoint;
  using Number = std::optional<double>;
  std::vector<Measure> all{
      measure("net_gex_usd_per_1pct", "Net GEX", MeasureUnit::usd, comparison,
              [](const Waypoint& at) -> Number { return at.net_gex.value(); }),
      measure("gross_gex_usd_per_1pct", "Gross GEX", MeasureUnit::usd, comparison,
              [](const Waypoint& at) -> Number { return at.gross_gex.value(); }),
      measure("gamma_flip", "Gamma Flip", MeasureUnit::price, comparison,
              [](const Waypoint& at) { return at.flip ? Number{at.flip->value()} : std::nullopt; }),
  };
  for (const engine::StrengthPath& path : comparison.strengths) all.push_back(strength(path));
  return all;
}

}  // namespace gammafield::exports
