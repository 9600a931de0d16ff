#include "engine/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bands/cells.h"
#include "engine/session_options.h"

namespace gammafield::engine {
namespace {

using bands::PriorName;
using exposure::ExposureUnit;
using exposure::GammaMode;
using levels::Basis;
using levels::CallWallSide;
using levels::FlipMethod;
using levels::PutWallRule;
using pricing::AmericanEngine;
using pricing::Clock;
using pricing::ExerciseModel;
using pricing::ForwardChoice;
using pricing::VolChoice;
using pricing::VolSide;

template <class T>
using Names = std::vector<std::pair<std::string_view, T>>;

/// An option whose values are the names of an enum, held at `at(settings)`.
template <class T, class At>
Option choice(std::string_view key, std::string_view values, std::string_view help, Names<T> names, At at) {
  const auto set = [names, at](Settings& settings, std::string_view text) {
    const auto found = std::ranges::find(names, text, &std::pair<std::string_view, T>::first);
    if (found == names.end()) return false;
    at(settings) = found->second;
    return true;
  };
  const auto get = [names, at](const Settings& settings) {
    const auto found =
        std::ranges::find(names, at(const_cast<Settings&>(settings)), &std::pair<std::string_view, T>::second);
    return std::string{found->first};
  };
  return {key, values, help, set, get};
}

std::optional<double> to_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// An option that is a number in [low, high].
template <class At>
Option number(std::string_view key, std::string_view values, std::string_view help, double low, double high, At at) {
  const auto set = [=](Settings& settings, std::string_view text) {
    const auto parsed = to_number(text);
    if (!parsed || !(*parsed >= low && *parsed <= high)) return false;
    at(settings) = *parsed;
    return true;
  };
  return {key, values, help, set, [at](const Settings& s) { return fmt::format("{}", at(const_cast<Settings&>(s))); }};
}

template <class At>
Option expiries(std::string_view key, std::string_view values, std::string_view help, At at) {
  const auto set = [at](Settings& settings, std::string_view text) {
    const auto filter = exposure::ExpiryFilter::parse(text);
    if (filter) at(settings) = *filter;
    return filter.has_value();
  };
  return {key, values, help, set, [at](const Settings& s) { return at(const_cast<Settings&>(s)).to_string(); }};
}

Option positioning_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    const auto model = exposure::parse_positioning(text);
    using enum exposure::PositioningModel;
    if (!model || *model == user || *model == flow || *model == open_close) return false;  // these need their files
    settings.positioning = exposure::Positioning{*model};
    return true;
  };
  return {"positioning", "naive|all_short|all_long|index_gpp",
          "which side dealers are assumed to hold; user: --positioning-file; flow: --trades; open_close: --open-close",
          set, [](const Settings& s) { return std::string{to_string(s.positioning.model())}; }};
}

/// An option that is a whole number in [low, high].
template <class At>
Option whole_number(std::string_view key, std::string_view values, std::string_view help, std::uint64_t low,
                    std::uint64_t high, At at) {
  const auto set = [=](Settings& settings, std::string_view text) {
    std::uint64_t parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc{} || end != text.data() + text.size() || parsed < low || parsed > high) return false;
    at(settings) = parsed;
    return true;
  };
  return {key, values, help, set, [at](const Settings& s) { return fmt::format("{}", at(const_cast<Settings&>(s))); }};
}

/// An option that is a stretch of spots around today's, LOW-HIGH times spot.
template <class At>
Option domain(std::string_view key, std::string_view values, std::string_view help, At at) {
  const auto set = [at](Settings& settings, std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return false;
    const auto low = to_number(text.substr(0, dash)), high = to_number(text.substr(dash + 1));
    if (!low || !high || !(*low >= 0.05 && *low < 1 && *high > 1 && *high <= 5)) return false;
    at(settings) = {*low, *high};
    return true;
  };
  return {key, values, help, set, [at](const Settings& s) {
            const levels::FlipDomain found = at(const_cast<Settings&>(s));
            return fmt::format("{}-{}", found.low, found.high);
          }};
}

constexpr std::string_view own_positioning = "positioning";

/// `naive:2` or `naive`, one of the models that draws follow.
std::optional<BandModel> to_band_model(std::string_view text) {
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  const auto weight = colon == std::string_view::npos ? std::optional{1.0} : to_number(text.substr(colon + 1));
  if (!weight || !(*weight >= 1e-6 && *weight <= 1e6)) return std::nullopt;
  if (name == own_positioning) return BandModel{std::nullopt, *weight};
  const auto model = exposure::parse_positioning(name);
  using enum exposure::PositioningModel;
  if (!model || *model == user || *model == flow || *model == open_close)
    return std::nullopt;  // `positioning` is theirs
  return BandModel{model, *weight};
}

