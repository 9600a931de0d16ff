#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/chain_table.h"
#include "exports/text_table.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "gammafield/sessions_option.h"
#include "store/day_seal.h"
#include "store/folder.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using exports::TextTable;
using exports::Tone;

struct StoreOptions {
  ChainOptions output;
  std::string folder, export_to, symbol;
  SessionsOption sessions;
  bool check = false;
};

struct DayLine {
  std::string symbol;
  market::Date session;
  std::int64_t snapshots = 0;
  std::uint64_t bytes = 0;
  std::string state;  ///< `closed`, `open`, or what is wrong
  bool sound = true;
};

store::Stored<store::RecordNumber> counted(const std::string& path) {
  const auto reader = store::DayReader::open(path);
  if (!reader) return base::failure(reader.error());
  return reader->count();
}

DayLine look_at(const store::Folder& folder, const std::string& symbol, market::Date session, bool thoroughly) {
  const std::string path = folder.day_path(symbol, session);
  DayLine line{symbol, session, 0, 0, "closed", true};
  std::error_code error;
  line.bytes = std::filesystem::file_size(path, error);
  if (!std::filesystem::exists(store::seal_path(path), error)) line.state = "open";
  const auto wrong = [&](const store::Fault& fault) {
    line.state = fault.message;
    line.sound = fault.kind != store::FaultKind::damaged;
    return line;
  };
  const auto count = thoroughly ? store::check_day(path) : counted(path);
  if (!count) return wrong(count.error());
  line.snapshots = *count;
  return line;
}

std::string as_text(const std::vector<DayLine>& lines, const exports::TextStyle& style) {
  TextTable table{{"SYMBOL", "SESSION", "SNAPSHOTS", "KB", "STATE"},
                  {TextTable::Align::left, TextTable::Align::left, TextTable::Align::right, TextTable::Align::right,
                   TextTable::Align::left}};
  for (const DayLine& line : lines)
    table.add({{line.symbol, Tone::strong},
               {market::to_string(line.session)},
               {std::to_string(line.snapshots)},
               {std::to_string(line.bytes / 1024)},
               {line.state, line.sound ? Tone::plain : Tone::warning}});
  return table.render(style);
}

std::string as_csv(const std::vector<DayLine>& lines) {
  std::string out = exports::csv_record({"symbol", "session", "snapshots", "bytes", "state"});
  for (const DayLine& line : lines)
    out += exports::csv_record({line.symbol, market::to_string(line.session), std::to_string(line.snapshots),
                                std::to_string(line.bytes), line.state});
  return out;
}

std::string as_json(const std::vector<DayLine>& lines, int indent) {
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.store/1").key("days");
  json.begin_array();
  for (const DayLine& line : lines)
    json.begin_object()
        .field("symbol", std::string_view{line.symbol})
        .field("session", std::string_view{market::to_string(line.session)})
        .field("snapshots", line.snapshots)
        .field("bytes", static_cast<std::int64_t>(line.bytes))
        .field("state", std::string_view{line.state})
        .end_object();
  json.end_array().end_object();
  return std::move(json).take();
}

/// Every snapshot of a day, a table of its contracts after the other.
Outcome export_day(store::DayReader& day, bool lines, OutputFile& out) {
  while (true) {
    const auto record = day.next();
    if (!record) return to_refusal(record.error());
    if (!*record) return std::nullopt;
    const auto& chain = (*record)->loaded->chain;
    if (auto failed = out.write(lines ? exports::chain_ndjson(chain) : exports::chain_csv(chain))) return failed;
  }
}

/// Recorded sessions as one table that chain commands read back.
Outcome export_days(const store::Folder& folder, const StoreOptions& options, exports::OutputFormat format) {
  const auto sessions = sessions_of(options.sessions);
  if (!sessions) return sessions.error();
  const auto symbols = folder.symbols();
  const std::string symbol = options.symbol.empty() && symbols.size() == 1 ? symbols.front() : options.symbol;
  if (symbol.empty())
    return Refusal{base::RefusalKind::usage, fmt::format("--symbol: {} has {} symbols ({}); say which", options.folder,
                                                         symbols.size(), fmt::join(symbols, ", "))};
  const auto days = store::chosen(folder.days(symbol), *sessions);
  if (days.empty())
    return Refusal{base::RefusalKind::no_usable_data,
                   fmt::format("{}: nothing recorded of {} in these sessions", options.folder, symbol)};
  auto out = OutputFile::begin(options.export_to);
  if (!out) return out.error();
  const bool lines = format == exports::OutputFormat::ndjson;
  if (!lines)
    if (auto failed = out->write(exports::chain_csv_head())) return failed;
  for (const market::Date date : days) {
    auto day = folder.reader(symbol, date);
    if (!day) return to_refusal(day.error());
    if (auto failed = export_day(*day, lines, *out)) return failed;
  }
  return out->finish();
}

Outcome run(const StoreOptions& options) {
  const auto context = understand(options.output);
  if (!context) return context.error();
  const auto folder = store::Folder::open(options.folder);
  if (!folder) return to_refusal(folder.error());
  if (!options.export_to.empty()) return export_days(*folder, options, context->format);
  std::vector<DayLine> lines;
  std::size_t damaged = 0;
  for (const std::string& symbol : folder->symbols())
    for (const market::Date session : folder->days(symbol)) {
      lines.push_back(look_at(*folder, symbol, session, options.check));
      damaged += lines.back().sound ? 0 : 1;
    }
  const Forms forms{.json = [&](int indent) { return as_json(lines, indent); },
                    .csv = [&] { return as_csv(lines); },
                    .text = [&](const auto& style) { return as_text(lines, style); }};
  if (auto failed = print(rendered(forms, *context))) return failed;
  if (damaged == 0) return std::nullopt;
  return Refusal{base::RefusalKind::input_rejected,
                 fmt::format("{}: {} of {} days are damaged; restore those files from a copy or move them away",
                             options.folder, damaged, lines.size())};
}

}  // namespace

void add_store(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "store",
      "What is recorded in a folder, and whether it is whole\nExample: gammafield store history --check\n"
      "         gammafield store history --export spx.csv --symbol SPX --since 2026-08-18");
  auto options = std::make_shared<StoreOptions>();
  command->add_option("FOLDER", options->folder, "As given to `gammafield record --to`")->required();
  command->add_flag("--check", options->check, "Read every record of every day");
  command->add_option(
      "--export", options->export_to,
      "Instead: write the chains of recorded sessions as one table (CSV, or --format ndjson), `-` being "
      "standard output; `gammafield levels` reads it back");
  command->add_option("--symbol", options->symbol, "Of --export: which one");
  add_sessions_option(*command, options->sessions);
  add_output_options(*command, options->output);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
