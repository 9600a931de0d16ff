#include "engine/stress.h"

#include <memory>

#include "exports/stress_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct StressOptions : ChainOptions {
  std::string file;
  int step_minutes = 15;
  double flow_usd = 0;
  std::vector<double> vol_points{2, 5, 10};
};

Outcome run(const StressOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& analysis = seen->analysis;
  const auto found = engine::stress(analysis, {.step = std::chrono::minutes{options.step_minutes},
                                               .flow = market::Usd{options.flow_usd},
                                               .vol_points = options.vol_points});
  const Forms forms{
      .json = [&](int indent) { return exports::stress_json(analysis, found, indent); },
      .csv = [&] { return exports::stress_csv_header() + exports::stress_csv(analysis, found); },
      .text = [&](const auto& style) { return exports::stress_text(analysis, found, style); },
  };
  return print(rendered(forms, seen->context));
}

}  // namespace

void add_stress(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("stress",
                                        "What passing time, a change in volatility and an outside flow do to the "
                                        "book\nExample: gammafield stress chain.csv --flow 150e6");
  auto options = std::make_shared<StressOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--step", options->step_minutes, "Minutes from row to row until the next settlement")
      ->capture_default_str()
      ->check(CLI::Range(1, 390));
  command->add_option("--flow", options->flow_usd, "Dollars of stock somebody else trades, to hold against the walls")
      ->check(CLI::Range(-1e15, 1e15));
  command->add_option("--vol", options->vol_points, "Vol points added to every volatility: --vol 2,5,10")
      ->delimiter(',')
      ->check(CLI::Range(-50.0, 200.0));
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
