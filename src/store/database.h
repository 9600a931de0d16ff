#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "store/fault.h"

struct sqlite3;
struct sqlite3_stmt;

namespace gammafield::store {

/// One SQLite statement, with its values bound in order from 1.
class Statement {
 public:
  Statement& bind(std::int64_t);
  Statement& bind_blob(std::string_view);  ///< copied
  Statement& bind_null();

  /// The next row; false at the end, after which the statement can be bound and run again.
  [[nodiscard]] Stored<bool> step();
  /// Runs to the end and resets.
  [[nodiscard]] Stored<void> run();

  /// Of the row stepped to, columns from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;  ///< until the next step
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt*) const;
  };
  Statement(sqlite3* database, std::string path, sqlite3_stmt* statement);

  sqlite3* database_;
  std::string path_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int next_ = 1;
};

/// One SQLite file.
class Database {
 public:
  enum class Mode : std::uint8_t { read, write, create };  ///< create: write, made where it is not there

  [[nodiscard]] static Stored<Database> open(const std::string& path, Mode);
  [[nodiscard]] Stored<Statement> prepare(std::string_view sql) const;
  /// Statements without result, separated by semicolons.
  [[nodiscard]] Stored<void> execute(const char* sql) const;
  /// The one number of a one-row statement.
  [[nodiscard]] Stored<std::int64_t> number(std::string_view sql) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3*) const;
  };
  Database(std::string path, sqlite3* database) : path_(std::move(path)), database_(database) {}

  std::string path_;
  std::unique_ptr<sqlite3, Close> database_;
};

/// Undone at the end of its scope unless committed.
class Transaction {
 public:
  [[nodiscard]] static Stored<Transaction> begin(const Database&);
  /// When it returns without a fault, the transaction is on disk.
  [[nodiscard]] Stored<void> commit();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

 private:
  explicit Transaction(const Database* database) : database_(database) {}
  const Database* database_;
};

}  // namespace gammafield::store
