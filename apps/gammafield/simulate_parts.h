#pragma once

#include <string>

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

void add_simulate_serve(CLI::App& simulate, Run& chosen);

}  // namespace gammafield::app
