#include "gammafield/chain_options.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/config_file.h"
#include "ingest/occ_open_interest.h"
#include "ingest/read_chain.h"
#include "inventory/state.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

Refusal usage(std::string message) { return {RefusalKind::usage, std::move(message)}; }

std::string registry_help() {
  std::string text = "Options of --set KEY=VALUE (the first value is the default):\n";
  for (const auto& option : engine::option_registry())
    text += fmt::format("  {}={}\n      {}\n", option.key, option.values, option.help);
  text += "Presets of --preset NAME:\n";
  for (const auto& preset : engine::presets()) text += fmt::format("  {}: {}\n", preset.name, preset.help);
  return text;
}

base::Result<std::shared_ptr<const market::Calendar>, Refusal> calendar_of(const ChainOptions& options) {
  if (options.calendar_file.empty()) return market::Calendar::of(market::Exchange::us);
  const auto bytes = ingest::read_bytes(options.calendar_file);
  if (!bytes) return base::failure(bytes.error());
  auto calendar = market::Calendar::us_with_overrides(*bytes);
  if (!calendar) return base::failure(usage(options.calendar_file + ": " + calendar.error()));
  return std::make_shared<const market::Calendar>(std::move(*calendar));
}

std::optional<Refusal> add_open_interest(const ChainOptions& options, ingest::ReadOptions& read) {
  if (!options.oi_date.empty()) {
    read.oi_date = market::parse_date(options.oi_date);
    if (!read.oi_date) return usage(fmt::format("--oi-date {}: not a date; write 2026-08-17", options.oi_date));
    if (options.open_interest_file.empty()) return usage("--oi-date: only with --oi");
  }
  if (options.open_interest_file.empty()) return std::nullopt;
  const auto bytes = ingest::read_bytes(options.open_interest_file);
  if (!bytes) return bytes.error();
  auto list = ingest::read_occ_open_interest(*bytes, options.open_interest_file);
  if (!list) return list.error();
  read.open_interest = std::make_shared<const ingest::OccOpenInterest>(std::move(*list));
  return std::nullopt;
}

base::Result<ingest::ReadOptions, Refusal> read_options(const ChainOptions& options) {
  ingest::ReadOptions read;
  read.feed = options.feed;
  read.include_adjusted = options.include_adjusted;
  auto calendar = calendar_of(options);
  if (!calendar) return base::failure(std::move(calendar.error()));
  read.calendar = std::move(*calendar);
  if (!options.symbol.empty()) read.symbol = options.symbol;
  if (options.spot > 0) read.spot = market::Spot{options.spot};
  if (options.multiplier > 0) read.multiplier = market::Multiplier{options.multiplier};
  if (!options.as_of.empty()) {
    read.as_of = market::parse_instant(options.as_of);
    if (!read.as_of) {
      return base::failure(
          usage(fmt::format("--as-of {}: not an instant; write 2026-08-18T16:00-04:00 or ...Z", options.as_of)));
    }
  }
  if (auto refusal = add_open_interest(options, read)) return base::failure(std::move(*refusal));
  if (options.iv_unit == "percent") read.vol_unit = ingest::VolUnit::percent;
  if (options.iv_unit == "fraction") read.vol_unit = ingest::VolUnit::fraction;
  return read;
}

/// The file that is named on the command line, else in the environment.
std::optional<Refusal> add_config(const ChainOptions& options, engine::Settings& settings) {
  const char* in_environment = std::getenv("GAMMAFIELD_CONFIG");
  const std::string file =
      !options.config_file.empty() || in_environment == nullptr ? options.config_file : in_environment;
  if (file.empty()) return std::nullopt;
  const auto bytes = ingest::read_bytes(file);
  if (!bytes) return bytes.error();
  return engine::apply_config(settings, *bytes, file);
}

