#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "archive/table.h"

/// Internal to archive/: a table as a list of columns, each a name and how its cell is told.
namespace gammafield::archive {

template <class Row>
struct ListColumn {
  std::string_view name;
  duckdb::Type type;
  Cell (*cell)(const Moment&, const Row&);
};

/// Every table begins with `snapshot` and `as_of` and ends with `symbol` and `date`.
template <class Row>
[[nodiscard]] std::vector<ListColumn<Row>> with_common(std::initializer_list<ListColumn<Row>> own) {
  using duckdb::Type;
  std::vector<ListColumn<Row>> all{
      {"snapshot", Type::int32, [](const Moment& at, const Row&) { return Cell{at.number}; }},
      {"as_of", Type::timestamp_utc, [](const Moment& at, const Row&) { return Cell{at.record.loaded->chain.as_of}; }}};
  all.insert(all.end(), own);
  all.push_back({"symbol", Type::text, [](const Moment& at, const Row&) { return Cell{at.symbol}; }});
  all.push_back({"date", Type::date, [](const Moment& at, const Row&) { return Cell{at.session}; }});
  return all;
}

/// `Source` has `using Row`, `static const std::vector<ListColumn<Row>>& columns()` and
/// `static std::vector<Row> rows(const Moment&)`.
template <class Source>
class ListPage final : public Page {
 public:
  explicit ListPage(const Moment& at) : at_(at), rows_(Source::rows(at)) {}
  [[nodiscard]] std::size_t size() const override { return rows_.size(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override {
    return Source::columns()[column].cell(at_, rows_[row]);
  }

 private:
  Moment at_;
  std::vector<typename Source::Row> rows_;
};

template <class Source>
[[nodiscard]] Table list_table(std::string_view name, std::string_view help) {
  Table table{
      name, help, {}, [](const Moment& at) -> std::unique_ptr<Page> { return std::make_unique<ListPage<Source>>(at); }};
  for (const auto& column : Source::columns()) table.columns.push_back({column.name, column.type});
  return table;
}

template <class Strong>
[[nodiscard]] Cell maybe(const std::optional<Strong>& value) {
  return value ? Cell{value->value()} : Cell{};
}

}  // namespace gammafield::archive
