#include <array>

#include "archive/list_table.h"
#include "archive/names.h"

namespace gammafield::archive {
namespace {

using duckdb::Type;
using market::Expiry;
using market::OptionRow;

const Expiry& expiry_of(const Moment& at, const OptionRow* row) {
  return at.record.loaded->chain.expiries[row->expiry];
}

/// A column that is a number of OptionRow.
template <auto Member>
Cell number(const Moment&, const OptionRow* const& row) {
  return maybe(row->*Member);
}

struct Chain {
  using Row = const OptionRow*;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"root", Type::text,
         [](const Moment& at, const Row& row) { return Cell{std::string_view{expiry_of(at, row).root}}; }},
        {"expiry", Type::date, [](const Moment& at, const Row& row) { return Cell{expiry_of(at, row).date}; }},
        {"settlement", Type::text,
         [](const Moment& at, const Row& row) { return Cell{name_of(expiry_of(at, row).settlement)}; }},
        {"strike", Type::float64, [](const Moment&, const Row& row) { return Cell{row->strike.value()}; }},
        {"option_type", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->right)}; }},
        {"bid", Type::float64, number<&OptionRow::bid>},
        {"ask", Type::float64, number<&OptionRow::ask>},
        {"last", Type::float64, number<&OptionRow::last>},
        {"volume", Type::float64, number<&OptionRow::volume>},
        {"open_interest", Type::float64, number<&OptionRow::open_interest>},
        {"vendor_vol", Type::float64, number<&OptionRow::vendor_vol>},
        {"printed_vol", Type::float64, number<&OptionRow::printed_vol>},
        {"vendor_delta", Type::float64, number<&OptionRow::vendor_delta>},
        {"vendor_gamma", Type::float64, number<&OptionRow::vendor_gamma>},
        {"quoted_at", Type::timestamp_utc,
         [](const Moment&, const Row& row) { return row->quoted_at ? Cell{*row->quoted_at} : Cell{}; }},
        {"expiry_number", Type::int32, [](const Moment&, const Row& row) { return Cell{std::int64_t{row->expiry}}; }},
        {"line", Type::int64, [](const Moment&, const Row& row) { return Cell{std::int64_t{row->line}}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) {
    std::vector<Row> all;
    all.reserve(at.record.loaded->chain.rows.size());
    for (const OptionRow& row : at.record.loaded->chain.rows) all.push_back(&row);
    return all;
  }
};

struct Expiries {
  using Row = const Expiry*;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"expiry_number", Type::int32,
         [](const Moment& at, const Row& row) {
           return Cell{std::int64_t{row - at.record.loaded->chain.expiries.data()}};
         }},
        {"root", Type::text, [](const Moment&, const Row& row) { return Cell{std::string_view{row->root}}; }},
        {"expiry", Type::date, [](const Moment&, const Row& row) { return Cell{row->date}; }},
        {"settlement", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->settlement)}; }},
        {"exercise", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->exercise)}; }},
        {"multiplier", Type::float64, [](const Moment&, const Row& row) { return Cell{row->multiplier.value()}; }},
        {"settles_at", Type::timestamp_utc, [](const Moment&, const Row& row) { return Cell{row->settles_at}; }},
        {"expiry_class", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->expiry_class)}; }},
        {"exchange", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->exchange)}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) {
    std::vector<Row> all;
    for (const Expiry& expiry : at.record.loaded->chain.expiries) all.push_back(&expiry);
    return all;
  }
};

Cell text_or_null(const std::string& text) { return text.empty() ? Cell{} : Cell{std::string_view{text}}; }

