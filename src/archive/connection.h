#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/cell.h"
#include "archive/library.h"

/// A DuckDB of our own in memory: files are read and written by its SQL.
namespace gammafield::archive {

struct AnswerColumn {
  std::string name;
  duckdb::Type type = duckdb::Type::text;
};

/// The rows of an answer, a piece at a time.
class Answer {
 public:
  /// One piece; its cells hold while it lives.
  class Piece {
   public:
    Piece(const duckdb::Api&, duckdb::Chunk, const std::vector<AnswerColumn>&);
    Piece(Piece&&) noexcept;
    Piece& operator=(Piece&&) = delete;
    ~Piece();
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const;

   private:
    struct Data {
      duckdb::Type type;
      const void* data;
      const std::uint64_t* validity;
    };
    const duckdb::Api* api_;
    duckdb::Chunk chunk_;
    std::size_t size_ = 0;
    std::vector<Data> columns_;
  };

  Answer(std::shared_ptr<const Library>, duckdb::Result);
  Answer(Answer&&) noexcept;
  Answer& operator=(Answer&&) = delete;
  ~Answer();

  [[nodiscard]] const std::vector<AnswerColumn>& columns() const { return columns_; }
  /// None at the end.
  [[nodiscard]] std::optional<Piece> next();

 private:
  std::shared_ptr<const Library> library_;
  duckdb::Result result_;
  std::vector<AnswerColumn> columns_;
};

class Connection {
 public:
  /// In UTC; extensions that would be fetched from elsewhere are off.
  [[nodiscard]] static base::Result<Connection, std::string> open(std::shared_ptr<const Library>);

  /// The error is DuckDB's own text, on one line.
  [[nodiscard]] base::Result<Answer, std::string> ask(const std::string& sql) const;
  [[nodiscard]] base::Result<void, std::string> run(const std::string& sql) const;

  [[nodiscard]] const duckdb::Api& api() const { return library_->api(); }
  [[nodiscard]] duckdb::Connection handle() const { return connection_; }

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

 private:
  explicit Connection(std::shared_ptr<const Library> library) : library_(std::move(library)) {}

  std::shared_ptr<const Library> library_;
  duckdb::Database database_ = nullptr;
  duckdb::Connection connection_ = nullptr;
};

/// A text as SQL writes it, quotes doubled.
[[nodiscard]] std::string sql_text(std::string_view text);

}  // namespace gammafield::archive
