#include "archive/day_scan.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace gammafield::archive {
namespace {

using duckdb::Api;

// The functions that DuckDB calls know its interface only from here; a process loads one library.
Api api{};

/// What the function is made for; every query of it shares this.
struct Scan {
  const Table* table;
  std::vector<std::string> day_paths;
  Stop stop;
};

/// One query's way through the days.
class Scanner {
 public:
  Scanner(const Scan& scan, std::vector<std::size_t> columns) : scan_(scan), columns_(std::move(columns)) {}

  /// Fills a chunk with the next rows; leaves it empty at the end. The error is one line.
  base::Result<void, std::string> fill(duckdb::Chunk chunk) {
    while (page_ == nullptr || row_ == page_->size()) {
      const auto more = next_page();
      if (!more) return base::failure(more.error());
      if (!*more) break;
    }
    const std::size_t left = page_ == nullptr ? 0 : page_->size() - row_;
    const std::size_t count = std::min<std::size_t>(left, api.vector_size());
    for (std::size_t i = 0; i < columns_.size(); ++i) fill_column(chunk, i, count);
    api.data_chunk_set_size(chunk, count);
    row_ += count;
    return {};
  }

 private:
  void fill_column(duckdb::Chunk chunk, std::size_t at, std::size_t count) const {
    const std::size_t column = columns_[at];
    if (column >= scan_.table->columns.size()) return;  // a row's own number, which nobody looks at
    const duckdb::Vector vector = api.data_chunk_get_vector(chunk, at);
    const duckdb::Type type = scan_.table->columns[column].type;
    for (std::size_t i = 0; i < count; ++i) put_cell(api, vector, type, i, page_->cell(row_ + i, column));
  }

  /// False at the end of the last day.
  base::Result<bool, std::string> next_page() {
    page_.reset();
    if (scan_.stop && scan_.stop()) return base::failure(std::string{"stopped"});
    while (true) {
      if (!reader_) {
        if (day_ == scan_.day_paths.size()) return false;
        auto opened = store::DayReader::open(scan_.day_paths[day_]);
        ++day_;
        if (!opened && opened.error().kind == store::FaultKind::not_there) continue;
        if (!opened) return base::failure(opened.error().message);
        reader_.emplace(std::move(*opened));
        number_ = 0;
      }
      auto record = reader_->next();
      if (!record) return base::failure(record.error().message);
      if (!*record) {
        reader_.reset();
        continue;
      }
      record_ = std::move(*record);
      symbol_ = reader_->symbol();
      page_ = scan_.table->page({symbol_, reader_->session(), ++number_, *record_});
      row_ = 0;
      return true;
    }
  }

  const Scan& scan_;
  std::vector<std::size_t> columns_;
  std::size_t day_ = 0;
  std::optional<store::DayReader> reader_;
  store::RecordNumber number_ = 0;
  std::string symbol_;
  std::optional<store::Record> record_;
  std::unique_ptr<Page> page_;
  std::size_t row_ = 0;
};

void bind(duckdb::BindInfo info) {
  const auto* scan = static_cast<const Scan*>(api.bind_get_extra_info(info));
  for (const ColumnName& column : scan->table->columns) {
    duckdb::LogicalType type = api.create_logical_type(column.type);
    api.bind_add_result_column(info, std::string{column.name}.c_str(), type);
    api.destroy_logical_type(&type);
  }
}

void init(duckdb::InitInfo info) {
  const auto* scan = static_cast<const Scan*>(api.init_get_extra_info(info));
  std::vector<std::size_t> columns(api.init_get_column_count(info));
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = api.init_get_column_index(info, i);
  api.init_set_init_data(info, new Scanner{*scan, std::move(columns)},
                         [](void* scanner) { delete static_cast<Scanner*>(scanner); });
}

/// No exception crosses into the library.
void fill(duckdb::FunctionInfo info, duckdb::Chunk chunk) {
  try {
    const auto done = static_cast<Scanner*>(api.function_get_init_data(info))->fill(chunk);
    if (!done) api.function_set_error(info, done.error().c_str());
  } catch (const std::exception& error) {
    api.function_set_error(info, error.what());
  }
}

}  // namespace

base::Result<void, std::string> add_day_scan(const Connection& connection, const std::string& name, const Table& table,
                                             std::vector<std::string> day_paths, Stop stop) {
  api = connection.api();
  duckdb::TableFunction function = api.create_table_function();
  api.table_function_set_name(function, name.c_str());
  api.table_function_set_extra_info(function, new Scan{&table, std::move(day_paths), std::move(stop)},
                                    [](void* scan) { delete static_cast<Scan*>(scan); });
  api.table_function_set_bind(function, bind);
  api.table_function_set_init(function, init);
  api.table_function_set_function(function, fill);
  api.table_function_supports_projection_pushdown(function, true);
  const auto state = api.register_table_function(connection.handle(), function);
  api.destroy_table_function(&function);
  if (state != duckdb::State::success) return base::failure("DuckDB takes no table function " + name);
  return {};
}

}  // namespace gammafield::archive
