#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "exposure/by_strike.h"
#include "levels/wall.h"
#include "market/calendar.h"
#include "market/date.h"
#include "market/units.h"

/// Levels as they were known at a time (docs/methods.md 7.1).
namespace gammafield::research {

/// The walls that somebody else published; none where he gave none.
struct GivenLevels {
  std::optional<market::Strike> call_wall, put_wall;
};

/// Gross exposure that goes with one settlement.
struct Settling {
  market::Instant at;
  market::Date session;  ///< in which it settles
  market::UsdPerPercent gross = {};
};

/// What is known of a strike that is a wall by any basis, besides its bar.
struct WallDetail {
  market::Strike strike;
  market::UsdPerPercent net_gex = {}, gross_gex = {};  ///< of all the book with spot at the strike, sticky strike
  std::vector<Settling> close_by = {};                 ///< of strikes within 0.5 % of it, ascending
};

/// What was known of one symbol's levels at one moment.
struct LevelSheet {
  std::string source;                        ///< the file or recording; of messages
  market::Instant as_of;                     ///< of quotes and spot
  market::Instant available;                 ///< known from then on
  std::optional<market::Date> oi_date = {};  ///< the session whose end the open interest is of
  market::Spot spot;                         ///< as of then
  std::optional<double> session_move = {};   ///< one standard deviation of a session's ln return: sigma_ATM / sqrt(252)
  std::optional<market::Spot> flip = {};     ///< the primary one
  market::UsdPerPercent net_gex = {}, gross_gex = {};
  std::vector<exposure::StrikeExposure> strikes = {};  ///< ascending; none of published levels
  GivenLevels given = {};
  std::vector<WallDetail> walls = {};              ///< each strike once; none of published levels
  std::vector<Settling> settling = {};             ///< of all the book, ascending; none of published levels
  std::optional<double> positive_gex_chance = {};  ///< of net GEX, by the bands' draws; none unless asked for
};

/// How a sheet's wall is chosen: the rules of levels/wall.h, or as somebody published it.
enum class WallBasis : std::uint8_t { net, gross, absolute, given };
[[nodiscard]] std::string_view to_string(WallBasis);
[[nodiscard]] std::optional<WallBasis> wall_basis_of(std::string_view);

[[nodiscard]] std::string_view to_string(levels::Side);  ///< `call`, `put`

/// The side's wall. Calls: above spot; puts: below it, by the most negative net, the largest gross puts or the largest
/// absolute exposure.
[[nodiscard]] levels::Level<levels::WallStrike> wall_of(const LevelSheet&, levels::Side, WallBasis);
/// What the sheet has of a wall there; null where it has nothing.
[[nodiscard]] const WallDetail* detail_of(const LevelSheet&, double wall);
/// The best `count` strikes by that rule, best first: each the winner among those that are left. None of `given`.
[[nodiscard]] std::vector<levels::WallStrike> ranked_strikes(const LevelSheet&, levels::Side, WallBasis,
                                                             std::size_t count);

/// The earliest moment at which the open interest of a session's end is published: 20:00 of that date on the exchange's
/// clock, when the OCC puts it out; the exchanges' own feeds carry it the next morning.
[[nodiscard]] market::Instant open_interest_known_from(market::Date oi_date, const market::Calendar&);

/// Why a sheet says more than could be known when it claims to have been available; none: it does not.
[[nodiscard]] std::optional<base::Refusal> look_ahead_in(const LevelSheet&, const market::Calendar&);

/// One symbol's sheets in the order in which they became known; none of them looks ahead.
class SheetHistory {
 public:
  /// Refuses (input_rejected) the first sheet that looks ahead, by its source.
  [[nodiscard]] static base::Result<SheetHistory, base::Refusal> of(std::vector<LevelSheet>, const market::Calendar&);

  /// The latest that was known at this moment; null before the first.
  [[nodiscard]] const LevelSheet* known_at(market::Instant) const;
  [[nodiscard]] std::span<const LevelSheet> sheets() const { return sheets_; }

 private:
  std::vector<LevelSheet> sheets_;
};

}  // namespace gammafield::research
