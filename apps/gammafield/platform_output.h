#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include <CLI/CLI.hpp>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "ingest/loaded_chain.h"
#include "platforms/platforms.h"

/// `--format tv` and its like: levels as charting platforms read them.
namespace gammafield::app {

struct PlatformOptions {
  std::string to, by, instrument;
  double to_price = 0;
};
void add_platform_options(CLI::App&, PlatformOptions&);

/// `--format` where it names a platform's; taken out of the options, which then ask for no form. Refuses a name that
/// nobody knows, and a conversion for a format that is not a platform's.
[[nodiscard]] base::Result<std::optional<platforms::Format>, base::Refusal> take_platform_format(
    ChainOptions&, const PlatformOptions&);

/// Levels of the same snapshot by the expiries of its day alone; none where nothing expires.
[[nodiscard]] std::optional<engine::Report> zero_dte_report(const std::shared_ptr<const ingest::LoadedChain>&,
                                                            const ChainContext&);

/// Prints the text, and on standard error what it has no room for.
[[nodiscard]] Outcome print_platform(const engine::Report&, const engine::Report* zero_dte, platforms::Format,
                                     const PlatformOptions&);
/// The same of several sessions in one script. Requires one Report at least.
[[nodiscard]] Outcome print_history(std::span<const engine::Report>, const PlatformOptions&);

}  // namespace gammafield::app
