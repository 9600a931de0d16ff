#include <memory>

#include "exports/profile_text.h"
#include "exposure/profile.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct ProfileOptions : ChainOptions {
  std::string file;
  double range_pct = 10;
  std::size_t points = 41;
};

Outcome run(const ProfileOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& analysis = seen->analysis;
  const double spot = analysis.report.spot.value(), reach = options.range_pct / 100;
  const auto points =
      analysis.curve(market::Spot{spot - spot * reach}, market::Spot{spot + spot * reach}, options.points);
  const Forms forms{
      .json = [&](int indent) { return exports::profile_json(analysis, points, indent); },
      .csv = [&] { return exports::profile_csv_header() + exports::profile_csv(analysis, points); },
      .text = [&](const auto& style) { return exports::profile_text(analysis, points, style); },
  };
  return print(rendered(forms, seen->context));
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
