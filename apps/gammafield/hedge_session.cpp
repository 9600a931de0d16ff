#include <memory>

#include <fmt/format.h>

#include "gammafield/hedge_parts.h"
#include "gammafield/hedge_scenario.h"
#include "gammafield/output_file.h"
#include "gammafield/simulate_parts.h"
#include "laboratory/planted_session.h"
#include "market/calendar.h"

namespace gammafield::app {
namespace {

struct PlantedOptions : LaboratoryOptions {
  std::uint64_t seed = 1;
  std::size_t days = 1;
  std::string first, shape = "quotedata", folder;
  int every = 60;
  bool without = false;
};

base::Result<laboratory::Planting, base::Refusal> planting_of(const PlantedOptions& options) {
  auto plan = plan_of(options);
  if (!plan) return base::failure(plan.error());
  laboratory::Planting planting{.plan = std::move(*plan), .sides = sides_of(options), .seed = options.seed};
  planting.every = std::chrono::seconds{options.every};
  if (options.first.empty()) return planting;
  const auto date = market::parse_date(options.first);
  if (!date || !market::Calendar::us().is_trading_day(*date)) {
    return base::failure(base::Refusal{base::RefusalKind::usage,
                                       fmt::format("--first {}: not a trading day; write 2026-08-18", options.first)});
  }
  planting.first = *date;
  return planting;
}

/// Each day in a folder of its date; what is known of them in truth.ndjson beside them.
Outcome run(const PlantedOptions& options) {
  const auto planting = planting_of(options);
  if (!planting) return planting.error();
  const std::filesystem::path folder{options.folder};
  std::string truth;
  for (std::size_t number = 0; number < options.days; ++number) {
    const auto day = laboratory::planted_day(*planting, number);
    if (!day) return day.error();
    const std::string date = market::to_string(day->session);
    if (auto failed = write_session(day->with, day->symbol, options.shape, folder / date)) return failed;
    if (options.without) {
      if (auto failed = write_session(day->without, day->symbol, options.shape, folder / (date + "_without_dealers")))
        return failed;
    }
    truth += laboratory::truth_json(*planting, number, *day) + "\n";
  }
  return write_file((folder / "truth.ndjson").string(), truth);
}

}  // namespace

void add_hedge_session(CLI::App& hedge, Run& chosen) {
  auto* command =
      hedge.add_subcommand("session",
                           "Trading days moved by known hedging, as chains and bars: something to test research on\n"
                           "Example: gammafield hedge session planted_short --days 5 --every 1800 -o days");
  auto options = std::make_shared<PlantedOptions>();
  add_scenario_options(*command, *options);
  command->add_option("--days", options->days, "How many, one after another, none knowing of the others")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000));
  command->add_option("--first", options->first, "The first trading day (default 2026-08-18)");
  command->add_option("--seed", options->seed, "The same seed gives the same bytes")->capture_default_str();
  command->add_option("--every", options->every, "Seconds between chains, 1 to 3600")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  command->add_option("--shape", options->shape, "quotedata (Cboe CSV) or json (Cboe delayed quotes)")
      ->capture_default_str()
      ->check(CLI::IsMember({"quotedata", "json"}));
  command->add_flag("--without", options->without, "Each day also with the same noise and nobody hedging");
  command->add_option("-o,--output", options->folder, "Folder; made where it is not there")->required();
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
