#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "gammafield/simulate_parts.h"
#include "gammafield/snapshot_files.h"
#include "market/date.h"
#include "simulate/chain.h"
#include "simulate/session.h"
#include "simulate/vendor_files.h"

namespace gammafield::app {
namespace {

struct SimulateOptions {
  simulate::ChainScenario scenario;
  std::string as_of, shape = "quotedata", output = "-";
  double spot = 0;
  bool no_odd_rows = false;
};

base::Result<simulate::ChainScenario, base::Refusal> scenario_of(const SimulateOptions& options) {
  auto scenario = options.scenario;
  if (options.spot > 0) scenario.spot = market::Spot{options.spot};
  scenario.odd_rows = !options.no_odd_rows;
  if (options.as_of.empty()) return scenario;
  const auto as_of = market::parse_instant(options.as_of);
  if (!as_of) {
    return base::failure(
        base::Refusal{base::RefusalKind::usage,
                      fmt::format("--as-of {}: not an instant; write 2026-08-18T15:30-04:00 or ...Z", options.as_of)});
  }
  scenario.as_of = *as_of;
  return scenario;
}

std::string file_of(const simulate::SimulatedChain& chain, std::string_view shape) {
  return shape == "json" ? simulate::to_cboe_json(chain) : simulate::to_quotedata(chain);
}

Outcome run(const SimulateOptions& options) {
  const auto scenario = scenario_of(options);
  if (!scenario) return scenario.error();
  const auto chain = simulate::simulate_chain(*scenario);
  if (!chain) return chain.error();
  return write_file(options.output, file_of(*chain, options.shape));
}

struct SessionFiles {
  SessionOptions session;
  std::string shape = "quotedata", folder;
};

Outcome run_session(const SessionFiles& options) {
  const auto scenario = scenario_of(options.session);
  if (!scenario) return scenario.error();
  const auto session = simulate::SimulatedSession::make(*scenario);
  if (!session) return session.error();
  return write_session(*session, scenario->chain.symbol, options.shape, options.folder);
}

void add_session(CLI::App& simulate, Run& chosen) {
  auto* command = simulate.add_subcommand("session",
                                          "A made-up trading day: a chain a minute, and the minute bars of its spot\n"
                                          "Example: gammafield simulate session --seed 7 --contracts 2000 -o day");
  auto options = std::make_shared<SessionFiles>();
  add_session_options(*command, options->session);
  command->add_option("--shape", options->shape, "quotedata (Cboe CSV) or json (Cboe delayed quotes)")
      ->capture_default_str()
      ->check(CLI::IsMember({"quotedata", "json"}));
  command->add_option("-o,--output", options->folder, "Folder; made where it is not there")->required();
  command->callback([=, &chosen] { chosen = [=] { return run_session(*options); }; });
}

void add_chain(CLI::App& simulate, Run& chosen) {
  auto* command = simulate.add_subcommand(
      "chain",
      "A made-up SPX-like option chain\nExample: gammafield simulate chain --seed 7 --contracts 20000 -o chain.csv");
  auto options = std::make_shared<SimulateOptions>();
  command->add_option("--seed", options->scenario.seed, "The same seed gives the same bytes")->capture_default_str();
  command->add_option("--contracts", options->scenario.contracts, "How many, even, 100 to 200,000")
      ->capture_default_str();
  command->add_option("--symbol", options->scenario.symbol, "SPX, NDX or RUT")->capture_default_str();
  command->add_option("--spot", options->spot, "Price of the index")->check(CLI::PositiveNumber);
  command->add_option("--as-of", options->as_of, "Time of the snapshot, RFC 3339 (default 2026-08-18T15:30-04:00)");
  command->add_option("--shape", options->shape, "quotedata (Cboe CSV) or json (Cboe delayed quotes)")
      ->capture_default_str()
      ->check(CLI::IsMember({"quotedata", "json"}));
  command->add_flag("--no-odd-rows", options->no_odd_rows, "Leave out the few broken rows that real files have");
  command->add_option("-o,--output", options->output, "File; - is standard output")->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace

Outcome write_session(const simulate::SimulatedSession& session, const std::string& symbol, std::string_view shape,
                      const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::size_t done = 0;
  for (const market::Instant at : session.times()) {
    std::string time = market::to_string(at);
    std::erase(time, ':');
    const std::string name = fmt::format("{}_{}.{}", symbol, time, shape == "json" ? "json" : "csv");
    if (auto failed = write_file((folder / name).string(), file_of(session.chain_at(at), shape))) return failed;
    show_progress(++done, session.times().size());
  }
  return write_file((folder / (symbol + "_bars_1m.csv")).string(), simulate::to_bars_csv(session.minute_bars()));
}

base::Result<simulate::SessionScenario, base::Refusal> scenario_of(const SessionOptions& options) {
  auto scenario = options.scenario;
  if (options.spot > 0) scenario.chain.spot = market::Spot{options.spot};
  scenario.every = std::chrono::seconds{options.every};
  if (options.session.empty()) return scenario;
  const auto date = market::parse_date(options.session);
  if (!date) return base::failure(base::Refusal{base::RefusalKind::usage, "--session: write a date as 2026-08-18"});
  scenario.session = *date;
  return scenario;
}

void add_session_options(CLI::App& command, SessionOptions& options) {
  options.scenario.chain.contracts = 2000;
  command.add_option("--seed", options.scenario.chain.seed, "The same seed gives the same bytes")
      ->capture_default_str();
  command.add_option("--contracts", options.scenario.chain.contracts, "How many at the open, even, 100 to 200,000")
      ->capture_default_str();
  command.add_option("--symbol", options.scenario.chain.symbol, "SPX, NDX or RUT")->capture_default_str();
  command.add_option("--spot", options.spot, "Price of the index at the open")->check(CLI::PositiveNumber);
  command.add_option("--session", options.session, "The trading day (default 2026-08-18; of serve the last one)");
  command.add_option("--every", options.every, "Seconds between chains, 1 to 3600")->capture_default_str();
}

void add_simulate(CLI::App& parent, Run& chosen) {
  auto* simulate = parent.add_subcommand("simulate", "Made-up but realistic data, by seed");
  simulate->require_subcommand(1);
  add_chain(*simulate, chosen);
  add_session(*simulate, chosen);
  add_simulate_serve(*simulate, chosen);
}

}  // namespace gammafield::app
