#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "engine/settings.h"
#include "exports/format.h"
#include "exports/text_table.h"
#include "ingest/loaded_chain.h"
#include "inventory/inference.h"

namespace gammafield::app {

/// The options that every command on a chain file shares, as typed.
struct ChainOptions {
  std::string feed, symbol, as_of, iv_unit, preset, positioning_file, calendar_file, events_file;
  std::string dividends_file, config_file, state_file, open_interest_file, oi_date;
  std::vector<std::string> trades_files, open_close_files;
  double spot = 0, multiplier = 0;
  std::vector<std::string> tickets;      ///< `--ticket put,480,2026-09-18,50000,short`
  std::vector<std::string> assignments;  ///< `--set KEY=VALUE`
  std::string format;
  bool no_color = false, include_adjusted = false;
};

/// What to read and by which assumptions.
void add_chain_options(CLI::App&, ChainOptions&);
/// Of these the assumptions alone, for a command that reads no file.
void add_assumption_options(CLI::App&, ChainOptions&);
/// How to print it.
void add_output_options(CLI::App&, ChainOptions&);

/// Standard output is a terminal, and neither `--no-color` nor NO_COLOR was given.
[[nodiscard]] bool wants_colour(bool no_color_given);

/// The options, understood and checked.
struct ChainContext {
  ingest::ReadOptions read;
  engine::Settings settings;
  inventory::Evidence evidence;  ///< of who holds what; empty: the settings' model
  exports::OutputFormat format = exports::OutputFormat::table;
  exports::TextStyle style;
};
[[nodiscard]] base::Result<ChainContext, base::Refusal> understand(const ChainOptions&);

[[nodiscard]] ingest::LoadResult load(const std::string& path, const ChainContext&);

[[nodiscard]] base::Result<engine::Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain>,
                                                                    const ChainContext&);

/// A file's last snapshot with what was made of it, for commands that look at one.
struct Examined {
  ChainContext context;
  std::shared_ptr<const ingest::LoadedChain> loaded;
  engine::Analysis analysis;
};
[[nodiscard]] base::Result<Examined, base::Refusal> examine(const std::string& path, const ChainOptions&);

/// One answer in each form it has; only the one that `--format` asks for is made.
struct Forms {
  std::function<std::string(int indent)> json;  ///< indent 0: on one line
  std::function<std::string()> csv;
  std::function<std::string(const exports::TextStyle&)> text;
};
[[nodiscard]] std::string rendered(const Forms&, const ChainContext&);

/// Writes to standard output and says so when that fails (a full disk, a closed pipe).
[[nodiscard]] std::optional<base::Refusal> print(std::string_view text);

}  // namespace gammafield::app