base::Result<engine::Settings, Refusal> settings_of(const ChainOptions& options) {
  engine::Settings settings;
  if (auto refusal = add_config(options, settings)) return base::failure(std::move(*refusal));
  if (!options.preset.empty()) {
    if (auto refusal = engine::apply_preset(settings, options.preset)) return base::failure(std::move(*refusal));
  }
  for (const auto& assignment : options.assignments) {
    if (auto refusal = engine::apply_option(settings, assignment)) return base::failure(std::move(*refusal));
  }
  if (!options.positioning_file.empty()) {
    const auto bytes = ingest::read_bytes(options.positioning_file);
    if (!bytes) return base::failure(bytes.error());
    auto positioning = exposure::Positioning::from_csv(*bytes, options.positioning_file);
    if (!positioning) return base::failure(std::move(positioning.error()));
    settings.positioning = std::move(*positioning);
    std::erase_if(settings.by_symbol, [](const auto& option) { return option.key == "positioning"; });
  }
  for (const std::string& text : options.tickets) {
    const auto ticket = engine::parse_ticket(text);
    if (!ticket) return base::failure(ticket.error());
    settings.tickets.push_back(*ticket);
  }
  if (!options.dividends_file.empty()) {
    const auto bytes = ingest::read_bytes(options.dividends_file);
    if (!bytes) return base::failure(bytes.error());
    auto dividends = pricing::parse_dividends(*bytes, options.dividends_file);
    if (!dividends) return base::failure(std::move(dividends.error()));
    settings.pricing.dividends = std::move(*dividends);
  }
  return settings;
}

std::optional<Refusal> read_files(const std::vector<std::string>& paths, std::vector<inventory::NamedText>& into) {
  for (const auto& path : paths) {
    auto bytes = ingest::read_bytes(path);
    if (!bytes) return bytes.error();
    into.push_back({path, std::move(*bytes)});
  }
  return std::nullopt;
}

base::Result<inventory::Evidence, Refusal> evidence_of(const ChainOptions& options) {
  inventory::Evidence evidence;
  if (auto refusal = read_files(options.trades_files, evidence.trades)) return base::failure(std::move(*refusal));
  if (auto refusal = read_files(options.open_close_files, evidence.open_close))
    return base::failure(std::move(*refusal));
  if (!options.state_file.empty()) {
    const auto bytes = ingest::read_bytes(options.state_file);
    if (!bytes) return base::failure(bytes.error());
    auto state = inventory::inventory_from_text(*bytes, options.state_file);
    if (!state) return base::failure(std::move(state.error()));
    evidence.before = std::move(*state);
  }
  if (!evidence.empty() && !options.positioning_file.empty())
    return base::failure(usage("--positioning-file: positions come from it or from --trades, --open-close, --state"));
  return evidence;
}

std::optional<Refusal> add_events(const ChainOptions& options, engine::Settings& settings) {
  if (options.events_file.empty()) return std::nullopt;
  if (settings.pricing.clock != pricing::Clock::business_variance)
    return usage("--events: only --set clock=business_variance has events");
  const auto bytes = ingest::read_bytes(options.events_file);
  if (!bytes) return bytes.error();
  auto events = market::parse_clock_events(*bytes);
  if (!events) return usage(options.events_file + ": " + events.error());
  settings.pricing.clock_events = std::move(*events);
  return std::nullopt;
}

}  // namespace

void add_assumption_options(CLI::App& command, ChainOptions& options) {
  command.add_option("--config", options.config_file,
                     "A file of KEY = VALUE lines, [SYMBOL] for one underlying; also GAMMAFIELD_CONFIG");
  command
      .add_option("--set", options.assignments,
                  "KEY=VALUE of the option registry, listed below; SYMBOL:KEY=VALUE for one underlying")
      ->allow_extra_args(false);
  command.add_option("--preset", options.preset, "A named bundle of options, listed below");
  command.add_option("--positioning-file", options.positioning_file,
                     "CSV option,fraction: your own dealer positions, -1 to 1");
  command
      .add_option("--trades", options.trades_files,
                  "CSV of trades with their quotes: dealer positions are inferred from them")
      ->allow_extra_args(false);
  command
      .add_option("--open-close", options.open_close_files,
                  "CSV of an exchange's open-close data: dealer positions are summed from it")
      ->allow_extra_args(false);
  command.add_option("--state", options.state_file, "Positions of before, as `positions --save-state` wrote them");
  command
      .add_option("--ticket", options.tickets,
                  "An unlisted position: right,strike,expiry,contracts,dealers' side, put,480,2026-09-18,50000,short")
      ->allow_extra_args(false);
  command.add_option("--dividends", options.dividends_file,
                     "CSV ex_date,amount[,declared|estimated]: cash dividends of American contracts");
  command.add_option("--calendar", options.calendar_file,
                     "Lines `2027-01-08 closed|half|open` over the built-in calendar of the chain's exchange");
  command.add_option("--events", options.events_file,
                     "Lines `2026-09-16T14:00-04:00,120`: minutes of session an instant is worth, for "
                     "clock=business_variance");
  command.add_flag("--include-adjusted", options.include_adjusted, "Count adjusted series too");
  command.footer(registry_help);
}

