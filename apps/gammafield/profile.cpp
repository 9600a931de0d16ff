#include <memory>

#include "exports/profile_text.h"
#include "exposure/profile.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

using exports::OutputFormat;

struct ProfileOptions : ChainOptions {
  std::string file;
  double range_pct = 10;
  std::size_t points = 41;
};

std::string rendered(const engine::Analysis& analysis, std::span<const exposure::ProfilePoint> points,
                     const ChainContext& context) {
  switch (context.format) {
    case OutputFormat::json: return exports::profile_json(analysis, points, 2) + "\n";
    case OutputFormat::ndjson: return exports::profile_json(analysis, points, 0) + "\n";
    case OutputFormat::csv: return exports::profile_csv_header() + exports::profile_csv(analysis, points);
    case OutputFormat::table:
    case OutputFormat::md: return exports::profile_text(analysis, points, context.style);
  }
  return "";
}

Outcome run(const ProfileOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const auto loaded = load_one(options.file, *context);
  if (!loaded) return loaded.error();
  const auto analysis = analyse(*loaded, *context);
  if (!analysis) return analysis.error();
  const double spot = analysis->report.spot.value(), reach = options.range_pct / 100;
  const auto points = exposure::curve(analysis->repriced, market::Spot{spot - spot * reach},
                                      market::Spot{spot + spot * reach}, options.points);
  return print(rendered(*analysis, points, *context));
}

}  // namespace

void add_profile(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "profile", "Net exposure re-priced over spot\nExample: gammafield profile chain.csv --range 8 --points 33");
  auto options = std::make_shared<ProfileOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--range", options->range_pct, "Percent either side of spot")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 90.0));
  command->add_option("--points", options->points, "Number of spots")
      ->capture_default_str()
      ->check(CLI::Range(2, 100000));
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
