#include "store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace gammafield::store {
namespace {

constexpr int wait_ms = 5000;  // for another process's lock

FaultKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH: return FaultKind::damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FaultKind::busy;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return FaultKind::read_only;
    case SQLITE_FULL: return FaultKind::full;
    case SQLITE_NOMEM: return FaultKind::out_of_memory;
    default: return FaultKind::failed;
  }
}

Fault fault_of(sqlite3* database, int code, const std::string& path) {
  const char* why = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return {kind_of(code), fmt::format("{}: {}", path, why)};
}

int flags_of(Database::Mode mode) {
  switch (mode) {
    case Database::Mode::read: return SQLITE_OPEN_READONLY;
    case Database::Mode::write: return SQLITE_OPEN_READWRITE;
    case Database::Mode::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Statement::Statement(sqlite3* database, std::string path, sqlite3_stmt* statement)
    : database_(database), path_(std::move(path)), statement_(statement) {}

// A failed binding leaves null, which the tables do not take: step tells it.
Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), next_++, value);
  return *this;
}
Statement& Statement::bind_blob(std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), next_++, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                      SQLITE_TRANSIENT);
  return *this;
}
Statement& Statement::bind_null() {
  sqlite3_bind_null(statement_.get(), next_++);
  return *this;
}

Stored<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  Stored<bool> outcome{false};
  if (code != SQLITE_DONE) outcome = base::failure(fault_of(database_, code, path_));
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  next_ = 1;
  return outcome;
}

Stored<void> Statement::run() {
  while (true) {
    const auto more = step();
    if (!more) return base::failure(more.error());
    if (!*more) return {};
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view{} : std::string_view{static_cast<const char*>(bytes), std::size_t(size)};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

Stored<Database> Database::open(const std::string& path, Mode mode) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags_of(mode) | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database{path, opened};
  if (code != SQLITE_OK) {
    Fault fault = fault_of(opened, code, path);
    if ((code & 0xff) == SQLITE_CANTOPEN && mode != Mode::create) fault.kind = FaultKind::not_there;
    return base::failure(std::move(fault));
  }
  sqlite3_busy_timeout(opened, wait_ms);
  return database;
}

Stored<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return base::failure(fault_of(database_.get(), code, path_));
  return Statement{database_.get(), path_, statement};
}

Stored<void> Database::execute(const char* sql) const {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return base::failure(fault_of(database_.get(), code, path_));
  return {};
}

Stored<std::int64_t> Database::number(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  if (!*row) return base::failure(Fault{FaultKind::damaged, path_ + ": an answer without a row"});
  return statement->integer(0);
}

Stored<Transaction> Transaction::begin(const Database& database) {
  // IMMEDIATE: whoever else writes is met here, before any work is done
  if (const auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return base::failure(begun.error());
  return Transaction{&database};
}

Stored<void> Transaction::commit() {
  const auto done = database_->execute("COMMIT");
  if (done) database_ = nullptr;
  return done;
}

Transaction::~Transaction() {
  if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

}  // namespace gammafield::store