void add_chain_options(CLI::App& command, ChainOptions& options) {
  command.add_option("--feed", options.feed, "Force the file format instead of recognising it");
  command.add_option("--symbol", options.symbol, "Underlying symbol, where the file has none");
  command.add_option("--spot", options.spot, "Underlying price, where the file has none or another is wanted")
      ->check(CLI::PositiveNumber);
  command
      .add_option("--multiplier", options.multiplier,
                  "Units of the underlying in one contract, where neither the file nor the exchange's table says")
      ->check(CLI::PositiveNumber);
  command.add_option("--as-of", options.as_of, "Time of the snapshot, RFC 3339: 2026-08-18T16:00-04:00");
  command.add_option("--oi", options.open_interest_file,
                     "OCC's series search (text): its open interest in place of the file's own");
  command.add_option("--oi-date", options.oi_date, "The session at whose close that was counted, as 2026-08-17");
  command.add_option("--iv-unit", options.iv_unit, "Unit of the file's volatilities (default: by rule, and said)")
      ->check(CLI::IsMember({"percent", "fraction"}));
  add_assumption_options(command, options);
}

void add_output_options(CLI::App& command, ChainOptions& options) {
  command.add_option("--format", options.format, "table, json, csv, ndjson or md (default: table)");
  command.add_flag("--no-color", options.no_color, "No colours (NO_COLOR does the same)");
}

base::Result<ChainContext, Refusal> understand(const ChainOptions& options) {
  ChainContext context;
  auto read = read_options(options);
  if (!read) return base::failure(std::move(read.error()));
  context.read = std::move(*read);
  auto settings = settings_of(options);
  if (!settings) return base::failure(std::move(settings.error()));
  if (auto refusal = add_events(options, *settings)) return base::failure(std::move(*refusal));
  context.settings = std::move(*settings);
  auto evidence = evidence_of(options);
  if (!evidence) return base::failure(std::move(evidence.error()));
  context.evidence = std::move(*evidence);
  const auto format = options.format.empty() ? std::optional{exports::OutputFormat::table}
                                             : exports::parse_output_format(options.format);
  if (!format)
    return base::failure(usage(fmt::format("--format {}: must be table, json, csv, ndjson or md", options.format)));
  context.format = *format;
  context.style = {.colour = wants_colour(options.no_color), .markdown = *format == exports::OutputFormat::md};
  return context;
}

ingest::LoadResult load(const std::string& path, const ChainContext& context) {
  const auto bytes = ingest::read_bytes(path);
  if (!bytes) return base::failure(bytes.error());
  auto read = context.read;
  read.readable_after = bytes->capacity() - bytes->size();
  return ingest::read_chain(*bytes, read, path == "-" ? "standard input" : path);
}

base::Result<engine::Analysis, Refusal> analyse(std::shared_ptr<const ingest::LoadedChain> loaded,
                                                const ChainContext& context) {
  return engine::analyse(std::move(loaded), context.evidence, context.settings);
}

base::Result<Examined, Refusal> examine(const std::string& path, const ChainOptions& options) {
  auto context = understand(options);
  if (!context) return base::failure(std::move(context.error()));
  auto loaded = load(path, *context);
  if (!loaded) return base::failure(std::move(loaded.error()));
  if (loaded->size() > 1) fmt::print(stderr, "{}: {} snapshots; showing the last\n", path, loaded->size());
  auto last = std::make_shared<const ingest::LoadedChain>(std::move(loaded->back()));
  auto analysis = analyse(last, *context);
  if (!analysis) return base::failure(std::move(analysis.error()));
  return Examined{std::move(*context), std::move(last), std::move(*analysis)};
}

bool wants_colour(bool no_color_given) {
  const char* no_color = std::getenv("NO_COLOR");
  return !no_color_given && (no_color == nullptr || *no_color == '\0') && isatty(STDOUT_FILENO) == 1;
}

std::string rendered(const Forms& forms, const ChainContext& context) {
  switch (context.format) {
    case exports::OutputFormat::json: return forms.json(2) + "\n";
    case exports::OutputFormat::ndjson: return forms.json(0) + "\n";
    case exports::OutputFormat::csv: return forms.csv();
    case exports::OutputFormat::table:
    case exports::OutputFormat::md: return forms.text(context.style);
  }
  return "";
}

std::optional<Refusal> print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written) return std::nullopt;
  return Refusal{RefusalKind::output_failed, "standard output: could not be written to in full"};
}

}  // namespace gammafield::app
