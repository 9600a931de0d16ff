#include "studies/plan.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "toml_file/document.h"
#include "toml_file/toml_table.h"

namespace gammafield::studies {
namespace {

using std::chrono::minutes, std::chrono::seconds;
using toml_file::Complaint, toml_file::TomlTable;

constexpr std::array<std::string_view, 11> kind_names{"hit_rate",       "break_labels", "pinning",    "volatility",
                                                      "last_half_hour", "strength",     "hysteresis", "published",
                                                      "inside",         "next_day",     "strategy"};
constexpr std::string_view basis_words = "net, gross, absolute or given";
constexpr std::string_view rule_words = "race, close, excursion or label";
constexpr std::string_view baseline_words =
    "random_price, rank_2_to_5, prior_session, round_number, max_open_interest, expected_move, stale_wall or "
    "shuffled_date";

std::optional<levels::Side> side_of(std::string_view name) {
  if (name == "call") return levels::Side::call;
  return name == "put" ? std::optional(levels::Side::put) : std::nullopt;
}

/// A list of words, each of which `parse` understands and none twice; unchanged where the key is not there.
template <class T, class Parse>
void read_words(TomlTable& table, std::string_view key, Parse parse, std::string_view words, std::vector<T>& into) {
  const auto texts = table.texts(key);
  if (!texts) return;
  std::vector<T> read;
  for (const auto& text : *texts) {
    const auto value = parse(std::string_view{text});
    if (!value || std::ranges::find(read, *value) != read.end())
      return table.wrong(key, fmt::format("a list of {}, none twice", words));
    read.push_back(*value);
  }
  if (read.empty()) return table.wrong(key, fmt::format("a list of {}", words));
  into = std::move(read);
}

void read_head(TomlTable& table, StudyPlan& plan) {
  plan.kind = table.required<StudyKind>("kind", study_kind_of, fmt::format("{}", fmt::join(kind_names, ", ")),
                                        StudyKind::hit_rate);
  plan.title = table.text("title").value_or(plan.name);
  plan.question = table.text("question").value_or("");
  plan.symbols = table.texts("symbols").value_or(std::vector<std::string>{});
  plan.from = table.parsed<market::Date>("from", market::parse_date, "a date, \"2026-07-22\"");
  plan.to = table.parsed<market::Date>("to", market::parse_date, "a date, \"2026-08-12\"");
  read_words(table, "sides", side_of, "call or put", plan.sides);
  read_words(table, "bases", research::wall_basis_of, basis_words, plan.bases);
  read_words(table, "rules", research::hit_rule_of, rule_words, plan.rules);
  read_words(table, "baselines", research::baseline_of, baseline_words, plan.baselines);
}

/// Numbers of a list, in the order of the file.
void read_thresholds(TomlTable& table, StudyPlan& plan) {
  const auto* node = table.node("thresholds");
  if (node == nullptr) return;
  std::vector<double> read;
  if (const auto* list = node->as_array()) {
    for (const auto& each : *list) {
      const auto value = each.value<double>();
      if (value && *value >= 0 && *value <= 10) read.push_back(*value);
    }
    if (read.size() == list->size() && read.size() >= 2) {
      plan.thresholds = std::move(read);
      return;
    }
  }
  table.wrong("thresholds", "two numbers from 0 to 10 at least, [0, 0.1]");
}

std::optional<std::chrono::minutes> whole_minutes(std::optional<seconds> time) {
  return time ? std::optional(std::chrono::duration_cast<minutes>(*time)) : std::nullopt;
}

void read_race(TomlTable table, StudyPlan& plan) {
  auto& race = plan.race;
  race.touch = table.number("touch", 0, 1).value_or(race.touch);
  race.away = table.number("away", 0, 5).value_or(race.away);
  race.beyond = table.number("beyond", 0.001, 5).value_or(race.beyond);
  const bool to_close = table.truth("to_close").value_or(false);
  if (const auto horizon = whole_minutes(table.duration("horizon", minutes{1}, std::chrono::hours{24})))
    race.horizon = *horizon;
  if (to_close) race.horizon = std::nullopt;
  if (race.away < race.touch) table.wrong("away", "a number that is not below touch");
  table.finish();
}

void read_join(TomlTable table, StudyPlan& plan) {
  if (const auto after = whole_minutes(table.duration("after_open", seconds{0}, std::chrono::hours{23})))
    plan.join.after_open = *after;
  if (const auto age = table.integer("sheet_age_max", 0, 20)) plan.join.sheet_age_max = static_cast<int>(*age);
  table.finish();
}

void read_inference(TomlTable table, StudyPlan& plan) {
  auto& rule = plan.inference;
  if (const auto count = table.integer("resamples", 199, 1'000'000))
    rule.bootstrap.resamples = static_cast<std::size_t>(*count);
  rule.bootstrap.mean_block = table.number("mean_block", 1, 100).value_or(rule.bootstrap.mean_block);
  if (const auto seed = table.integer("seed", 0, 1'000'000'000)) {
    rule.bootstrap.seed = static_cast<std::uint64_t>(*seed);
    plan.baseline.seed = rule.bootstrap.seed;
  }
  if (const auto draws = table.integer("draws", 1, 10'000)) plan.baseline.draws = static_cast<std::size_t>(*draws);
  rule.matters = table.number("matters", 1e-6, 100).value_or(rule.matters);
  if (const auto fewest = table.integer("fewest_days", 5, 10'000)) rule.fewest_days = static_cast<std::size_t>(*fewest);
  rule.false_discoveries = table.number("false_discoveries", 0.001, 0.5).value_or(rule.false_discoveries);
  table.finish();
}

void read_prices(const toml::table& prices, StudyPlan& plan, Complaint& complaint) {
  TomlTable table{prices, "[prices]", complaint};
  for (const auto& each : prices) {
    const std::string symbol{each.first.str()};
    if (auto files = table.texts(symbol)) plan.sources.prices.emplace(symbol, std::move(*files));
  }
  table.finish();
}

void read_levels(TomlTable table, StudyPlan& plan) {
  plan.sources.chains = table.texts("chains").value_or(std::vector<std::string>{});
  plan.sources.published = table.texts("published").value_or(std::vector<std::string>{});
  plan.sources.recordings = table.text("recordings").value_or("");
  plan.settings = table.texts("settings").value_or(std::vector<std::string>{});
  for (const auto& setting : plan.settings) {
    engine::Settings unused;
    if (const auto refused = engine::apply_option(unused, setting)) table.wrong("settings", refused->message);
  }
  table.finish();
}

void read_flow(TomlTable table, StudyPlan& plan) {
  plan.sources.trades = table.texts("trades").value_or(std::vector<std::string>{});
  if (plan.sources.trades.empty()) table.wrong("trades", "a list of files of option trades");
  table.finish();
}

void read_context(TomlTable table, StudyPlan& plan) {
  plan.sources.vix = table.text("vix").value_or("");
  plan.sources.events = table.text("events").value_or("");
  table.finish();
}

void read_series(TomlTable table, StudyPlan& plan) {
  SeriesSource series;
  series.file = table.required_text("file");
  series.date = table.text("date").value_or(series.date);
  series.price = table.text("price").value_or(series.price);
  series.gex = table.text("gex").value_or(series.gex);
  if (const auto late = table.integer("known_after_sessions", 0, 20))
    series.known_after_sessions = static_cast<int>(*late);
  plan.sources.series = std::move(series);
  table.finish();
}

/// A strategy by name; all its parameters are keys here.
void read_strategy(TomlTable table, StudyPlan& plan) {
  auto& study = plan.strategy;
  study.name = table.required_text("name");
  const auto* strategy = strategies::strategy_named(study.name);
  if (strategy == nullptr) return table.wrong("name", "one of W1, W2, W3, T1, T2, T3, T4");
  if (const auto missing =
          table.parsed<strategies::Missing>("missing", strategies::missing_of, "\"leave_out\" or \"never_trade\""))
    study.missing = *missing;
  if (const auto count = table.integer("permutations", 1, 10'000))
    study.permutations = static_cast<std::size_t>(*count);
  for (const auto& parameter : strategy->parameters) {
    if (const auto value = table.number(parameter.key, parameter.low, parameter.high))
      study.parameters.emplace(parameter.key, *value);
  }
  table.finish();
}

void read_costs(TomlTable table, StudyPlan& plan) {
  auto& costs = plan.strategy.costs;
  costs.underlying_half_spread = table.number("underlying_half_spread", 0, 0.1).value_or(costs.underlying_half_spread);
  costs.underlying_fee = table.number("underlying_fee", 0, 0.1).value_or(costs.underlying_fee);
  costs.option_half_spread = table.number("option_half_spread", 0, 1).value_or(costs.option_half_spread);
  costs.option_half_spread_least =
      table.number("option_half_spread_least", 0, 100).value_or(costs.option_half_spread_least);
  costs.option_fee = table.number("option_fee", 0, 100).value_or(costs.option_fee);
  table.finish();
}

void read_tables(TomlTable& table, StudyPlan& plan, Complaint& complaint) {
  if (const auto* race = table.table("race", "[race]")) read_race({*race, "[race]", complaint}, plan);
  if (const auto* join = table.table("join", "[join]")) read_join({*join, "[join]", complaint}, plan);
  if (const auto* inference = table.table("inference", "[inference]"))
    read_inference({*inference, "[inference]", complaint}, plan);
  if (const auto* levels = table.table("levels", "[levels]")) read_levels({*levels, "[levels]", complaint}, plan);
  if (const auto* prices = table.table("prices", "[prices]")) read_prices(*prices, plan, complaint);
  if (const auto* flow = table.table("flow", "[flow]")) read_flow({*flow, "[flow]", complaint}, plan);
  if (const auto* context = table.table("context", "[context]")) read_context({*context, "[context]", complaint}, plan);
  if (const auto* series = table.table("series", "[series]")) read_series({*series, "[series]", complaint}, plan);
  if (const auto* strategy = table.table("strategy", "[strategy]"))
    read_strategy({*strategy, "[strategy]", complaint}, plan);
  if (const auto* costs = table.table("costs", "[costs]")) read_costs({*costs, "[costs]", complaint}, plan);
}

/// What needs two keys to be seen.
void hold_together(const toml::table& all, const StudyPlan& plan, Complaint& complaint) {
  const auto say = [&](std::string text) { complaint.say(all.source(), std::move(text)); };
  if (plan.kind == StudyKind::next_day) {
    if (!plan.sources.series) say("[series] is missing: write its file and the columns date, price and gex");
    return;
  }
  if (plan.kind == StudyKind::strategy && !all.contains("strategy"))
    say("[strategy] is missing: write name = \"W3\", or another one");
  const bool of_strategies = all.contains("strategy") || all.contains("costs") || all.contains("context");
  if (plan.kind != StudyKind::strategy && of_strategies)
    say("[strategy], [costs] and [context] are of kind = \"strategy\" alone");
  const auto& sources = plan.sources;
  if (plan.symbols.empty()) say("symbols is missing: write symbols = [\"SPX\"]");
  if (sources.chains.empty() && sources.recordings.empty() && sources.published.empty())
    say("[levels] is missing: write chains, recordings or published");
  if (plan.kind == StudyKind::published && sources.published.empty())
    say("[levels] has no published: write the file of the levels that are held against ours");
  for (const auto& symbol : plan.symbols) {
    if (!sources.prices.contains(symbol) && sources.recordings.empty())
      say(fmt::format("[prices] has no {0}: write {0} = \"FILE\", its bars", symbol));
  }
  if (plan.from && plan.to && *plan.to < *plan.from) say("to is before from: write the later date as to");
  const bool compares = plan.kind == StudyKind::hit_rate || plan.kind == StudyKind::inside;
  if (compares && plan.baselines.empty())
    say(fmt::format("baselines is missing: write which levels walls are compared with, of {}", baseline_words));
  const auto has_pairs = [](research::Baseline baseline) {
    return baseline == research::Baseline::shuffled_date || baseline == research::Baseline::random_price;
  };
  if (plan.kind == StudyKind::inside && !std::ranges::all_of(plan.baselines, has_pairs))
    say("baselines of inside are pairs of walls: write shuffled_date or random_price");
}

}  // namespace

std::string_view to_string(StudyKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

std::optional<StudyKind> study_kind_of(std::string_view name) {
  const auto found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<StudyKind>(found - kind_names.begin());
}

base::Result<StudyPlan, base::Refusal> read_study(std::string_view text, std::string_view name) {
  const auto all = toml_file::parse_document(text, name);
  if (!all) return base::failure(all.error());
  Complaint complaint;
  StudyPlan plan;
  plan.name = name;
  if (const auto slash = plan.name.find_last_of('/'); slash != std::string::npos) plan.name.erase(0, slash + 1);
  if (plan.name.ends_with(".toml")) plan.name.resize(plan.name.size() - 5);
  TomlTable table{*all, "the file's head", complaint};
  read_head(table, plan);
  read_thresholds(table, plan);
  read_tables(table, plan, complaint);
  table.finish();
  plan.strategy.basis = plan.bases.front();
  plan.strategy.draws = plan.baseline.draws;
  plan.strategy.seed = plan.baseline.seed;
  if (!complaint.any()) hold_together(*all, plan, complaint);
  if (complaint.any()) return base::failure(toml_file::refusal_of(name, complaint.line()));
  return plan;
}

}  // namespace gammafield::studies
