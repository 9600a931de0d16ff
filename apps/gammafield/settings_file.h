#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "gammafield/command.h"

namespace gammafield::app {

/// A TOML file of a command's own options by their long names, without sections: `listen = "127.0.0.1:8080"`,
/// `symbols = ["SPX", "SPY"]`, `behind-proxy = true`. What the command line or the environment says stays. Refuses
/// (usage) a file that cannot be read, a name that is no option, and a value that the option does not take.
[[nodiscard]] Outcome apply_settings_file(CLI::App& command, const std::string& path);

}  // namespace gammafield::app
