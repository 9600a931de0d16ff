#include "engine/report_json.h"

#include "base/json_writer.h"
#include "engine/bands_json.h"
#include "engine/data_quality_json.h"
#include "engine/session_json.h"
#include "market/spot_source.h"

#ifndef GAMMAFIELD_VERSION
#error "the build gives the version"
#endif

namespace gammafield::engine {
namespace {

using base::JsonWriter;
using levels::Level;

/// The object written by `body` when the level is there, else `{"reason": ...}` with the value's name set to null.
template <class T, class Body>
void write_level(JsonWriter& json, std::string_view name, std::string_view value_name, const Level<T>& level,
                 Body body) {
  json.key(name).begin_object();
  if (level) {
    body(*level);
    json.null_field("reason");
  } else {
    json.null_field(value_name).field("reason", to_string(level.error()));
  }
  json.end_object();
}

template <class T>
void write_strike(JsonWriter& json, std::string_view name, const Level<T>& level) {
  json.key(name);
  if (!level) {
    json.null();
  } else if constexpr (requires { level->strike; }) {
    json.value(level->strike.value());
  } else {
    json.value(level->value());
  }
}

/// The years that volatilities, theta, charm and colour are counted in.
std::string_view iv_clock(pricing::Clock clock) {
  switch (clock) {
    case pricing::Clock::act365_minutes: return "act365";
    case pricing::Clock::business_variance: return "biz";
    case pricing::Clock::bus262: return "bus262";
  }
  return "";
}

void write_exposure(JsonWriter& json, const exposure::Totals& totals, const levels::Levels& levels) {
  json.key("exposure").begin_object();
  json.field("net_gex_usd_per_1pct", totals.net_gex.value());
  json.field("gross_gex_usd_per_1pct", totals.gross_gex.value());
  json.field("call_gex_usd_per_1pct", totals.call_gex.value());
  json.field("put_gex_usd_per_1pct", totals.put_gex.value());
  json.field("net_to_gross", totals.net_to_gross());
  json.field("gamma_tilt", levels.gamma_tilt);
  json.field("net_dex_usd", totals.net_dex.value());
  json.field("net_vega_usd_per_vol_point", totals.net_vega.value());
  json.field("net_theta_usd_per_day", totals.net_theta.value());
  json.field("net_vanna_usd_per_vol_point", totals.net_vanna.value());
  json.field("net_charm_usd_per_day", totals.net_charm.value());
  json.field("net_speed_usd_per_1pct_per_1pct", totals.net_speed);
  json.field("net_zomma_usd_per_1pct_per_vol_point", totals.net_zomma);
  json.field("net_colour_usd_per_1pct_per_day", totals.net_colour);
  json.field("net_volga_usd_per_vol_point2", totals.net_volga);
  write_level(json, "mean_over_next_minutes", "net_gex_usd_per_1pct", levels.mean_exposure,
              [&](const levels::MeanExposure& mean) {
                json.field("net_gex_usd_per_1pct", mean.net.value());
                json.field("deviation_usd_per_1pct", mean.one_deviation.value());
                json.field("minutes", static_cast<std::int64_t>(mean.horizon.count()));
              });
  json.end_object();
}

void write_wall(JsonWriter& json, std::string_view name, const Level<levels::Wall>& level) {
  write_level(json, name, "strike", level, [&](const levels::Wall& wall) {
    json.field("strike", wall.at.strike.value());
    json.field("value_usd_per_1pct", wall.at.value.value());
    json.field("strength_usd_per_1pct", wall.strength.value());
    json.field("share", wall.at.share).field("rank_gap", wall.at.rank_gap);
    json.field("mechanical_effect", to_string(wall.effect_at_strike));
    json.field("book_effect_at_wall", to_string(wall.effect_of_book));
    json.field("distance_points", wall.distance_points).field("distance_pct", wall.distance_pct);
    json.field("distance_expected_moves", wall.distance_expected_moves);
    json.field("flow_to_reach_shares", wall.flow_to_reach.value());
    json.field("flow_to_reach_usd", wall.flow_to_reach_usd.value());
    json.key("half_life_minutes");
    wall.half_life ? json.value(static_cast<std::int64_t>(wall.half_life->count())) : json.null();
    json.key("expiry_mix").begin_object();
    for (const auto& part : wall.expiry_mix) json.field(to_string(part.expiry_class), part.share);
    json.end_object();
  });
}

void write_flip_value(JsonWriter& json, const levels::GammaFlip& flip) {
  json.field("price", flip.price.value()).field("kind", to_string(flip.kind)).field("method", to_string(flip.method));
  json.field("slope_usd_per_1pct_per_1pct", flip.slope.value()).field("shallow", flip.shallow);
}

void write_flip(JsonWriter& json, const Report& report) {
  const auto& levels = report.levels;
  write_level(json, "gamma_flip", "price", levels.flip, [&](const levels::GammaFlip& flip) {
    write_flip_value(json, flip);
    json.field("distance_pct", 100 * (flip.price.value() / report.spot.value() - 1));
    json.key("roots").begin_array();
    for (const auto& root : levels.flips.roots) {
      json.begin_object().field("price", root.price.value()).field("kind", to_string(root.kind));
      json.field("slope_usd_per_1pct_per_1pct", root.slope.value()).field("residual_to_gross", root.residual_to_gross);
      json.end_object();
    }
    json.end_array().field("n_roots", levels.flips.roots.size());
  });
  json.key("flip_alternatives").begin_object();
  const auto alternative = [&](std::string_view name, const Level<levels::GammaFlip>& flip) {
    write_level(json, name, "price", flip, [&](const levels::GammaFlip& found) { write_flip_value(json, found); });
  };
  alternative("grid60", levels.flip_grid60);
  alternative("cumulative_strikes", levels.flip_cumulative);
  alternative("nearest_sign_change", levels.flip_sign_change);
  alternative("analytic_local", levels.flip_local);
  alternative("ex_next", report.flip_variants.ex_next);
  alternative("ex_next_monthly", report.flip_variants.ex_monthly);
  alternative("0dte", report.flip_variants.zero_dte);
  json.end_object();
}

void write_flip_range(JsonWriter& json, const FlipRange& range) {
  write_level(json, "flip_range", "low", range.ends(), [&](const FlipRange::Ends& ends) {
    json.field("low", ends.low.value()).field("high", ends.high.value());
    json.field("sticky_strike", range.sticky_strike->price.value());
    json.field("sticky_moneyness", range.sticky_moneyness->price.value());
    if (range.ssr) json.field("ssr", (*range.ssr)->price.value());
  });
}

void write_concentrations(JsonWriter& json, const levels::Levels& levels) {
  json.key("focus").begin_array();
  for (const auto& focus : levels.focus) {
    json.begin_object().field("strike", focus.strike.value()).field("net_gex_usd_per_1pct", focus.net.value());
    json.field("type", to_string(focus.kind))
        .field("at_pin", focus.at_pin)
        .field("at_absolute_gamma", focus.at_absolute_gamma);
    json.end_object();
  }
  json.end_array().key("clusters").begin_array();
  for (const auto& cluster : levels.clusters) {
    json.begin_object().field("low", cluster.low.value()).field("high", cluster.high.value());
    json.field("centroid", cluster.centroid).field("gross_gex_usd_per_1pct", cluster.mass.value());
    json.field("share_of_side", cluster.mass_share).field("net_to_gross", cluster.net_ratio);
    json.field("side", cluster.upside ? "upside" : "downside").end_object();
  }
  json.end_array();
  write_level(json, "battle_zone", "low", levels.battle_zone, [&](const levels::BattleZone& zone) {
    json.field("low", zone.low.value()).field("high", zone.high.value()).field("flips", zone.flips);
  });
  json.key("contested").begin_array();
  for (const auto& contested : levels.contested) {
    json.begin_object().field("low", contested.low.value()).field("high", contested.high.value());
    json.field("gross_gex_usd_per_1pct", contested.gross.value()).field("balance", contested.balance).end_object();
  }
  json.end_array();
}

void write_walls_by_rule(JsonWriter& json, const levels::Levels& levels) {
  json.key("walls").begin_object().key("call").begin_object();
  write_strike(json, "net", levels.call_walls.net);
  write_strike(json, "gross", levels.call_walls.gross);
  write_strike(json, "abs", levels.call_walls.absolute);
  write_strike(json, "net_any_side", levels.call_walls.net_any_side);
  write_strike(json, "gross_any_side", levels.call_walls.gross_any_side);
  json.end_object().key("put").begin_object();
  write_strike(json, "net", levels.put_walls.most_negative_net);
  write_strike(json, "gross", levels.put_walls.gross_put);
  write_strike(json, "abs", levels.put_walls.absolute);
  write_strike(json, "max_positive_below", levels.put_walls.max_positive_below);
  write_strike(json, "gross_any_side", levels.put_walls.gross_any_side);
  json.end_object().end_object();
}

void write_levels(JsonWriter& json, const Report& report) {
  const auto& levels = report.levels;
  const auto strike_level = [&](std::string_view name, const Level<levels::WallStrike>& level) {
    write_level(json, name, "strike", level, [&](const levels::WallStrike& at) {
      json.field("strike", at.strike.value()).field("value_usd_per_1pct", at.value.value()).field("share", at.share);
    });
  };
  json.key("levels").begin_object();
  write_wall(json, "call_wall", levels.call_wall);
  write_wall(json, "put_wall", levels.put_wall);
  write_flip(json, report);
  write_flip_range(json, report.flip_range);
  strike_level("absolute_gamma", levels.absolute_gamma);
  strike_level("peak_net", levels.peak_net);
  write_concentrations(json, levels);
  write_level(json, "trigger", "strike", levels.trigger,
              [&](market::Strike strike) { json.field("strike", strike.value()); });
  json.field("band_position", levels.band_position);
  write_walls_by_rule(json, levels);
  json.end_object();
}

void write_open_interest(JsonWriter& json, const levels::OpenInterestLevels& view) {
  json.key("open_interest").begin_object();
  write_strike(json, "call_wall", view.call_wall);
  write_strike(json, "put_wall", view.put_wall);
  write_strike(json, "pin", view.pin);
  write_level(json, "max_pain", "strike", view.max_pain, [&](const levels::MaxPain& pain) {
    json.field("strike", pain.strike.value()).field("low", pain.low.value()).field("high", pain.high.value());
    json.field("holders_receive_usd", pain.pain.value());
  });
  write_strike(json, "max_worthless", view.max_worthless);
  json.key("expiry");
  view.pin_expiry ? json.value(std::string_view{market::to_string(*view.pin_expiry)}) : json.null();
  json.end_object();
}

void write_expected_move(JsonWriter& json, const Level<levels::ExpectedMove>& move) {
  write_level(json, "expected_move", "usd", move, [&](const levels::ExpectedMove& em) {
    json.field("usd", em.usd.value())
        .field("pct", em.pct)
        .field("until", std::string_view{market::to_string(em.until)});
    json.field("atm_vol", em.atm_vol.value());
    json.key("straddle_usd");
    em.straddle ? json.value(em.straddle->value()) : json.null();
    json.key("straddle_until");
    em.straddle_until ? json.value(std::string_view{market::to_string(*em.straddle_until)}) : json.null();
  });
}

void write_regime(JsonWriter& json, const levels::Levels& levels) {
  const auto& regime = levels.regime;
  json.key("regime").begin_object();
  if (levels.totals.gross_gex.value() > 0) {
    json.field("label", to_string(regime.label)).null_field("reason");
  } else {
    json.null_field("label").field("reason", to_string(levels::NoLevel::empty_book));
  }
  json.field("net_to_gross", regime.net_to_gross).field("location", to_string(regime.location));
  json.field("walls", to_string(regime.walls)).field("definitions_disagree", regime.definitions_disagree).end_object();
}

}  // namespace

std::string_view version() { return GAMMAFIELD_VERSION; }

void write_assumptions(JsonWriter& json, const Settings& settings, const market::ExchangeRules& exchange,
                       std::optional<market::Multiplier> multiplier) {
  json.key("assumptions").begin_object();
  for (const auto& option : option_registry()) {
    if (option.key != "unit") json.field(option.key, std::string_view{option.get(settings)});
  }
  json.field("iv_clock", iv_clock(settings.pricing.clock));
  json.field("clock_events", settings.pricing.clock_events.size());
  json.key("tickets").begin_array();
  for (const Ticket& ticket : settings.tickets) json.value(std::string_view{to_string(ticket)});
  json.end_array();
  json.key("preset");
  settings.preset.empty() ? json.null() : json.value(std::string_view{settings.preset});
  json.field("exchange", exchange.name).field("currency", exchange.currency).key("multiplier");
  multiplier ? json.value(multiplier->value()) : json.null();
  json.field("sign", "positive: dealers long gamma, their hedging trades against the move");
  json.field("version", version()).end_object();
}

std::string to_json(const Report& report, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.report/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)});
  json.field("session_date", std::string_view{market::to_string(report.session)});
  json.field("spot", report.spot.value()).field("spot_source", to_string(report.spot_source));
  json.key("oi_date");
  report.oi_date ? json.value(std::string_view{market::to_string(*report.oi_date)}) : json.null();
  write_assumptions(json, report.settings, report.calendar->rules(), report.multiplier);
  write_exposure(json, report.levels.totals, report.levels);
  write_levels(json, report);
  write_open_interest(json, report.levels.open_interest);
  write_expected_move(json, report.levels.expected_move);
  write_regime(json, report.levels);
  json.key("session");
  write_session(json, report.over_time);
  json.key("bands");
  write_bands(json, report.bands);
  json.key("inputs");
  write_input_times(json, report.input_times);
  json.key("data_quality");
  write_data_quality(json, report.quality);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::engine
