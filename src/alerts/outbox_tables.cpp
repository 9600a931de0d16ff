#include "alerts/outbox_tables.h"

#include <fmt/format.h>

namespace gammafield::alerts {
namespace {

using store::Database;
using store::Fault;
using store::FaultKind;
using store::Stored;

constexpr std::int64_t application = 0x4766416c;  // `GfAl`, in the file's header
constexpr const char* tables =
    "CREATE TABLE standing(rule BLOB NOT NULL, symbol BLOB NOT NULL, subject BLOB NOT NULL, told INTEGER,"
    " held_back INTEGER NOT NULL, armed INTEGER NOT NULL, last INTEGER, side INTEGER NOT NULL,"
    " PRIMARY KEY(rule, symbol, subject)) STRICT;"
    "CREATE TABLE latest(symbol BLOB PRIMARY KEY NOT NULL, as_of INTEGER NOT NULL) STRICT;"
    "CREATE TABLE message(number INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, sink BLOB NOT NULL,"
    " tries INTEGER NOT NULL, kept INTEGER NOT NULL, due INTEGER NOT NULL, done INTEGER, trouble BLOB,"
    " id BLOB NOT NULL, rule BLOB NOT NULL, kind BLOB NOT NULL, symbol BLOB NOT NULL, at INTEGER NOT NULL,"
    " as_of INTEGER NOT NULL, title BLOB NOT NULL, text BLOB NOT NULL, notes BLOB NOT NULL, json BLOB NOT NULL,"
    " UNIQUE(id, sink)) STRICT;"
    "CREATE INDEX waiting ON message(sink, rule, number) WHERE state = 0;"
    "CREATE INDEX done ON message(done) WHERE state <> 0;"
    "CREATE TABLE hold(sink BLOB PRIMARY KEY NOT NULL, until INTEGER NOT NULL) STRICT;";

}  // namespace

Stored<void> make_outbox_tables(const Database& database) {
  const auto made = database.number("SELECT count(*) FROM sqlite_schema");
  if (!made) return base::failure(made.error());
  if (*made > 0) {
    const auto id = database.number("PRAGMA application_id");
    if (!id) return base::failure(id.error());
    if (*id != application)
      return base::failure(Fault{FaultKind::damaged, database.path() + ": not an outbox of Gammafield's alerts"});
    const auto version = database.number("PRAGMA user_version");
    if (!version) return base::failure(version.error());
    if (*version > outbox_version)
      return base::failure(Fault{FaultKind::too_new, fmt::format("{}: written by a newer version (form {}, this "
                                                                 "program knows {})",
                                                                 database.path(), *version, outbox_version)});
    return {};
  }
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return base::failure(transaction.error());
  const std::string numbers =
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", application, outbox_version);
  for (const char* sql : {tables, numbers.c_str()})
    if (const auto done = database.execute(sql); !done) return done;
  return transaction->commit();
}

Message message_of(const store::Statement& row) {
  Message message;
  int column = 0;
  const auto text = [&] { return std::string{row.blob(column++)}; };
  message.number = row.integer(column++);
  message.sink = text();
  message.tries = static_cast<std::size_t>(row.integer(column++));
  message.kept = moment_of(row.integer(column++));
  Alert& alert = message.alert;
  alert.id = text();
  alert.rule = text();
  alert.kind = parse_alert_kind(text()).value_or(AlertKind::test);
  alert.symbol = text();
  alert.at = instant_of(row.integer(column++));
  alert.as_of = instant_of(row.integer(column++));
  alert.title = text();
  alert.text = text();
  alert.notes = text();
  alert.json = text();
  return message;
}

}  // namespace gammafield::alerts
