#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gammafield/command.h"
#include "simulate/session.h"

/// What the subcommands of `simulate` share.
namespace gammafield::app {

/// A trading day as typed.
struct SessionOptions {
  simulate::SessionScenario scenario;
  std::string session;  ///< its date; empty: the scenario's
  double spot = 0;      ///< 0: the scenario's
  int every = 60;
};

void add_session_options(CLI::App&, SessionOptions&);
[[nodiscard]] base::Result<simulate::SessionScenario, base::Refusal> scenario_of(const SessionOptions&);

/// Every chain of the session in a file named by its time, in the shape `quotedata` or `json`, and the minute bars of
/// its spot, into a folder that is made where it is not there.
[[nodiscard]] Outcome write_session(const simulate::SimulatedSession&, const std::string& symbol,
                                    std::string_view shape, const std::filesystem::path& folder);

void add_simulate_serve(CLI::App& simulate, Run& chosen);

}  // namespace gammafield::app
