#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/cell.h"
#include "store/day_file.h"

/// What a recorded day looks like to users of SQL, pandas and Spark: tables of plain columns, of which together every
/// bit of the record can be told again.
namespace gammafield::archive {

/// One snapshot of a day.
struct Moment {
  std::string_view symbol;
  market::Date session;
  store::RecordNumber number = 0;  ///< from 1
  const store::Record& record;
};

/// The rows that one snapshot adds to a table. Cells hold while the moment's record does.
class Page {
 public:
  Page() = default;
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  virtual ~Page() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual Cell cell(std::size_t row, std::size_t column) const = 0;
};

struct ColumnName {
  std::string_view name;
  duckdb::Type type;
};

struct Table {
  std::string_view name;  ///< `chain`: in the archive `chain.parquet`
  std::string_view help;
  std::vector<ColumnName> columns;  ///< symbol and date are the last two: in the archive the folders' names
  std::unique_ptr<Page> (*page)(const Moment&);
};

/// `chain`, `expiries`, `snapshots`, `prices`, `flags`, `rejects`: all that is needed to tell a day again.
[[nodiscard]] std::span<const Table> exact_tables();
/// `levels` and `events`, drawn from the Reports for convenience.
[[nodiscard]] std::span<const Table> drawn_tables();
/// The exact ones, then the drawn.
[[nodiscard]] std::vector<const Table*> all_tables();

/// The form of these tables; a greater one is a newer program's.
inline constexpr std::int64_t archive_form = 1;

}  // namespace gammafield::archive
