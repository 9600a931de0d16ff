#include <memory>

#include <fmt/format.h>

#include "exports/profile_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "session/after_instants.h"

namespace gammafield::app {
namespace {

struct ProfileOptions : ChainOptions {
  std::string file;
  double range_pct = 10;
  std::size_t points = 41;
  std::string after;
};

base::Result<engine::Profile, base::Refusal> profile_of(const engine::Analysis& analysis,
                                                        const ProfileOptions& options) {
  engine::ProfileRequest wanted{options.range_pct / 100, options.points};
  const auto& report = analysis.report;
  if (!options.after.empty()) {
    wanted.settled_by = session::parse_after(options.after, report.as_of, *report.calendar);
    if (!wanted.settled_by)
      return base::failure(base::Refusal{base::RefusalKind::usage,
                                         fmt::format("--after {}: session, friday, monthly or a date", options.after)});
  }
  return engine::profile(analysis, wanted);
}

Outcome run(const ProfileOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& analysis = seen->analysis;
  const auto found = profile_of(analysis, options);
  if (!found) return found.error();
  const Forms forms{
      .json = [&](int indent) { return exports::profile_json(analysis, *found, indent); },
      .csv = [&] { return exports::profile_csv_header() + exports::profile_csv(analysis, *found); },
      .text = [&](const auto& style) { return exports::profile_text(analysis, *found, style); },
  };
  return print(rendered(forms, seen->context));
}

}  // namespace

void add_profile(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("profile",
                                        "Net exposure re-priced over spot, and its vanna and charm\nExample: "
                                        "gammafield profile chain.csv --range 8 --points 33");
  auto options = std::make_shared<ProfileOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--range", options->range_pct, "Percent either side of spot")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 90.0));
  command->add_option("--points", options->points, "Number of spots")
      ->capture_default_str()
      ->check(CLI::Range(2, 10000));
  command->add_option("--after", options->after,
                      "Without what has settled by the next close (session), the week's last (friday), the monthly "
                      "expiry (monthly) or a date");
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
