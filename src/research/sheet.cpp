#include "research/sheet.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace gammafield::research {
namespace {

using std::chrono::hours;

constexpr std::array<std::pair<WallBasis, std::string_view>, 4> basis_names{{{WallBasis::net, "net"},
                                                                             {WallBasis::gross, "gross"},
                                                                             {WallBasis::absolute, "absolute"},
                                                                             {WallBasis::given, "given"}}};

levels::Basis call_basis(WallBasis basis) {
  if (basis == WallBasis::gross) return levels::Basis::gross;
  return basis == WallBasis::absolute ? levels::Basis::absolute : levels::Basis::net;
}

levels::PutWallRule put_rule(WallBasis basis) {
  if (basis == WallBasis::gross) return levels::PutWallRule::gross_put;
  return basis == WallBasis::absolute ? levels::PutWallRule::absolute : levels::PutWallRule::most_negative_net;
}

levels::Level<levels::WallStrike> elected(std::span<const exposure::StrikeExposure> strikes, market::Spot spot,
                                          levels::Side side, WallBasis basis) {
  if (side == levels::Side::put) return levels::put_wall(strikes, spot, put_rule(basis));
  return levels::call_wall(strikes, spot, call_basis(basis), levels::CallWallSide::above);
}

levels::Level<levels::WallStrike> published(const GivenLevels& given, levels::Side side) {
  const auto& strike = side == levels::Side::call ? given.call_wall : given.put_wall;
  if (!strike) return base::failure(levels::NoLevel::no_wall);
  return levels::WallStrike{.strike = *strike, .value = {}, .rank_gap = std::nullopt};
}

}  // namespace

std::string_view to_string(WallBasis basis) {
  return std::ranges::find(basis_names, basis, &decltype(basis_names)::value_type::first)->second;
}

std::string_view to_string(levels::Side side) { return side == levels::Side::call ? "call" : "put"; }

std::optional<WallBasis> wall_basis_of(std::string_view name) {
  const auto found = std::ranges::find(basis_names, name, &decltype(basis_names)::value_type::second);
  return found == basis_names.end() ? std::nullopt : std::optional(found->first);
}

levels::Level<levels::WallStrike> wall_of(const LevelSheet& sheet, levels::Side side, WallBasis basis) {
  if (basis == WallBasis::given) return published(sheet.given, side);
  return elected(sheet.strikes, sheet.spot, side, basis);
}

const WallDetail* detail_of(const LevelSheet& sheet, double wall) {
  const auto found = std::ranges::find(sheet.walls, market::Strike{wall}, &WallDetail::strike);
  return found == sheet.walls.end() ? nullptr : &*found;
}

std::vector<levels::WallStrike> ranked_strikes(const LevelSheet& sheet, levels::Side side, WallBasis basis,
                                               std::size_t count) {
  std::vector<levels::WallStrike> ranked;
  if (basis == WallBasis::given) return ranked;
  auto left = sheet.strikes;
  while (ranked.size() < count) {
    const auto best = elected(left, sheet.spot, side, basis);
    if (!best) break;
    ranked.push_back(*best);
    std::erase_if(left, [&](const auto& strike) { return strike.strike == best->strike; });
  }
  return ranked;
}

market::Instant open_interest_known_from(market::Date oi_date, const market::Calendar& calendar) {
  constexpr hours published_at{20};
  return calendar.instant(oi_date, published_at);
}

std::optional<base::Refusal> look_ahead_in(const LevelSheet& sheet, const market::Calendar& calendar) {
  const auto refusal = [&](std::string_view what, market::Instant known) {
    return base::Refusal{
        base::RefusalKind::input_rejected,
        fmt::format("{}: look-ahead: {} is known from {} on, but the levels are said to be known on {}; "
                    "give the time from which they were",
                    sheet.source, what, calendar.written(known), calendar.written(sheet.available))};
  };
  if (sheet.available < sheet.as_of) return refusal("a quote", sheet.as_of);
  if (!sheet.oi_date) return std::nullopt;
  const auto known = open_interest_known_from(*sheet.oi_date, calendar);
  if (sheet.available >= known) return std::nullopt;
  return refusal(fmt::format("the open interest of {}", market::to_string(*sheet.oi_date)), known);
}

base::Result<SheetHistory, base::Refusal> SheetHistory::of(std::vector<LevelSheet> sheets,
                                                           const market::Calendar& calendar) {
  for (const auto& sheet : sheets) {
    if (auto refused = look_ahead_in(sheet, calendar)) return base::failure(*refused);
  }
  std::ranges::sort(sheets, {}, [](const auto& sheet) { return std::tie(sheet.available, sheet.as_of, sheet.source); });
  SheetHistory history;
  history.sheets_ = std::move(sheets);
  return history;
}

const LevelSheet* SheetHistory::known_at(market::Instant now) const {
  const auto after = std::ranges::upper_bound(sheets_, now, {}, &LevelSheet::available);
  return after == sheets_.begin() ? nullptr : &*std::prev(after);
}

}  // namespace gammafield::research
