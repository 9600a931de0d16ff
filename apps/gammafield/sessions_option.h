#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "base/refusal.h"
#include "base/result.h"
#include "store/recorder.h"

namespace gammafield::app {

/// `--since` and `--until`, as typed.
struct SessionsOption {
  std::string since, until;
};
void add_sessions_option(CLI::App&, SessionsOption&);
[[nodiscard]] base::Result<store::Sessions, base::Refusal> sessions_of(const SessionsOption&);

}  // namespace gammafield::app