bool set_band_models(Settings& settings, std::string_view text) {
  std::vector<BandModel> models;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto model = to_band_model(text.substr(from, comma - from));
    if (!model) return false;
    models.push_back(*model);
    from = comma + 1;
  }
  if (models.size() > bands::models_max) return false;
  settings.band_models = std::move(models);
  return true;
}

std::string band_models_text(const Settings& settings) {
  const auto& models = settings.band_models;
  std::vector<std::string> parts;
  for (const auto& each : models) {
    const auto name = each.model ? to_string(*each.model) : own_positioning;
    parts.push_back(models.size() == 1 ? std::string{name} : fmt::format("{}:{}", name, each.weight));
  }
  return fmt::format("{}", fmt::join(parts, ","));
}

/// A number, or the word for what studies observed.
Option flow_scale_option() {
  static constexpr double observed = 0.15, largest = 10;  // docs/methods.md 4.5
  const auto set = [](Settings& settings, std::string_view text) {
    const auto scale = text == "observed" ? std::optional{observed} : to_number(text);
    if (!scale || !(*scale > 0 && *scale <= largest)) return false;
    settings.x_scale = *scale;
    return true;
  };
  return {"x_scale", "1|observed|SCALE",
          "multiplies hedging flows alone: flow to reach a wall, charm flow, a wall's hedging against --flow, scenario "
          "flows; above 0 to 10, observed: 0.15",
          set, [](const Settings& s) { return fmt::format("{}", s.x_scale); }};
}

Option dynamics_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    const auto dynamics = exposure::parse_smile_dynamics(text);
    if (dynamics) settings.dynamics = *dynamics;
    return dynamics.has_value();
  };
  return {"smile_dynamics", "sticky_strike|sticky_moneyness|ssr:R",
          "what volatilities do when the book is re-priced at another spot; R from -10 to 10", set,
          [](const Settings& s) { return exposure::to_string(s.dynamics); }};
}

