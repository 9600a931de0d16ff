#include <memory>

#include <fmt/format.h>

#include "exports/scenario_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct ScenarioOptions : ChainOptions {
  std::string file;
  double range_pct = 15;
  std::size_t points = 121;
  std::string times{engine::default_scenario_times};
  std::vector<double> vol_points = engine::ScenarioRequest{}.vol_points;
  double vol_beta = 0;
};

Outcome run(const ScenarioOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& analysis = seen->analysis;
  auto times = engine::scenario_times(options.times, *analysis.priced);
  if (!times) return times.error();
  const auto cube = engine::scenario_cube(analysis, {.spot_range = options.range_pct / 100,
                                                     .spot_points = options.points | 1,
                                                     .times = std::move(*times),
                                                     .vol_points = options.vol_points,
                                                     .vol_beta = options.vol_beta});
  const Forms forms{
      .json = [&](int indent) { return exports::scenario_json(analysis, cube, indent); },
      .csv = [&] { return exports::scenario_csv_header() + exports::scenario_csv(analysis, cube); },
      .text = [&](const auto& style) { return exports::scenario_text(analysis, cube, style); },
  };
  return print(rendered(forms, seen->context));
}

}  // namespace

void add_scenario(CLI::App& parent, Run& chosen) {
  auto* command =
      parent.add_subcommand("scenario",
                            "The book at other spots, times and volatilities: exposure, delta, flow, flip and walls\n"
                            "Example: gammafield scenario chain.csv --time now,close,1d --vol -2,0,5");
  auto options = std::make_shared<ScenarioOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--spot-range", options->range_pct, "Percent either side of spot")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 90.0));
  command->add_option("--spot-points", options->points, "Number of spots, made odd; denser near spot")
      ->capture_default_str()
      ->check(CLI::Range(3, 10001));
  command
      ->add_option("--time", options->times, "Moments, by commas: now, 30m, 4h, 2d, close, next_expiry, after_monthly")
      ->capture_default_str();
  command->add_option("--vol", options->vol_points, "Vol points added to every volatility, by commas")
      ->capture_default_str()
      ->delimiter(',')
      ->check(CLI::Range(-100.0, 500.0));
  command
      ->add_option("--vol-beta", options->vol_beta,
                   "Volatilities also move with spot: vol points for each 1 % that it falls")
      ->capture_default_str()
      ->check(CLI::Range(-20.0, 20.0));
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
