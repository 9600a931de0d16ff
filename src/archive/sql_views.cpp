#include "archive/sql_views.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "archive/day_scan.h"

namespace gammafield::archive {
namespace {

std::vector<std::string> days_not_archived(const Sources& sources) {
  std::vector<std::string> paths;
  if (!sources.recorded) return paths;
  for (const std::string& symbol : sources.recorded->symbols())
    for (const market::Date day : sources.recorded->days(symbol)) {
      std::error_code error;
      const bool archived = sources.archive && std::filesystem::exists(sources.archive->day_folder(symbol, day), error);
      if (!archived) paths.push_back(sources.recorded->day_path(symbol, day));
    }
  return paths;
}

std::string archived_select(const ArchiveFolder& archive, const Table& table) {
  return fmt::format(
      "SELECT * FROM read_parquet({}, hive_partitioning = true, hive_types = {{'symbol': VARCHAR, 'date': DATE}}, "
      "union_by_name = true) UNION ALL BY NAME ",
      sql_text(fmt::format("{}/symbol=*/date=*/{}.parquet", archive.path(), table.name)));
}

bool holds_days(const ArchiveFolder& archive) {
  return std::ranges::any_of(archive.symbols(), [&](const auto& symbol) { return !archive.days(symbol).empty(); });
}

/// Without what would end a statement, so that it can stand within another.
std::string_view bare(std::string_view sql) {
  const auto last = sql.find_last_not_of("; \t\r\n");
  return sql.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string name_in_sql(std::string_view name) {
  std::string out{'"'};
  for (const char c : name) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string cast_to_cells(const std::vector<AnswerColumn>& columns, std::string_view sql) {
  std::string select;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool direct = is_direct(columns[i].type);
    const char* as = columns[i].type == duckdb::Type::decimal ? "DOUBLE" : "VARCHAR";
    const std::string value = direct ? fmt::format("#{}", i + 1) : fmt::format("CAST(#{} AS {})", i + 1, as);
    select += fmt::format("{}{} AS {}", i == 0 ? "" : ", ", value, name_in_sql(columns[i].name));
  }
  return fmt::format("SELECT {} FROM ({})", select, bare(sql));
}

}  // namespace

base::Result<void, std::string> make_views(const Connection& duck, const Sources& sources) {
  const auto days = days_not_archived(sources);
  const bool archived = sources.archive && holds_days(*sources.archive);
  for (const Table* table : all_tables()) {
    const std::string scan = fmt::format("recorded_{}", table->name);
    if (auto added = add_day_scan(duck, scan, *table, days); !added) return added;
    auto made =
        duck.run(fmt::format("CREATE VIEW {} AS SELECT symbol, date, * EXCLUDE (symbol, date) FROM ({}SELECT * FROM "
                             "{}())",
                             table->name, archived ? archived_select(*sources.archive, *table) : "", scan));
    if (!made) return made;
  }
  return {};
}

base::Result<Answer, std::string> ask_in_cells(const Connection& duck, const std::string& sql) {
  auto answer = duck.ask(sql);
  if (!answer) return answer;
  const auto& columns = answer->columns();
  if (std::ranges::all_of(columns, [](const auto& column) { return is_direct(column.type); })) return answer;
  return duck.ask(cast_to_cells(columns, sql));
}

}  // namespace gammafield::archive
