#include <memory>

#include <fmt/format.h>

#include "archive/sql_views.h"
#include "archive/table.h"
#include "exports/rows_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using exports::OutputFormat;

struct SqlOptions {
  ChainOptions output;
  std::string sql, archive, store, duckdb;
};

constexpr std::size_t table_rows_max =
    10'000;  // a table is laid out in memory; the other forms are printed as they come

exports::Value value_of(const archive::Cell& cell) {
  return std::visit(
      []<class T>(const T& value) -> exports::Value {
        if constexpr (std::is_same_v<T, std::string_view>)
          return std::string{value};
        else if constexpr (std::is_same_v<T, market::Date> || std::is_same_v<T, market::Instant>)
          return market::to_string(value);
        else
          return value;
      },
      cell);
}

void add_rows(exports::Rows& rows, const archive::Answer::Piece& piece) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    auto& row = rows.rows.emplace_back();
    for (std::size_t j = 0; j < rows.names.size(); ++j) row.push_back(value_of(piece.cell(i, j)));
  }
}

Outcome print_table(archive::Answer& answer, exports::Rows& rows, const exports::TextStyle& style) {
  while (rows.rows.size() <= table_rows_max) {
    const auto piece = answer.next();
    if (!piece) return print(exports::rows_text(rows, style));
    add_rows(rows, *piece);
  }
  rows.rows.resize(table_rows_max);
  if (auto failed = print(exports::rows_text(rows, style))) return failed;
  fmt::print(stderr, "only the first {} rows; --format csv or ndjson prints all\n", table_rows_max);
  return std::nullopt;
}

/// Lines as they come; JSON is an array of them.
Outcome print_lines(archive::Answer& answer, exports::Rows& rows, OutputFormat format) {
  const bool json = format == OutputFormat::json;
  if (auto failed = print(json ? "[\n" : format == OutputFormat::csv ? exports::rows_csv_head(rows) : ""))
    return failed;
  std::string held;  // a line is followed by a comma if another comes
  while (const auto piece = answer.next()) {
    rows.rows.clear();
    add_rows(rows, *piece);
    std::string lines = format == OutputFormat::csv ? exports::rows_csv(rows) : exports::rows_ndjson(rows);
    if (json) {
      for (std::size_t at = lines.find('\n'); at + 1 < lines.size(); at = lines.find('\n', at + 2))
        lines.insert(at, ",");
      if (!held.empty() && !lines.empty()) held.insert(held.size() - 1, ",");
    }
    if (auto failed = print(held)) return failed;
    held = std::move(lines);
  }
  return print(held + (json ? "]\n" : ""));
}

Outcome run(const SqlOptions& options) {
  const auto context = understand(options.output);
  if (!context) return context.error();
  archive::Sources sources;
  if (!options.archive.empty()) sources.archive.emplace(options.archive);
  if (!options.store.empty()) {
    auto folder = store::Folder::open(options.store);
    if (!folder) return to_refusal(folder.error());
    sources.recorded = std::move(*folder);
  }
  const auto duck = connected(options.duckdb);
  if (!duck) return duck.error();
  const auto ready = archive::make_views(**duck, sources);
  if (!ready) return Refusal{RefusalKind::input_rejected, "sql: " + ready.error()};
  auto answer = archive::ask_in_cells(**duck, options.sql);
  if (!answer) return Refusal{RefusalKind::usage, "sql: " + answer.error()};
  exports::Rows rows;
  for (const auto& column : answer->columns()) rows.names.push_back(column.name);
  if (context->format == OutputFormat::table || context->format == OutputFormat::md)
    return print_table(*answer, rows, context->style);
  return print_lines(*answer, rows, context->format);
}

std::string help() {
  std::string text =
      "Ask DuckDB about recorded and archived days\n"
      "Example: gammafield sql \"SELECT as_of, call_wall, gamma_flip FROM levels\" --archive archive --store history\n"
      "Tables, each with symbol, date, snapshot and as_of:";
  for (const archive::Table* table : archive::all_tables())
    text += fmt::format("\n  {:<10} {}", table->name, table->help);
  return text;
}

}  // namespace

void add_sql(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("sql", help());
  auto options = std::make_shared<SqlOptions>();
  command->add_option("SQL", options->sql, "One statement of DuckDB's SQL")->required();
  command->add_option("--archive", options->archive, "As given to `gammafield archive --to`");
  command->add_option("--store", options->store, "As given to `gammafield record --to`; days not archived yet");
  add_duckdb_option(*command, options->duckdb);
  add_output_options(*command, options->output);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