/// One row: the snapshot itself.
struct Snapshots {
  using Row = const ingest::LoadedChain*;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"recorded_at", Type::timestamp_utc, [](const Moment& at, const Row&) { return Cell{at.record.recorded_at}; }},
        {"feed", Type::text, [](const Moment&, const Row& row) { return Cell{std::string_view{row->chain.feed}}; }},
        {"listed_as", Type::text,
         [](const Moment&, const Row& row) { return Cell{std::string_view{row->chain.symbol}}; }},
        {"session", Type::date, [](const Moment&, const Row& row) { return Cell{row->chain.session}; }},
        {"exchange", Type::text,
         [](const Moment&, const Row& row) { return Cell{name_of(row->chain.calendar->exchange())}; }},
        {"spot", Type::float64, [](const Moment&, const Row& row) { return maybe(row->chain.spot); }},
        {"spot_at", Type::timestamp_utc,
         [](const Moment&, const Row& row) { return row->chain.spot_at ? Cell{*row->chain.spot_at} : Cell{}; }},
        {"spot_source", Type::text,
         [](const Moment&, const Row& row) { return Cell{name_of(row->chain.spot_source)}; }},
        {"as_of_source", Type::text,
         [](const Moment&, const Row& row) { return Cell{name_of(row->chain.as_of_source)}; }},
        {"oi_date", Type::date,
         [](const Moment&, const Row& row) { return row->chain.oi_date ? Cell{*row->chain.oi_date} : Cell{}; }},
        {"trades_for_quotes", Type::boolean,
         [](const Moment&, const Row& row) { return Cell{row->chain.trades_for_quotes}; }},
        {"contracts", Type::int64,
         [](const Moment&, const Row& row) { return Cell{static_cast<std::int64_t>(row->chain.rows.size())}; }},
        {"contracts_read", Type::int64,
         [](const Moment&, const Row& row) { return Cell{static_cast<std::int64_t>(row->contracts_read)}; }},
        {"sampling_seconds", Type::int64,
         [](const Moment& at, const Row&) { return Cell{std::int64_t{at.record.sampling.count()}}; }},
        {"report", Type::text, [](const Moment& at, const Row&) { return text_or_null(at.record.report); }},
        {"memory_before", Type::text,
         [](const Moment& at, const Row&) { return text_or_null(at.record.memory_before); }},
        {"digest", Type::int64,
         [](const Moment& at, const Row&) { return Cell{static_cast<std::int64_t>(store::digest_of(at.record))}; }},
        {"form", Type::int32, [](const Moment&, const Row&) { return Cell{archive_form}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) { return {at.record.loaded.get()}; }
};

struct Prices {
  using Row = session::PriceSample;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"time", Type::timestamp_utc, [](const Moment&, const Row& row) { return Cell{row.at}; }},
        {"price", Type::float64, [](const Moment&, const Row& row) { return Cell{row.price.value()}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) { return at.record.prices; }
};

struct Flags {
  using Row = const market::DataFlag*;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"code", Type::text, [](const Moment&, const Row& row) { return Cell{std::string_view{row->code}}; }},
        {"detail", Type::text, [](const Moment&, const Row& row) { return Cell{std::string_view{row->detail}}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) {
    std::vector<Row> all;
    for (const auto& flag : at.record.loaded->chain.flags) all.push_back(&flag);
    return all;
  }
};

struct Rejects {
  using Row = const ingest::Reject*;
  static const std::vector<ListColumn<Row>>& columns() {
    static const auto all = with_common<Row>({
        {"reason", Type::text, [](const Moment&, const Row& row) { return Cell{name_of(row->reason)}; }},
        {"line", Type::int64, [](const Moment&, const Row& row) { return Cell{std::int64_t{row->line}}; }},
        {"cell", Type::int64, [](const Moment&, const Row& row) { return Cell{std::int64_t{row->column}}; }},
        {"text", Type::text, [](const Moment&, const Row& row) { return Cell{std::string_view{row->text}}; }},
    });
    return all;
  }
  static std::vector<Row> rows(const Moment& at) {
    std::vector<Row> all;
    for (const auto& reject : at.record.loaded->rejects) all.push_back(&reject);
    return all;
  }
};

}  // namespace

std::span<const Table> exact_tables() {
  static const std::array tables{
      list_table<Chain>("chain", "a contract of a snapshot a row"),
      list_table<Expiries>("expiries", "an expiry of a snapshot a row"),
      list_table<Snapshots>("snapshots", "a snapshot a row, with its Report"),
      list_table<Prices>("prices", "a price watched a row"),
      list_table<Flags>("flags", "something to know about a snapshot's data a row"),
      list_table<Rejects>("rejects", "a row of the source that was left out a row"),
  };
  return tables;
}

std::vector<const Table*> all_tables() {
  std::vector<const Table*> all;
  for (const auto& tables : {exact_tables(), drawn_tables()})
    for (const Table& table : tables) all.push_back(&table);
  return all;
}

}  // namespace gammafield::archive