std::vector<Option> make_registry() {
  const Names<Basis> bases{{"NET", Basis::net}, {"GROSS", Basis::gross}, {"ABS", Basis::absolute}};
  return {
      choice<ExposureUnit>("unit", "usd_per_1pct|usd_per_point|shares_per_point|raw|contracts_per_1pct",
                           "unit of printed exposures; JSON is always usd_per_1pct",
                           {{"usd_per_1pct", ExposureUnit::usd_per_1pct},
                            {"usd_per_point", ExposureUnit::usd_per_point},
                            {"shares_per_point", ExposureUnit::shares_per_point},
                            {"raw", ExposureUnit::raw},
                            {"contracts_per_1pct", ExposureUnit::contracts_per_1pct}},
                           [](Settings& s) -> auto& { return s.unit; }),
      choice<Detail>("detail", "full|levels",
                     "levels: no flips of other dynamics or without some expiries, no mean exposure; for many chains",
                     {{"full", Detail::full}, {"levels", Detail::levels}},
                     [](Settings& s) -> auto& { return s.detail; }),
      positioning_option(),
      number("flow.accuracy", "0.75", "how often a print's side is told right, 0.55 to 1; concerns --trades", 0.55, 1,
             [](Settings& s) -> auto& { return s.inference.accuracy; }),
      number("flow.dealer_share", "0.8", "share of customers' trades that dealers take; concerns --trades", 0, 1,
             [](Settings& s) -> auto& { return s.inference.dealer_share; }),
      flow_scale_option(),
      number("otc.visible_share", "1",
             "share of all positions that is listed, 0.01 to 1; stress tells what the rest may do", 0.01, 1,
             [](Settings& s) -> auto& { return s.otc.visible_share; }),
      number("otc.rho", "0", "how far dealers' unlisted gamma goes with the listed, -1 to 1", -1, 1,
             [](Settings& s) -> auto& { return s.otc.rho; }),
      expiries("expiry_filter", "all|next|0dte|ex_0dte|le_dte:N|monthly|quarterly|ex_next|ex_next_monthly|DATE,DATE",
               "which expiries count", [](Settings& s) -> auto& { return s.expiry_filter; }),
      choice<Basis>("basis.call", "NET|GROSS|ABS", "what the call wall compares between strikes", bases,
                    [](Settings& s) -> auto& { return s.levels.call_basis; }),
      choice<CallWallSide>("call_wall.side", "above|any", "strikes the call wall may be at",
                           {{"above", CallWallSide::above}, {"any", CallWallSide::any}},
                           [](Settings& s) -> auto& { return s.levels.call_wall_side; }),
      choice<PutWallRule>("put_wall_rule", "most_negative_net|gross_put|max_positive_below|abs",
                          "which of the four put walls is named the Put Wall",
                          {{"most_negative_net", PutWallRule::most_negative_net},
                           {"gross_put", PutWallRule::gross_put},
                           {"max_positive_below", PutWallRule::max_positive_below},
                           {"abs", PutWallRule::absolute}},
                          [](Settings& s) -> auto& { return s.levels.put_wall_rule; }),
      choice<FlipMethod>("flip_method", "reprice|grid60|cumulative_strikes|nearest_sign_change|analytic_local",
                         "how the Gamma Flip is found; every method but reprice is for comparison",
                         {{"reprice", FlipMethod::reprice},
                          {"grid60", FlipMethod::grid60},
                          {"cumulative_strikes", FlipMethod::cumulative_strikes},
                          {"nearest_sign_change", FlipMethod::nearest_sign_change},
                          {"analytic_local", FlipMethod::analytic_local}},
                         [](Settings& s) -> auto& { return s.levels.flip_method; }),
      domain("flip.domain", "0.7-1.3|LOW-HIGH", "where flips are looked for, times spot",
             [](Settings& s) -> auto& { return s.levels.flip_domain; }),
      dynamics_option(),
      choice<GammaMode>("gamma_mode", "bs|total",
                        "gamma at fixed volatility, or with what the smile dynamics add; concerns the re-priced book",
                        {{"bs", GammaMode::bs}, {"total", GammaMode::total}},
                        [](Settings& s) -> auto& { return s.gamma_mode; }),
      number("regime.theta", "0.05", "|net/gross| below it is TRANSITION", 0, 1,
             [](Settings& s) -> auto& { return s.levels.regime.theta; }),
      number("regime.dead_band_em", "0.15", "dead band around the flip, expected moves", 0, 10,
             [](Settings& s) -> auto& { return s.levels.regime.dead_band_expected_moves; }),
      expiries("pin.expiry_set", "next|all|le_dte:N", "expiries that PIN counts",
               [](Settings& s) -> auto& { return s.levels.pin_expiries; }),
      number("oi.window", "10", "open-interest walls and PIN lie within spot * (1 +- window); 10: every strike", 0.001,
             10, [](Settings& s) -> auto& { return s.levels.oi_window; }),
      choice<VolChoice>(
          "iv_source", "solve|surface|vendor|vendor_as_printed",
          "implied volatility solved from quotes, read from the fitted smile, or the vendor's; as_printed: its fillers "
          "taken at their word",
          {{"solve", VolChoice::solve},
           {"surface", VolChoice::surface},
           {"vendor", VolChoice::vendor},
           {"vendor_as_printed", VolChoice::vendor_as_printed}},
          [](Settings& s) -> auto& { return s.pricing.vol; }),
      choice<VolSide>("iv_side", "out_of_the_money|own", "one volatility a strike, or each contract its own",
                      {{"out_of_the_money", VolSide::out_of_the_money}, {"own", VolSide::own}},
                      [](Settings& s) -> auto& { return s.pricing.vol_side; }),
      choice<ForwardChoice>(
          "forward_source", "parity|vendor_deltas|spot",
          "forwards implied from puts and calls; vendor_deltas: from the vendor's deltas where quotes are "
          "missing; spot: F = S with r = q = 0",
          {{"parity", ForwardChoice::parity},
           {"vendor_deltas", ForwardChoice::vendor_deltas},
           {"spot", ForwardChoice::spot}},
          [](Settings& s) -> auto& { return s.pricing.forward; }),
      choice<ExerciseModel>("exercise", "auto|european|american",
                            "early exercise: as each contract's terms say, for none, or for all",
                            {{"auto", ExerciseModel::by_contract},
                             {"european", ExerciseModel::european},
                             {"american", ExerciseModel::american}},
                            [](Settings& s) -> auto& { return s.pricing.exercise; }),
      choice<AmericanEngine>("american_engine", "alo|fd",
                             "exercise boundaries by collocation, or finite differences: slower, for comparison",
                             {{"alo", AmericanEngine::alo}, {"fd", AmericanEngine::fd}},
                             [](Settings& s) -> auto& { return s.pricing.american_engine; }),
      choice<Clock>("clock", "act365_minutes|business_variance|bus262",
                    "time to expiry; business_variance: sessions weigh more than nights, --events more still; bus262: "
                    "business days/262, never below one day",
                    {{"act365_minutes", Clock::act365_minutes},
                     {"business_variance", Clock::business_variance},
                     {"bus262", Clock::bus262}},
                    [](Settings& s) -> auto& { return s.pricing.clock; }),
      choice<bool>("bands", "off|on", "bands in every Report, at about the cost of all the rest",
                   {{"off", false}, {"on", true}}, [](Settings& s) -> auto& { return s.bands_in_report; }),
      choice<PriorName>("uncertainty.prior", "wide|off|tight|agnostic",
                        "how sure the bands are of the positioning; off: entirely",
                        {{"wide", PriorName::wide},
                         {"off", PriorName::off},
                         {"tight", PriorName::tight},
                         {"agnostic", PriorName::agnostic}},
                        [](Settings& s) -> auto& { return s.bands.prior; }),
      {"uncertainty.models", "positioning|MODEL:WEIGHT,...",
       "models that the bands' draws follow, by weight: positioning:2,all_long:1; positioning is the option's",
       set_band_models, band_models_text},
      whole_number("uncertainty.draws", "4000", "draws of the bands, 100 to 100000", 100, 100'000,
                   [](Settings& s) -> auto& { return s.bands.draws; }),
      whole_number("uncertainty.seed", "1", "of the bands' draws", 0, 1'000'000'000'000'000,
                   [](Settings& s) -> auto& { return s.bands.seed; }),
      domain("band_domain", "0.85-1.15|LOW-HIGH", "where the flips of the bands' draws are looked for, times spot",
             [](Settings& s) -> auto& { return s.bands.domain; }),
  };
}

