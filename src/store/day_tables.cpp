#include "store/day_tables.h"

#include <bit>

#include <fmt/format.h>

#include "store/bytes.h"
#include "store/compression.h"

namespace gammafield::store {
namespace {

constexpr std::int64_t application = 0x47664461;  // `GfDa`, in the file's header
constexpr const char* tables =
    "CREATE TABLE day(symbol BLOB NOT NULL, session BLOB NOT NULL) STRICT;"
    "CREATE TABLE listing(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, digest INTEGER NOT NULL) STRICT;"
    "CREATE TABLE record(number INTEGER PRIMARY KEY, as_of INTEGER NOT NULL, recorded_at INTEGER NOT NULL,"
    " listing INTEGER NOT NULL, is_key INTEGER NOT NULL, snapshot BLOB NOT NULL, prices BLOB NOT NULL,"
    " report BLOB NOT NULL, memory BLOB NOT NULL, digest INTEGER NOT NULL) STRICT;";

Fault damaged(const Database& database, std::string_view what) {
  return {FaultKind::damaged, fmt::format("{}: {}", database.path(), what)};
}

Stored<DayOf> day_of(const Database& database) {
  auto statement = database.prepare("SELECT symbol, session FROM day");
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  const auto session = *row ? market::parse_date(statement->blob(1)) : std::nullopt;
  if (!session) return base::failure(damaged(database, "it does not say whose day it is"));
  return DayOf{std::string{statement->blob(0)}, *session};
}

}  // namespace

Stored<DayOf> read_tables(const Database& database) {
  const auto tables_made = database.number("SELECT count(*) FROM sqlite_schema");
  if (!tables_made) return base::failure(tables_made.error());
  if (*tables_made == 0) return base::failure(Fault{FaultKind::not_there, database.path() + ": nothing recorded yet"});
  const auto id = database.number("PRAGMA application_id");
  if (!id) return base::failure(id.error());
  if (*id != application) return base::failure(damaged(database, "not a day of a Gammafield store"));
  const auto version = database.number("PRAGMA user_version");
  if (!version) return base::failure(version.error());
  if (*version > day_version)
    return base::failure(Fault{FaultKind::too_new, fmt::format("{}: written by a newer version (form {}, this program "
                                                               "knows {})",
                                                               database.path(), *version, day_version)});
  return day_of(database);
}

Stored<void> make_tables(const Database& database, const DayOf& wanted) {
  const auto there = read_tables(database);
  if (there && there->symbol == wanted.symbol && there->session == wanted.session) return {};
  if (there)
    return base::failure(
        damaged(database, fmt::format("it is {} of {}, not {} of {}", there->symbol, market::to_string(there->session),
                                      wanted.symbol, market::to_string(wanted.session))));
  if (there.error().kind != FaultKind::not_there) return base::failure(there.error());
  auto transaction = Transaction::begin(database);
  if (!transaction) return base::failure(transaction.error());
  const std::string numbers =
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", application, day_version);
  for (const char* sql : {tables, numbers.c_str()})
    if (const auto done = database.execute(sql); !done) return done;
  auto statement = database.prepare("INSERT INTO day VALUES(?,?)");
  if (!statement) return base::failure(statement.error());
  if (const auto done = statement->bind_blob(wanted.symbol).bind_blob(market::to_string(wanted.session)).run(); !done)
    return done;
  return transaction->commit();
}

std::uint64_t RecordRow::digest() const {
  ByteWriter all;
  all.put(number);
  all.put(as_of);
  all.put(recorded_at);
  all.put(listing);
  all.put(static_cast<std::uint8_t>(key));
  for (const std::string* part : {&snapshot, &prices, &report, &memory}) all.put_text(*part);
  return store::digest(std::move(all).take());
}

Stored<void> insert(const Database& database, const RecordRow& row) {
  auto statement = database.prepare("INSERT INTO record VALUES(?,?,?,?,?,?,?,?,?,?)");
  if (!statement) return base::failure(statement.error());
  statement->bind(row.number).bind(row.as_of).bind(row.recorded_at).bind(row.listing).bind(row.key ? 1 : 0);
  for (const std::string* part : {&row.snapshot, &row.prices, &row.report, &row.memory}) statement->bind_blob(*part);
  statement->bind(std::bit_cast<std::int64_t>(row.digest()));
  return statement->run();
}

Stored<std::optional<RecordRow>> row_from(const Database& database, RecordNumber number) {
  auto statement = database.prepare("SELECT * FROM record WHERE number >= ? ORDER BY number LIMIT 1");
  if (!statement) return base::failure(statement.error());
  const auto found = statement->bind(number).step();
  if (!found) return base::failure(found.error());
  if (!*found) return std::nullopt;
  RecordRow row;
  row.number = statement->integer(0);
  row.as_of = statement->integer(1);
  row.recorded_at = statement->integer(2);
  row.listing = statement->integer(3);
  row.key = statement->integer(4) != 0;
  int column = 5;
  for (std::string* part : {&row.snapshot, &row.prices, &row.report, &row.memory}) *part = statement->blob(column++);
  if (std::bit_cast<std::uint64_t>(statement->integer(column)) != row.digest())
    return base::failure(damaged(database, fmt::format("record {} is not what was written", row.number)));
  return row;
}

std::string packed_prices(const Watched& watched) {
  ByteWriter out;
  out.put(static_cast<std::int64_t>(watched.sampling.count()));
  for (const auto& price : watched.prices) {
    out.put(static_cast<std::int64_t>(price.at.time_since_epoch().count()));
    out.put(price.price.value());
  }
  return std::move(out).take();
}

std::optional<Watched> unpacked_prices(std::string_view bytes) {
  ByteReader in{bytes};
  Watched watched;
  watched.sampling = std::chrono::seconds{in.get<std::int64_t>()};
  while (in.ok() && !in.at_end()) {
    const market::Instant at{std::chrono::seconds{in.get<std::int64_t>()}};
    watched.prices.push_back({at, market::Spot{in.get<double>()}});
  }
  return in.ok() ? std::optional{std::move(watched)} : std::nullopt;
}

}  // namespace gammafield::store
