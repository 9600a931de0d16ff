#include "laboratory/scenario_file.h"

#include <fmt/format.h>

#include "laboratory/dealer_reader.h"
#include "laboratory/level_reader.h"
#include "laboratory/market_reader.h"
#include "toml_file/document.h"

namespace gammafield::laboratory {
namespace {

using toml_file::Complaint;
using toml_file::TomlTable;

constexpr double sessions_max = 20;

void read_run(TomlTable& table, ScenarioPlan& plan) {
  using hedging::Minutes;
  auto& scenario = plan.scenario;
  scenario.title = table.text("title").value_or(scenario.name);
  scenario.what = table.text("what").value_or("");
  if (const auto spot = table.number("spot", 0.01, 1e7)) plan.spot = market::Spot{*spot};
  if (const auto start = table.number("start_minute", 0, hedging::minutes_a_session - 1)) plan.starts = Minutes{*start};
  if (const auto minutes = table.number("minutes", 0.01, sessions_max * hedging::minutes_a_session))
    plan.minutes = Minutes{*minutes};
  if (const auto step = table.number("step_minutes", 0.01, hedging::minutes_a_session)) scenario.step = Minutes{*step};
  scenario.rate = hedging::ContinuousRate{table.number("rate_pct", -10, 50).value_or(0) / 100};
  scenario.dividend = hedging::ContinuousRate{table.number("dividend_pct", -10, 50).value_or(0) / 100};
}

/// What needs two tables to be seen.
void hold_together(const toml::table& all, const ScenarioPlan& plan, bool to_the_close, Complaint& complaint) {
  bool chain = false;
  for (const DealerPlan& each : plan.dealers) chain = chain || each.chain;
  if (!plan.spot && !chain) complaint.say(all.source(), "spot is missing: write spot = 450, the price at the start");
  if (chain && to_the_close && !plan.starts)
    complaint.say(all.source(),
                  "start_minute is missing: beside [dealer.book] and expires = \"close\" write at which minute of the "
                  "session the run starts");
}

}  // namespace

base::Result<ScenarioPlan, base::Refusal> read_scenario(std::string_view text, std::string_view name) {
  const auto all = toml_file::parse_document(text, name);
  if (!all) return base::failure(all.error());
  Complaint complaint;
  ScenarioPlan plan;
  plan.scenario.name = name;
  TomlTable table{*all, "the file's head", complaint};
  read_run(table, plan);
  read_market(table, plan.scenario);
  read_levels(table, plan);
  const DealerContext context{.starts = plan.starts.value_or(hedging::Minutes{0}),
                              .rate = plan.scenario.rate,
                              .dividend = plan.scenario.dividend};
  bool to_the_close = false;
  plan.dealers = read_dealers(table, context, to_the_close);
  table.finish();
  hold_together(*all, plan, to_the_close, complaint);
  if (complaint.any()) return base::failure(toml_file::refusal_of(name, complaint.line()));
  return plan;
}

}  // namespace gammafield::laboratory