/// `SPX:put_wall_rule=gross_put`: for one underlying.
struct Assignment {
  std::string_view symbol, key, value;
};
std::optional<Assignment> parsed(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  Assignment out{{}, text.substr(0, equals), text.substr(equals + 1)};
  const auto colon = out.key.find(':');
  if (colon == std::string_view::npos) return out;
  out.symbol = out.key.substr(0, colon);
  out.key.remove_prefix(colon + 1);
  if (out.symbol.empty()) return std::nullopt;
  return out;
}

base::Refusal no_such_option(std::string_view text) {
  std::vector<std::string_view> keys;
  for (const auto& known : option_registry()) keys.push_back(known.key);
  return {base::RefusalKind::usage,
          fmt::format("--set {}: no such option; use KEY=VALUE or SYMBOL:KEY=VALUE with one of {}", text,
                      fmt::join(keys, ", "))};
}

/// One option of one underlying has one value; one set for all of them counts for each.
void forget_symbols(Settings& settings, std::string_view key, std::string_view symbol) {
  std::erase_if(settings.by_symbol,
                [&](const SymbolOption& one) { return one.key == key && (symbol.empty() || one.symbol == symbol); });
}

}  // namespace

std::span<const Option> option_registry() {
  static const std::vector<Option> registry = [] {
    auto options = make_registry();
    std::ranges::move(session_options(), std::back_inserter(options));
    return options;
  }();
  return registry;
}

std::optional<base::Refusal> apply_option(Settings& settings, std::string_view text) {
  const auto assignment = parsed(text);
  const auto registry = option_registry();
  const auto option = assignment ? std::ranges::find(registry, assignment->key, &Option::key) : registry.end();
  if (option == registry.end()) return no_such_option(text);
  Settings changed = settings;
  if (!option->set(changed, assignment->value))
    return base::Refusal{base::RefusalKind::usage, fmt::format("--set {}: the value must be {}", text, option->values)};
  forget_symbols(settings, assignment->key, assignment->symbol);
  if (assignment->symbol.empty())
    option->set(settings, assignment->value);
  else
    settings.by_symbol.push_back(
        {std::string{assignment->symbol}, std::string{assignment->key}, std::string{assignment->value}});
  return std::nullopt;
}

Settings settings_for(const Settings& settings, std::string_view symbol) {
  Settings own = settings;
  own.by_symbol.clear();
  for (const SymbolOption& one : settings.by_symbol)
    if (one.symbol == symbol) std::ranges::find(option_registry(), one.key, &Option::key)->set(own, one.value);
  return own;
}

std::vector<std::string> assignments_of(const Settings& settings) {
  const Settings usual;
  std::vector<std::string> assignments;
  for (const auto& option : option_registry()) {
    const auto value = option.get(settings);
    if (value != option.get(usual)) assignments.push_back(fmt::format("{}={}", option.key, value));
  }
  for (const auto& [symbol, key, value] : settings.by_symbol)
    assignments.push_back(fmt::format("{}:{}={}", symbol, key, value));
  return assignments;
}

}  // namespace gammafield::engine
